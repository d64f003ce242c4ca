// Two people chat live, each through a server of their own; one goes offline, writes on, and comes back (M-8, M-15).
// Then the same pages without scripts, in Arabic and in the dark. Run by the crate app
// (tests/it/two_processes.rs) with SITE and OTHER, each a process of its own.

import assert from "node:assert/strict";
import { sendListing, until } from "./chat.steps.mjs";
import { journey, look, password, phone, photo, site, sound } from "./lib.mjs";

const other = process.env.OTHER;
/** Ends every message, so that a second run on the same world finds its own. */
const run = Math.random().toString(36).slice(2, 8);
const bubble = (page, text) => page.locator(".chat li.msg", { hasText: text }).filter({ hasText: run });
const state = (page, text) => bubble(page, text).locator("[data-state]");

async function signIn(page, name, language = "en") {
  await page.goto("/sign-in");
  await page.fill('main [name="address"]', `${name}@demo.pushnchat.test`);
  await page.fill('main [name="password"]', password);
  await page.locator('main form[action^="/sign-in"] button:not([type="button"])').first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  // Signing in takes on the language of the account; the journey wants its own.
  await page.context().addCookies([{ name: "lang", value: language, url: new URL("/", page.url()).href }]);
}

async function say(page, text) {
  await page.fill("#text", `${text} ${run}`);
  await page.locator("[data-write] button:not([type])").click();
}

/** Waits for words to stand there; `times` is how often. */
async function shows(page, text, times = 1) {
  await bubble(page, text).first().waitFor();
  assert.equal(await bubble(page, text).count(), times, text);
}

/** Sound as a whole: on a screen so tall that nothing lies under the head or the place to write in. */
async function soundAsAWhole(page, what) {
  await page.setViewportSize({ width: 360, height: 3000 });
  await sound(page, what);
  await page.setViewportSize({ width: 360, height: 740 });
}

