// What is sent without a network arrives once, or says why not: the set-up of a business, changes of it and of a listing,
// a report. Lost answers are no conflicts, somebody else's words are never written over unseen, and nothing typed is lost.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { code, drafted, journey, keptPhone, phone, sound } from "./lib.mjs";
import { open } from "./line.mjs";
import { choose, postListing, setUp, signUp, submit } from "./steps.mjs";

const folder = await mkdtemp(join(tmpdir(), "pushnchat-phone-"));
const second = await mkdtemp(join(tmpdir(), "pushnchat-phone-"));
const line = await open();
const run = Math.random().toString(36).slice(2, 8);
const kept = { baseURL: line.url };
const address = `forms-${run}@example.test`;
const secret = "kasuwa-mai-kyau-77";

async function leave(page) {
  line.rule = () => "cut";
  await page.context().setOffline(true);
}

/** The network is back; what becomes of the first times that `path` is sent to is in `fates`. */
async function back(page, path = "", ...fates) {
  line.seen.length = 0;
  line.rule = (method, asked) => (method === "POST" && asked === path ? fates.shift() : undefined);
  await page.context().setOffline(false);
}

const posted = (path) => line.seen.filter((one) => one === `POST ${path}`).length;
const pill = (page, text) => page.locator(".tray > button", { hasText: text }).waitFor({ timeout: 60_000 });
const row = (page, state, label) => page.locator(`.tray li.${state}`, { hasText: label });
const isKept = (page) => page.locator("main .empty h1").waitFor();
const saved = (page, action) => page.locator(`main form[action="${action}"] button.grow`).click();

async function api(page, path) {
  const reply = await page.request.get(`${line.url}/api/v1${path}`);
  assert.equal(reply.status(), 200, await reply.text());
  return (await reply.json()).data;
}

/** What the outbox needs is on the phone. */
async function ready(page) {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.waitForFunction(async () => {
    const names = (await (await caches.open("files")).keys()).map(({ url }) => url);
    return ["/tray.", "/forms."].every((name) => names.some((url) => url.includes(name)));
  });
}

/** Another day: the browser was closed meanwhile. */
async function reopen(page, path) {
  await page.context().close();
  const again = await keptPhone(folder, kept);
  await leave(again);
  await again.goto(path);
  return again;
}

/** The same person on another device. */
async function device() {
  const page = await phone(kept);
  await page.goto("/sign-in");
  await page.fill('[name="address"]', address);
  await page.fill('[name="password"]', secret);
  await submit(page, "/sign-in");
  return page;
}

/** Puts right what was refused; ends in its form, with what was typed. */
async function correct(page, label, words) {
  const failed = row(page, "failed", label);
  await failed.waitFor({ timeout: 60_000 });
  for (const word of words) assert.match(await failed.innerText(), word, "the reason is told");
  await failed.locator("a").click();
  await page.waitForURL((url) => url.hash.startsWith("#outbox="));
  await page.locator("main [data-kept]:not([hidden])").waitFor();
}

