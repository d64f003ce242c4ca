// A new build reaches the phone at the next visit: no old page, no old service worker stays.

import assert from "node:assert/strict";
import { journey, phone } from "./lib.mjs";
import { open } from "./line.mjs";

const line = await open();
/** What the server's build is called, and the service worker's shell after the first one. */
let version = "old";
let shell;
line.change = (path) => {
  if (path === "/") return (text) => text.replace("</head>", `<meta name="build" content="${version}"></head>`);
  if (path === "/sw.js") return (text) => (version === "old" ? text : text.replaceAll(shell.slice("shell-".length), "of-the-new-build"));
  return undefined;
};
const shells = (page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("shell-")));

/** Evaluated in the page, which may take as long as everything else, and not for ever. */
const asked = (page, what, question) => {
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error(`${what}: no answer`)), 40_000).unref());
  return Promise.race([page.evaluate(question), late]);
};

await journey("update", async () => {
  const page = await phone({ baseURL: line.url });
  const build = () => page.locator('meta[name="build"]').getAttribute("content");
  await page.goto("/");
  await asked(page, "the service worker is ready", () => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.goto("/");
  assert.equal(await build(), "old");
  [shell] = await shells(page);
  assert.ok(shell, "the shell is kept");

  version = "new";
  await page.goto("/place");
  await page.goto("/");
  if ((await build()) === "old") {
    // A line slower than 200 ms shows what was seen, says that there is something newer, and has it at once.
    await page.locator("#newer").click();
    await page.waitForLoadState();
  }
  assert.equal(await build(), "new", "the new page is shown");
  await asked(page, "the service worker looks for a new one", () =>
    navigator.serviceWorker.getRegistration().then((known) => known.update()).then(() => undefined));
  for (let tries = 0; tries < 200 && (await shells(page)).includes(shell); tries += 1) await page.waitForTimeout(200);
  assert.deepEqual(await shells(page), ["shell-of-the-new-build"], "the new service worker has taken over, the old shell is gone");
  await page.goto("/");
  assert.equal(await build(), "new");

  // On a slow line what was seen is there at once, and the newer page is offered when it has come.
  const old = await page.locator("h1").first().textContent();
  version = "newest";
  line.slow = 6000;
  const began = Date.now();
  await page.goto("/");
  assert.ok(Date.now() - began < 5500, "nobody waits for the line");
  assert.equal(await build(), "new");
  assert.equal(await page.locator("h1").first().textContent(), old);
  await page.locator("#newer").click();
  await page.waitForFunction(() => document.querySelector('meta[name="build"]')?.content === "newest");
});
line.close();
// What the slow line still holds back is nobody's any more, and would keep the process.
process.exit();
