// What the pictures of a first view cost, where every listing has one that no encoder makes small (G-13), and that those who
// save data pay for none until they tap it.

import assert from "node:assert/strict";
import { journey, phone } from "./lib.mjs";

const KIB = 1024;

/** The pictures that come over the line by themselves, and their bytes without headers. */
async function pictures(path, options) {
  const page = await phone({ serviceWorkers: "block", ...options });
  const session = await page.context().newCDPSession(page);
  const found = new Map();
  await session.send("Network.enable");
  session.on("Network.requestWillBeSent", ({ requestId, request }) => new URL(request.url).pathname.startsWith("/m/") && found.set(requestId, 0));
  session.on("Network.dataReceived", ({ requestId, dataLength }) => found.has(requestId) && found.set(requestId, found.get(requestId) + dataLength));
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  const sizes = [...found.values()];
  const all = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`${path}: ${sizes.length} pictures, the largest ${Math.max(0, ...sizes)} bytes, ${(all / KIB).toFixed(1)} KiB together`);
  return { page, sizes, all };
}

await journey("pictures", async () => {
  const first = await pictures("/");
  assert.ok(first.sizes.length >= 5, "the feed shows pictures");
  assert.ok(Math.max(...first.sizes) <= 4 * KIB, "each in 4 KiB");
  assert.ok(first.all <= 40 * KIB, "all of a first view in 40 KiB");
  // Those further down come when they are near.
  await first.page.locator("main .card img").last().scrollIntoViewIfNeeded();
  await first.page.waitForFunction(() => [...document.querySelectorAll("main .card img")].pop().naturalWidth > 0);
  await first.page.context().close();
  const { page, sizes } = await pictures("/", { extraHTTPHeaders: { "Save-Data": "on" } });
  assert.deepEqual(sizes, [], "none when data are saved");
  await page.locator("main .card a.tap").first().tap();
  await page.waitForFunction(() => document.querySelector("main .card img")?.naturalWidth > 0);
  assert.equal(await page.locator("main img").count(), 1, "the one that was tapped");
});