await journey("forms", async () => {
  let page = await keptPhone(folder, kept);
  await signUp(page, { name: "Adunni Balogun", address, secret });
  await page.goto("/");
  await setUp(page, { role: "BUSINESS", language: "en" });
  const name = `Adunni Grains ${run}`;
  await page.fill('main [name="name"]', name);
  await choose(page, "type", "TRADER");
  await submit(page, "/onboarding/business-basics");
  const group = page.locator('main details:has(input[name="categories"][value="grains"])').first();
  if (!(await group.evaluate((one) => one.open))) await group.locator("summary").click();
  await choose(page, "categories", "grains");
  await submit(page, "/onboarding/category-market");
  assert.match(page.url(), /\/onboarding\/location/);
  await ready(page);

  // The last question is answered without a network, twice: the second answer takes the place of the first.
  const label = await page.locator("main h1").innerText();
  await leave(page);
  for (const town of ["Ibadan", "Lagos"]) {
    if (town === "Lagos") {
      await page.goto("/onboarding/location");
      await page.waitForFunction(() => document.querySelector('main [name="city"]')?.value === "Ibadan");
    }
    await page.fill('main [name="city"]', town);
    await page.locator('main form[action="/onboarding/location"] button:not([type="button"])').click();
    await isKept(page);
    await row(page, "waiting", label).waitFor();
  }
  await sound(page, "forms waiting");
  page = await reopen(page, "/");
  await pill(page, "1 waiting");
  // The first answer is lost on its way back.
  await back(page, "/onboarding/location", "lost");
  await pill(page, "All sent");
  assert.equal(posted("/onboarding/location"), 2, "sent again after a lost answer");
  const { business_id: id } = await api(page, "/users/me?fields=business_id");
  assert.ok(id, "the business is set up");
  const mine = (await api(page, "/businesses?limit=100")).filter((one) => one.name === name);
  assert.deepEqual(mine.map((one) => [one.id, one.city]), [[id, "Lagos"]], "one business, with the last answer");
  await page.locator(".tray > button").click();
  await row(page, "sent", label).locator("a").click();
  await page.waitForURL("**/onboarding/done");

  // A change with a mistake that only the server finds comes back to its form with the reason.
  const edit = "/business/edit";
  await page.goto(edit);
  await page.locator("main form[data-outbox]").waitFor();
  await ready(page);
  await leave(page);
  await page.fill('main [name="website"]', "no site at all");
  await page.fill('main [name="description"]', "Maize and beans, cleaned and dried.");
  await saved(page, edit);
  await isKept(page);
  await back(page);
  await correct(page, name, [/web/i]);
  assert.equal(await page.inputValue('main [name="website"]'), "no site at all");
  assert.equal(await page.inputValue('main [name="description"]'), "Maize and beans, cleaned and dried.");
  await sound(page, "forms refused");
  await page.fill('main [name="website"]', "https://adunni.example");
  await saved(page, edit);
  await page.waitForURL("**/b/*");
  const after = await api(page, `/businesses/${id}`);
  assert.equal(after.version, 2);
  assert.match(after.website, /^https:\/\/adunni\.example\/?$/);
  // Nothing needs anybody any more.
  await page.waitForFunction(() => document.querySelector(".tray li.failed") === null);

  // Somebody else changes it while the change waits: both are shown, and nothing is written over unseen.
  await page.goto(edit);
  const other = await device();
  await other.goto(edit);
  await other.fill('main [name="description"]', "Sorghum only, from now on.");
  await saved(other, edit);
  await other.waitForURL("**/b/*");
  await leave(page);
  await page.fill('main [name="phone"]', "0803 123 4567");
  await saved(page, edit);
  await isKept(page);
  await back(page);
  await correct(page, name, [/Somebody else/, /Sorghum only/, /Maize and beans/]);
  assert.equal(await page.inputValue('main [name="phone"]'), "0803 123 4567");
  await saved(page, edit);
  const conflict = page.locator("main #error-summary", { hasText: "Sorghum only" });
  await conflict.waitFor();
  assert.equal((await api(page, `/businesses/${id}`)).description, "Sorghum only, from now on.", "not written over");
  assert.equal(await page.inputValue('main [name="phone"]'), "0803 123 4567", "what was typed is there");
  await sound(page, "forms conflict");
  await page.fill('main [name="description"]', "Sorghum only, from now on.");
  await saved(page, edit);
  await page.waitForURL("**/b/*");
  const both = await api(page, `/businesses/${id}`);
  assert.deepEqual([both.version, both.phone, both.description], [4, "+2348031234567", "Sorghum only, from now on."]);
  await page.waitForFunction(() => document.querySelector(".tray li.failed") === null);

  // A listing is changed without a network; the answer is lost, and that is no conflict.
  const listing = await postListing(page, { title: `Maize in bags ${run}`, description: "This year's harvest, dried and cleaned, ready in Ikeja.", price: "38,500" });
  await page.goto(`${listing}/edit`);
  await page.locator('main form[data-outbox="change"]').waitFor();
  await leave(page);
  await page.fill('main [name="price"]', "41,000");
  await page.locator('main button[value="save"]').click();
  await isKept(page);
  page = await reopen(page, "/");
  await pill(page, "1 waiting");
  await back(page, `${listing}/edit`, "lost");
  await pill(page, "All sent");
  assert.equal(posted(`${listing}/edit`), 2);
  const changed = await api(page, listing);
  assert.deepEqual([changed.version, changed.price.amount_minor, changed.media.length], [2, 4_100_000, 1]);

  // Typed and kept, and somebody else is faster: the words do not come back under the newest version.
  await page.goto(`${listing}/edit`);
  await page.fill('main [name="title"]', `White maize in bags ${run}`);
  await drafted(page, `White maize in bags ${run}`);
  await page.goto("/");
  await other.goto(`${listing}/edit`);
  await other.fill('main [name="price"]', "42,000");
  await other.locator('main button[value="save"]').click();
  await other.waitForURL(/\/listings\/[0-9a-f-]{36}$/);
  await other.context().close();
  await page.goto(`${listing}/edit`);
  await page.locator("main [data-kept]:not([hidden])").waitFor();
  assert.equal(await page.inputValue('main [name="title"]'), `White maize in bags ${run}`);
  await page.locator('main button[value="save"]').click();
  await page.locator("main #error-summary", { hasText: "42000" }).waitFor();
  await sound(page, "forms listing conflict");
  await page.locator("main a[data-take]").click();
  await page.waitForFunction((old) => document.querySelector('main [name="title"]')?.value === old, `Maize in bags ${run}`);
  assert.equal(await page.inputValue('main [name="price"]'), "42000", "theirs was taken");

  // A session that has ended meanwhile takes nothing along of what was typed: it is there after signing in again.
  await page.goto("/listings/new");
  await page.waitForLoadState("networkidle");
  await page.fill('main [name="title"]', `Cowpeas in bags ${run}`);
  await page.context().clearCookies();
  await page.locator('main button[value="publish"]').click();
  await page.waitForFunction(() => document.documentElement.dataset.user === "");
  await page.goto("/sign-in?next=%2Flistings%2Fnew");
  await page.fill('main [name="address"]', address);
  await page.fill('main [name="password"]', secret);
  await submit(page, "/sign-in");
  await page.waitForFunction((title) => document.querySelector('main [name="title"]')?.value === title, `Cowpeas in bags ${run}`);

  // A report waits, too, and arrives once.
  await page.goto("/");
  const shown = page.locator('main .card a[href^="/listings/"]');
  const hrefs = await shown.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const suspect = hrefs.find((href) => href !== listing);
  await page.goto(`${suspect}/report`);
  await page.locator('main form[data-outbox="change"]').waitFor();
  await sound(page, "forms report");
  await page.selectOption('main [name="reason"]', { index: 1 });
  await page.fill('main [name="note"]', "The same photo stands in another town.");
  await leave(page);
  await page.locator(`main form[action="${suspect}/report"] button:not([type="button"])`).click();
  await isKept(page);
  await back(page, `${suspect}/report`, "lost");
  await pill(page, "All sent");
  assert.equal(posted(`${suspect}/report`), 2);

  // What is awaited has its shape meanwhile, and moves nothing.
  await page.goto("/");
  await page.evaluate(() => {
    window.moved = 0;
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value;
    }).observe({ type: "layout-shift" });
  });
  const cards = await page.locator("main .card").count();
  line.slow = 1500;
  await page.locator("main a[data-more]").click();
  await page.waitForFunction(() => document.querySelectorAll("main .card.skel").length === 10);
  assert.ok((await page.locator("main .card.skel .pic").first().boundingBox()).height > 40, "as tall as a card");
  await page.waitForFunction((before) => document.querySelectorAll("main .card:not(.skel)").length > before, cards);
  line.slow = 0;
  assert.equal(await page.locator("main .card.skel").count(), 0);
  assert.ok((await page.evaluate(() => window.moved)) < 0.02, "nothing jumps");
  await page.context().close();

  // Before the address is proved, the last answer is told to be saved, and the proof alone makes the business appear.
  page = await keptPhone(second, kept);
  const early = `early-${run}@example.test`;
  await page.goto("/sign-up");
  await page.fill('[name="name"]', "Bisi Ade");
  await page.selectOption('[name="country"]', "NG");
  await page.fill('[name="address"]', early);
  await page.fill('[name="password"]', secret);
  await submit(page, "/sign-up");
  const digits = await code(early);
  await page.goto("/sign-in");
  await page.fill('[name="address"]', early);
  await page.fill('[name="password"]', secret);
  await submit(page, "/sign-in");
  await setUp(page, { role: "BUSINESS", language: "en" });
  await page.fill('main [name="name"]', `Bisi Tomatoes ${run}`);
  await choose(page, "type", "TRADER");
  await submit(page, "/onboarding/business-basics");
  const grains = page.locator('main details:has(input[name="categories"][value="grains"])').first();
  if (!(await grains.evaluate((one) => one.open))) await grains.locator("summary").click();
  await choose(page, "categories", "grains");
  await submit(page, "/onboarding/category-market");
  await ready(page);
  await leave(page);
  await page.fill('main [name="city"]', "Kano");
  await page.locator('main form[action="/onboarding/location"] button:not([type="button"])').click();
  await isKept(page);
  await back(page);
  await pill(page, "All sent");
  assert.match(await row(page, "sent", label).innerText(), /Saved\. Your business appears as soon as your address is confirmed\./);
  assert.equal((await api(page, "/users/me?fields=business_id")).business_id, null, "not yet");
  await row(page, "sent", label).locator("a").click();
  const toProof = page.locator('main .note a[href="/verify"]');
  await toProof.waitFor();
  await sound(page, "forms saved for the proof");
  await toProof.click();
  await page.waitForURL("**/verify");
  await page.fill('[name="code"]', digits);
  await submit(page, "/verify");
  await page.waitForURL("**/onboarding/done");
  assert.ok((await api(page, "/users/me?fields=business_id")).business_id, "the proof has set it up");
  await page.context().close();
});
line.close();
await rm(folder, { recursive: true, force: true });
await rm(second, { recursive: true, force: true });
