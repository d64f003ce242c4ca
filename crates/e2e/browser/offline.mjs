// Without a network, what was seen can be seen again, and the rest says so.

import assert from "node:assert/strict";
import { journey, password, phone } from "./lib.mjs";
import { submit } from "./steps.mjs";

/** The service worker has put these away, which it does behind the page that was shown. */
async function remembered(page, ...paths) {
  for (const path of paths) await page.waitForFunction((one) => caches.match(one, { ignoreVary: true }).then(Boolean), path);
}

await journey("offline", async () => {
  const page = await phone();
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // The first page was fetched before the service worker stood; a second visit goes through it.
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const listing = await page.locator('main .card a[href^="/listings/"]').first().getAttribute("href");
  await page.goto(listing);
  const title = await page.locator("main h1").innerText();
  await page.goto("/");
  await remembered(page, listing, "/");

  await page.context().setOffline(true);
  await page.goto(listing);
  assert.equal(await page.locator("main h1").innerText(), title, "a listing that was read");
  await page.goto("/");
  assert.ok((await page.locator("main .card").count()) > 0, "the feed that was seen");
  assert.ok(await page.locator("#net").isVisible(), "the network line says that there is none");
  await page.goto("/nearby");
  assert.ok((await page.locator("main .empty").count()) === 1, "a page that was not seen has its own words");

  await page.context().setOffline(false);
  await page.goto("/nearby");
  assert.ok(await page.locator("#net").isHidden(), "the network is back");

  // What one person has seen goes with their session.
  await page.goto("/sign-in");
  await page.fill('[name="address"]', "kwame@demo.pushnchat.test");
  await page.fill('[name="password"]', password);
  await submit(page, "/sign-in");
  await page.goto("/account");
  await remembered(page, "/account");
  await page.context().setOffline(true);
  await page.goto("/account");
  assert.ok((await page.locator("form[data-signout]").count()) > 0, "one's own account can be read offline");
  await page.context().setOffline(false);
  await page.goto("/account");
  await page.locator('form[action="/sign-out"] button').click();
  await page.waitForURL((url) => url.pathname !== "/account");
  await page.waitForFunction(async () => (await caches.match("/account", { ignoreVary: true })) === undefined);
  await page.context().setOffline(true);
  await page.goto("/account");
  assert.ok((await page.locator("main .empty").count()) === 1, "and not after signing out");
});
