// A listing with two photos is written in airplane mode, the phone goes out and is opened again, and when the network is
// back there is exactly one listing with both photos. The same on lines that are cut, with a server that stumbles, with
// two tabs, and with mistakes that have to be put right.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drafted, goesOut, journey, keptPhone, photo, sound, tab } from "./lib.mjs";
import { open } from "./line.mjs";
import { choose, setUp, setUpBusiness, signUp } from "./steps.mjs";

const folder = await mkdtemp(join(tmpdir(), "pushnchat-phone-"));
const line = await open();
const run = Math.random().toString(36).slice(2, 8);
const kept = { baseURL: line.url };

/**
 * Airplane mode on or off: the browser knows it, and nothing gets through, not even from its service worker. Going back
 * on, a phone says so a moment before it is true: `early` requests are cut then.
 */
async function airplane(page, on, early = 0) {
  line.rule = () => (on || early-- > 0 ? "cut" : undefined);
  await page.context().setOffline(on);
}

/** Everything but the sending. */
async function write(page, title, { photos = 0, price = "38,500" } = {}) {
  await page.goto("/listings/new");
  await page.locator('main form[data-outbox] input[name="id"]:not([value=""])').waitFor({ state: "attached", timeout: 500 }).catch(() => {});
  await choose(page, "type", "OFFER");
  await page.fill('main [name="title"]', title);
  await page.selectOption('main [name="category"]', "grains");
  await page.fill('main [name="description"]', "This year's harvest, dried and cleaned, ready for collection in Ikeja.");
  await page.fill('main [name="price"]', price);
  if (photos === 0) return;
  const pictures = [];
  for (let number = 1; number <= photos; number += 1) pictures.push(await photo(page, number));
  await page.locator("main [data-photos] input[type=file]").setInputFiles(pictures);
  await page.waitForFunction((count) => document.querySelectorAll("main .shot:not(.add)").length === count, photos);
}

const publish = (page) => page.locator('main button[value="publish"]').click();

const state = (page, title) => page.locator(".tray li", { hasText: title });

async function until(holds, what) {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await holds()) return;
    await new Promise((later) => setTimeout(later, 500));
  }
  assert.fail(`${what}: not after half a minute`);
}

/** How many listings of this title the seller has, and how many photos the first one has. */
async function listed(page, title) {
  const response = await page.request.get(`${line.url}/api/v1/listings/mine?limit=50`);
  assert.equal(response.status(), 200, await response.text());
  const found = (await response.json()).data.filter((one) => one.title === title);
  return { count: found.length, photos: found[0]?.media?.length ?? found[0]?.photos?.length ?? 0 };
}

