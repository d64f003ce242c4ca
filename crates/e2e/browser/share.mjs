// Sharing by the phone's own sheet where there is one, by WhatsApp and by a copied address where there is none (W-10).

import assert from "node:assert/strict";
import { journey, phone, sound } from "./lib.mjs";

/** A phone with a sheet that remembers what it was given; closed by its owner when `closes`. */
async function withSheet(options = {}) {
  const page = await phone(options);
  await page.addInitScript((closes) => {
    window.shared = [];
    Object.defineProperty(navigator, "share", {
      configurable: true,
      value: async (what) => {
        window.shared.push(what);
        if (closes) throw new DOMException("closed", "AbortError");
      },
    });
  }, options.closes ?? false);
  return page;
}

async function shares(page, path, what) {
  await page.goto(path);
  const canonical = await page.locator('meta[property="og:url"]').getAttribute("content");
  const button = page.locator("main [data-share]");
  await button.waitFor();
  await button.click();
  await sound(page, what);
  const shared = await page.evaluate(() => window.shared);
  assert.equal(shared.length, 1, `${what}: the sheet opens once`);
  assert.equal(shared[0].url, canonical, `${what}: the address that previews know`);
  assert.equal(shared[0].title, await page.title(), `${what}: the page's title`);
  // What others get is a whole preview.
  for (const property of ["og:title", "og:image", "og:description"]) {
    assert.ok(await page.locator(`meta[property="${property}"]`).getAttribute("content"), `${what}: ${property}`);
  }
}

await journey("share", async () => {
  const page = await withSheet();
  await page.goto("/");
  const listing = await page.locator('main .card a[href^="/listings/"]').first().getAttribute("href");
  await shares(page, listing, "share listing");
  const business = await page.locator('main a[href^="/b/"]').first().getAttribute("href");
  await shares(page, business, "share business");
  await page.context().close();

  // Who closes the sheet has not failed: no script complains (see `watched` in lib.mjs).
  const shy = await withSheet({ closes: true, language: "ar" });
  await shares(shy, listing, "share listing Arabic");
  await shy.context().close();

  const plain = await phone();
  await plain.addInitScript(() => Object.defineProperty(navigator, "share", { configurable: true, value: undefined }));
  await plain.goto(listing);
  await plain.waitForLoadState("networkidle");
  assert.ok(await plain.locator("main [data-share]").isHidden(), "no button for a sheet that is not there");
  const link = plain.locator('main a[href^="https://wa.me/?text="]').first();
  assert.ok(decodeURIComponent(await link.getAttribute("href")).includes(listing), "WhatsApp gets the address");
});
