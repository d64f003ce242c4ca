// What was done without a network is sent by Background Sync, when no page of the site is open any more (W-3): a photo
// of a conversation in pieces, of which only the one that was cut goes again (M-14).

import assert from "node:assert/strict";
import { caller, converse } from "./chat.steps.mjs";
import { journey, noisy, password, phone } from "./lib.mjs";
import { open } from "./line.mjs";
import { submit } from "./steps.mjs";

const line = await open();
/** Bytes of the first piece of a file. */
const PIECE = 128 * 1024;

async function until(holds, what) {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await holds()) return;
    await new Promise((later) => setTimeout(later, 250));
  }
  assert.fail(`${what}: not after 15 seconds`);
}

await journey("sync", async () => {
  const page = await phone({ baseURL: line.url, permissions: ["background-sync"] });
  const session = await page.context().newCDPSession(page);
  let registration;
  session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
    for (const one of registrations) if (!one.isDeleted) registration = one.registrationId;
  });
  await session.send("ServiceWorker.enable");

  await page.goto("/sign-in");
  await page.fill('[name="address"]', "amina@demo.pushnchat.test");
  await page.fill('[name="password"]', password);
  await submit(page, "/sign-in");
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const listing = await page.locator('main .card a[href^="/listings/"]').nth(4).getAttribute("href");
  const id = listing.split("/").pop();
  const saved = async () => {
    const reply = await page.request.get(`${line.url}/api/v1/listings/saved?limit=100&fields=id`);
    return (await reply.json()).data.some((one) => one.id === id);
  };
  await page.goto(listing);
  assert.equal(await saved(), false);
  // What an outbox takes is kept on the phone of whoever is signed in, a few seconds after a page has come.
  await until(() => page.evaluate(async () => (await (await caches.open("files")).keys()).some(({ url }) => url.includes("/tray."))), "the outbox is kept");

  // Without a network it is kept, and the browser is asked to remember.
  await page.context().setOffline(true);
  line.rule = () => "cut";
  await page.locator("main form[data-save] button").first().click();
  await page.locator(".tray > button", { hasText: "1 waiting" }).waitFor();
  const tags = () => page.evaluate(async () => (await navigator.serviceWorker.ready).sync.getTags());
  await until(async () => (await tags()).includes("outbox"), "the browser knows that something waits");

  // The person leaves. A sync on a line that is still dead loses nothing.
  await page.goto("about:blank");
  await page.context().setOffline(false);
  const sync = (lastChance) => session.send("ServiceWorker.dispatchSyncEvent", { origin: line.url, registrationId: registration, tag: "outbox", lastChance });
  assert.ok(registration, "the service worker is registered");
  await sync(false);
  await page.waitForTimeout(500);

  // The network is back: the service worker alone sends it, once.
  line.seen.length = 0;
  line.rule = () => undefined;
  assert.equal(await saved(), false, "nothing has gone yet");
  await until(async () => {
    await sync(true).catch(() => undefined);
    return saved();
  }, "it has gone without a page");
  const writes = line.seen.filter((one) => one.startsWith("POST /listings/"));
  assert.deepEqual(writes, [`POST /listings/${id}/save`], "sent once");

  // Who comes back finds nothing waiting.
  await page.goto(listing);
  await page.locator('main form[data-save] button[aria-pressed="true"]').first().waitFor();
  assert.equal(await page.locator(".tray > button", { hasText: "waiting" }).count(), 0);

  // A photo in a conversation: kept while the line is dead, and the person leaves.
  const [amina, kwame] = [await caller("amina"), await caller("kwame")];
  const { id: talk, path } = await converse(amina, kwame);
  await page.goto(path);
  await page.locator("[data-voice]:not([hidden])").waitFor();
  await page.context().setOffline(true);
  line.rule = () => "cut";
  line.hangUp();
  await page.fill("#text", "Sent by nobody's page.");
  await page.setInputFiles('[name="photo"]', await noisy(page));
  await page.locator(".chat li[data-pending]", { hasText: "Sent by nobody's page." }).waitFor();
  await until(async () => (await tags()).includes("outbox"), "the browser knows that a photo waits");
  await page.goto("about:blank");
  await page.context().setOffline(false);

  // The line comes back and is cut twice: in the middle of a piece, and before its answer.
  line.seen.length = 0;
  let came = 0;
  const fates = [undefined, "half", "lost"];
  line.rule = (method, at, request) => {
    if (method !== "PATCH" || !at.startsWith("/api/v1/media/uploads/")) return undefined;
    request.on("data", (bytes) => (came += bytes.length));
    return fates.shift();
  };
  const said = async () => (await kwame(`/messages/conversations/${talk}?limit=100`)).messages.filter(({ text }) => text === "Sent by nobody's page.");
  await until(async () => {
    await sync(true).catch(() => undefined);
    return (await said()).length > 0;
  }, "the photo has gone without a page");
  const [{ type, detail }, ...more] = await said();
  assert.deepEqual([type, more.length, fates.length], ["MEDIA", 0, 0], "once, through both cuts");
  const { size, done } = await amina(`/media/uploads/${detail.file_id}`);
  assert.ok(done && size > 2 * PIECE, `${size} bytes are several pieces`);
  assert.ok(came >= size && came - size < PIECE, `${came - size} of ${size} bytes went twice`);
  assert.deepEqual(line.seen.filter((one) => /^POST .*\/files$/.test(one)), [], "never as a whole");
});
line.close();