await journey("outbox", async () => {
  let page = await keptPhone(folder, kept);
  await signUp(page, { name: "Adunni Balogun", address: `outbox-${run}@example.test` });
  await setUp(page, { role: "BUSINESS", language: "en" });
  await setUpBusiness(page, { name: `Adunni Grains ${run}`, description: "Maize, sorghum and beans in bags, cleaned and dried." });
  // The form is kept before it is needed: nobody has opened it yet.
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await until(() => page.evaluate(async () => Boolean(await caches.match("/listings/new", { ignoreVary: true }))), "the form is kept");

  // Airplane mode.
  const first = `Yellow maize ${run}`;
  await airplane(page, true);
  await write(page, first, { photos: 2 });
  await drafted(page, first, 2);
  await page.waitForTimeout(500);
  // The battery dies before it is sent: what was typed comes back, photos too.
  await goesOut(page, folder);
  page = await keptPhone(folder, kept);
  await airplane(page, true);
  await page.goto("/listings/new");
  await page.locator("main [data-kept]:not([hidden])").waitFor();
  assert.equal(await page.inputValue('main [name="title"]'), first, "the title comes back");
  await page.waitForFunction(() => document.querySelectorAll("main .shot:not(.add)").length === 2);
  await publish(page);
  await page.locator("main .empty h1").waitFor();
  await state(page, first).waitFor();
  await sound(page, "outbox waiting");
  await goesOut(page, folder);

  page = await keptPhone(folder, kept);
  await airplane(page, true);
  await page.goto("/");
  await page.locator(".tray > button", { hasText: "1 waiting" }).waitFor();
  await airplane(page, false);
  await page.waitForFunction(() => /All sent/.test(document.querySelector(".tray > button")?.textContent ?? ""));
  assert.deepEqual(await listed(page, first), { count: 1, photos: 2 }, "exactly one listing with both photos");
  await page.locator(".tray > button").click();
  await sound(page, "outbox sent");

  // The server answers 500 once, the second answer is lost on its way, the third counts.
  const second = `White beans ${run}`;
  await write(page, second, { photos: 1 });
  await page.locator('main [data-photos] input[name="media_ids"]').waitFor({ state: "attached" });
  const fates = [{ status: 500, body: "<h1>sorry</h1>" }, "lost"];
  line.rule = (method, path) => (method === "POST" && path === "/listings/new" ? fates.shift() : undefined);
  await publish(page);
  await page.locator("main .empty h1").waitFor();
  await page.locator(".tray li.sent", { hasText: second }).waitFor({ timeout: 60_000 });
  assert.equal(fates.length, 0, "both things went wrong");
  assert.deepEqual(await listed(page, second), { count: 1, photos: 1 }, "one listing after a lost answer");

  // The line is cut while a photo goes up from the outbox.
  const third = `Sorghum ${run}`;
  await airplane(page, true);
  await write(page, third, { photos: 2 });
  await publish(page);
  await state(page, third).waitFor();
  let cuts = 2;
  await airplane(page, false);
  line.rule = (method, path) => (method !== "GET" && path.startsWith("/api/v1/media") && cuts-- > 0 ? "half" : undefined);
  await page.waitForTimeout(1500);
  await page.reload();
  await page.waitForFunction(() => /All sent|waiting/.test(document.querySelector(".tray > button")?.textContent ?? "All sent"));
  await until(async () => (await listed(page, third)).count > 0, "it has gone");
  assert.deepEqual(await listed(page, third), { count: 1, photos: 2 }, "one listing after a cut line");
  line.rule = () => undefined;

  // Two tabs: both see it, one sends it.
  const fourth = `Millet ${run}`;
  const tabTwo = await tab(page);
  await tabTwo.goto("/");
  await airplane(page, true);
  await write(page, fourth);
  await publish(page);
  await state(page, fourth).waitFor();
  await tabTwo.goto("/");
  await tabTwo.locator(".tray > button", { hasText: "1 waiting" }).waitFor();
  line.seen.length = 0;
  await airplane(page, false);
  for (const one of [page, tabTwo]) await one.waitForFunction(() => /All sent/.test(document.querySelector(".tray > button")?.textContent ?? ""));
  assert.equal(line.seen.filter((one) => one === "POST /listings/new").length, 1, "one sender for all tabs");
  assert.deepEqual(await listed(page, fourth), { count: 1, photos: 0 }, "one listing from two tabs");
  await tabTwo.close();

  // A mistake that only the server finds is told with its reason, and put right in the form.
  const fifth = `Groundnuts ${run}`;
  await airplane(page, true);
  await write(page, fifth, { price: "a lot" });
  await publish(page);
  await state(page, fifth).waitFor();
  await airplane(page, false, 3);
  const failed = page.locator(".tray li.failed", { hasText: fifth });
  await failed.waitFor();
  assert.match(await failed.innerText(), /Price/, "the server's reason is told");
  await sound(page, "outbox failed");
  await failed.locator("a").click();
  await page.waitForURL("**/listings/new#outbox=*");
  await page.waitForFunction((title) => document.querySelector('main [name="title"]')?.value === title, fifth);
  await page.fill('main [name="price"]', "25,000");
  await publish(page);
  await page.waitForURL(/\/listings\/[0-9a-f-]{36}/);
  assert.deepEqual(await listed(page, fifth), { count: 1, photos: 0 }, "put right and sent");
  assert.equal(await page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open("pushnchat");
    asked.onsuccess = () => {
      const count = asked.result.transaction("outbox").objectStore("outbox").count();
      count.onsuccess = () => done(count.result);
    };
  })), 0, "nothing is left in the outbox");

  // What another app shares without a network waits in the form, beside what was typed before (W-10).
  await airplane(page, true);
  const hand = (title, text) => page.goto(`/listings/new?title=${encodeURIComponent(title)}&text=${encodeURIComponent(text)}&url=`);
  const inForm = async (title, description) => {
    await page.waitForURL((url) => url.pathname === "/listings/new" && url.search === "");
    await page.waitForFunction((wanted) => document.querySelector('main [name="description"]')?.value === wanted, description);
    assert.equal(await page.inputValue('main [name="title"]'), title);
    assert.ok(await page.locator('main [name="type"]:checked').count(), "what was chosen stays chosen");
  };
  await hand(`Shea butter ${run}`, "Fifty kilos, from Tamale.");
  await inForm(`Shea butter ${run}`, "Fifty kilos, from Tamale.");
  await hand("Another title", "Raw or filtered.");
  await inForm(`Shea butter ${run}`, "Fifty kilos, from Tamale.\nRaw or filtered.");
  await airplane(page, false);

  // Keeping somebody else's listing without a network.
  await page.goto("/");
  await page.locator('main .card a[href^="/listings/"]').nth(3).click();
  await page.waitForURL(/\/listings\/[0-9a-f-]{36}/);
  await page.reload();
  const other = new URL(page.url()).pathname.split("/").pop();
  await airplane(page, true);
  await page.locator("main form[data-save] button").first().click();
  await page.locator('main form[data-save] button[aria-pressed="true"]').first().waitFor();
  await page.locator(".tray > button", { hasText: "1 waiting" }).waitFor();
  const waiting = await page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open("pushnchat");
    asked.onsuccess = () => {
      const keys = asked.result.transaction("outbox").objectStore("outbox").getAllKeys();
      keys.onsuccess = () => done(keys.result);
    };
  }));
  const reader = await page.evaluate(() => document.documentElement.dataset.user);
  assert.deepEqual(waiting, [`${reader}:/listings/${other}/save`], "it is this person's alone");
  await airplane(page, false);
  const saved = async () => (await (await page.request.get(`${line.url}/api/v1/listings/saved?limit=50`)).json()).data.map((one) => one.id);
  await until(async () => (await saved()).includes(other), "it is kept on the server");
  await page.context().close();
});
line.close();
await rm(folder, { recursive: true, force: true });