await journey("live chat", async () => {
  const amina = await phone();
  const kwame = await phone({ baseURL: other, dark: true });
  await signIn(amina, "amina");
  await signIn(kwame, "kwame");
  await kwame.goto("/messages");
  await sound(kwame, "no conversations yet");

  // The first words, from the page of a business.
  const me = await kwame.evaluate(async () => (await (await fetch("/api/v1/users/me")).json()).data.business_id);
  const slug = await kwame.evaluate(async (id) => {
    for (let cursor = ""; ; ) {
      const page = await (await fetch(`/api/v1/businesses?limit=100${cursor}`)).json();
      const found = page.data.find((one) => one.id === id);
      if (found) return found.slug;
      cursor = `&cursor=${page.meta.pagination.next_cursor}`;
    }
  }, me);
  await kwame.evaluate(async () => {
    // Kwame answers alone today.
    const kwame = document.documentElement.dataset.user;
    for (const { user_id, version } of (await (await fetch("/api/v1/messages/desk/agents")).json()).data) {
      if (user_id === kwame) continue;
      const headers = { "Content-Type": "application/json" };
      await fetch(`/api/v1/messages/desk/agents/${user_id}`, { method: "PATCH", headers, body: JSON.stringify({ on_shift: false, version }) });
    }
  });
  await amina.goto(`/messages/to/${slug}`);
  await sound(amina, "first words");
  await amina.fill("#text", `Good morning, is the cocoa still there? ${run}`);
  await amina.locator(`main form[action="/messages/to/${slug}"] button`).click();
  await amina.waitForURL(/\/messages\/[0-9a-f-]{36}/);
  const path = new URL(amina.url()).pathname;
  await shows(amina, "Good morning");

  // The list of the other one shows it without a reload.
  await kwame.locator(`a[href="${path}"]`).waitFor();
  await sound(kwame, "conversations");
  await kwame.locator(`a[href="${path}"]`).click();
  await kwame.waitForURL(`**${path}`);
  await shows(kwame, "Good morning");
  await amina.locator("[data-state]", { hasText: "read" }).first().waitFor();

  // Back and forth, with typing and receipts.
  await until("one sees that the other is writing", async () => {
    await kwame.locator("#text").press("y");
    return amina.locator("#typing", { hasText: "writing" }).isVisible();
  });
  await say(kwame, "Yes, twenty bags.");
  await shows(amina, "Yes, twenty bags.");
  await say(amina, "I take five.");
  await shows(kwame, "I take five.");
  await state(amina, "I take five.").filter({ hasText: "read" }).waitFor();
  await look(amina, "chat phone");
  await soundAsAWhole(amina, "chat");
  await soundAsAWhole(kwame, "chat dark");

  // Offline: what is written waits, and goes once when the line is back; what was said meanwhile comes too.
  await amina.context().setOffline(true);
  await say(amina, "And ten more next week.");
  await state(amina, "And ten more").filter({ hasText: "network" }).waitFor();
  await say(kwame, "Are you there?");
  await say(kwame, "I keep them for you.");
  await amina.context().setOffline(false);
  await shows(amina, "Are you there?");
  await shows(amina, "I keep them for you.");
  await shows(kwame, "And ten more next week.");
  await state(amina, "And ten more").filter({ hasNotText: "network" }).waitFor();
  await shows(amina, "And ten more next week.");
  await amina.reload();
  await shows(amina, "And ten more next week.");
  const order = await amina.locator(".chat li[data-seq]").evaluateAll((all) => all.map((one) => Number(one.dataset.seq)));
  assert.deepEqual(order, [...order].sort((a, b) => a - b));
  assert.deepEqual(order, order.map((_, at) => order[0] + at), "no gap");

  // A photo.
  await amina.fill("#text", `They look so ${run}`);
  await amina.setInputFiles('[name="photo"]', await photo(amina, 3));
  await bubble(kwame, "They look so").locator("img").waitFor();
  assert.equal(await bubble(kwame, "They look so").locator("img").count(), 1);

  // A listing of one's own comes as a card, which leads to it.
  const offered = await sendListing(kwame, path, "listings to send");
  const card = amina.locator(`.msg:not(.own) a.offer[href="${offered}"]`);
  await card.waitFor();
  assert.ok((await card.locator("b").innerText()).length >= 5, "with its title");
  assert.equal(await card.count(), 1);
  assert.equal(await amina.locator(`form.write a[href="${path}/listing"]`).count(), 0, "who has no business has none");

  // Reacting, answering, editing and removing are pages that need no script.
  const last = await bubble(kwame, "And ten more").getAttribute("data-seq");
  await bubble(kwame, "And ten more").locator("a.do").click();
  await kwame.waitForURL(`**${path}/${last}`);
  await sound(kwame, "actions");
  await kwame.locator('button[value="👍"]').click();
  await kwame.waitForURL((url) => url.pathname === path);
  await bubble(amina, "And ten more").locator(".reacts").waitFor();

  // Reworded, the other one reads the new words; taken away, only its place is left. Both without a reload.
  await bubble(amina, "I take five.").locator("a.do").click();
  await amina.locator('main textarea[name="text"]').fill(`I take six. ${run}`);
  await amina.locator('main form:has(textarea[name="text"]) button').click();
  await amina.waitForURL((url) => url.pathname === path);
  await shows(kwame, "I take six.");
  assert.equal(await bubble(kwame, "I take five.").count(), 0, "the old words are gone");
  const taken = await bubble(kwame, "I take six.").getAttribute("data-seq");
  await bubble(amina, "I take six.").locator("a.do").click();
  await amina.locator('main button[name="remove"]').click();
  await amina.waitForURL((url) => url.pathname === path);
  await until("it is taken away", async () => (await bubble(kwame, "I take six.").count()) === 0);
  assert.equal(await kwame.locator(`.chat li[data-seq="${taken}"]`).count(), 1, "its place is left");

  // An answer says what it answers.
  await bubble(kwame, "And ten more").locator("a.do").click();
  await kwame.locator(`main a[href="${path}?reply=${last}#text"]`).click();
  await kwame.locator("[data-answering]:not([hidden])").waitFor();
  await say(kwame, "Those as well.");
  await bubble(amina, "Those as well.").locator(`a.quote[href="#m${last}"]`, { hasText: "And ten more" }).waitFor();

  // Without scripts, and from right to left.
  const plain = await phone({ script: false, language: "ar" });
  await signIn(plain, "amina", "ar");
  await plain.goto("/messages");
  await sound(plain, "conversations plain");
  await plain.goto(path);
  await plain.fill("#text", `بدون جافاسكريبت ${run}`);
  await plain.locator("form.write button:not([type])").click();
  await plain.waitForURL(`**${path}*`);
  await shows(plain, "بدون جافاسكريبت");
  await shows(kwame, "بدون جافاسكريبت");
  await plain.goto(`${path}/${last}`);
  await sound(plain, "actions plain");
  const seller = await phone({ script: false, language: "ar" });
  await signIn(seller, "kwame", "ar");
  await seller.goto(path);
  await sendListing(seller, path, "listings to send plain");
  const arabic = await phone({ language: "ar" });
  await signIn(arabic, "amina", "ar");
  await arabic.goto(path);
  await arabic.locator(".chat li").last().waitFor();
  await look(arabic, "chat arabic phone");
  await soundAsAWhole(arabic, "chat arabic");

  // Nobody else gets in.
  const stranger = await phone({ baseURL: site });
  await signIn(stranger, "wanjiku");
  const answer = await stranger.goto(path);
  assert.equal(answer.status(), 404);
});
