// Two businesses get to know each other (B-2, B-5, B-8, N-4): one finds the other among its suggestions and asks, the other is
// told of it and accepts, and both chat; a second one declines, and a third request, which was written without a network, is
// withdrawn. Asking and accepting go without scripts too, and from right to left.

import assert from "node:assert/strict";
import { caller, until } from "./chat.steps.mjs";
import { journey, phone, signIn, sound } from "./lib.mjs";
import { submit } from "./steps.mjs";

/** Those of the demo world who ask, one after the other; owners of other businesses sign in by the address of theirs. */
const askers = ["awa", "mona", "wanjiku"];

/** What a page lists about the business at this address. */
const row = (page, slug) => page.locator("main li.panel").filter({ has: page.locator(`a[href="/b/${slug}"]`) });

/** Somebody's business: its name and its address, and the name to sign in with. */
async function trader(name) {
  const ask = await caller(name);
  const me = await ask("/users/me");
  const { slug, name: business } = await ask(`/businesses/${me.business_id}`);
  return { name, slug, business };
}

/** A phone with somebody signed in. Signing in takes on the language of the account; the journey wants its own. */
async function known({ name }, { language, script, dark }) {
  const page = await phone({ language, script, dark });
  await signIn(page, name);
  await page.context().addCookies([{ name: "lang", value: language, url: new URL("/", page.url()).href }]);
  return page;
}

/** The suggestions on one's page, each with its reasons in words. */
async function suggestions(page) {
  await page.goto("/connections");
  const found = [];
  for (const card of await page.locator("main li.panel").all()) {
    const link = card.locator('a[href^="/b/"]').first();
    const slug = (await link.getAttribute("href")).slice("/b/".length);
    const reasons = await card.locator("ul li").allInnerTexts();
    assert.ok(reasons.length > 0 && reasons.every((reason) => reason.trim().length > 3), `why ${slug} is suggested`);
    found.push({ slug, business: (await link.innerText()).trim() });
  }
  return found;
}

/** From a suggestion to its business and to the form, which is sent; the id of the connection. */
async function ask(page, { slug, business }, note, see = async () => {}, send = (page) => submit(page, "/connections/new")) {
  await page.goto("/connections");
  await row(page, slug).locator(`a[href="/b/${slug}"]`).first().click();
  await page.waitForURL(`**/b/${slug}`);
  assert.ok((await page.locator("main").innerText()).includes(business), "whom one is to meet");
  await page.goto("/connections");
  await row(page, slug).locator(`a[href^="/connections/new?to=${slug}&"]`).click();
  await page.waitForURL((url) => url.pathname === "/connections/new");
  await see("form");
  await page.fill('main [name="note"]', note);
  await send(page);
  assert.equal(new URL(page.url()).searchParams.get("tab"), "sent", "it is on its way");
  const sent = row(page, slug);
  assert.ok((await sent.innerText()).includes(note), "with its note");
  const id = (await sent.locator('a[href^="/connections/"]').getAttribute("href")).split("/").pop();
  await page.goto("/connections");
  assert.equal(await row(page, slug).count(), 0, "who was asked is not suggested any more");
  return id;
}

/** Sends the form while there is no network: it waits on the phone and goes when there is one (W-3). */
async function sendLater(page) {
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  await page.locator('main form[action="/connections/new"] button:not([type="button"])').click();
  await page.locator("main .empty h1").waitFor();
  await page.context().setOffline(false);
  await page.locator('.tray li.sent a[href="/connections?tab=sent"]').click({ timeout: 60_000 });
  await page.waitForURL((url) => url.searchParams.get("tab") === "sent");
}

/** The unread line of the notification centre that speaks of this business. */
const line = (page, business) => page.locator('main form[action$="/open"] button', { hasText: business });
const lines = async (page, business) => {
  await page.goto("/notifications?unread=true");
  return line(page, business).count();
};

/** The bell has a badge, and behind it stands a line about this business, which leads to the connections. */
async function told(page, business) {
  await until(`a line about ${business}`, async () => (await lines(page, business)) > 0);
  await until("a badge", async () => {
    await page.goto("/");
    return page.locator(".bell b:not([hidden])").isVisible();
  });
  await page.locator("a.bell").click();
  await page.waitForURL("**/notifications");
  await line(page, business).first().click();
  await page.waitForURL((url) => url.pathname.startsWith("/connections"));
}

/** Presses the button that brings a connection to this status, in the list of a tab; ends on its own page. */
async function change(page, tab, { slug, id }, status) {
  await page.goto(`/connections?tab=${tab}`);
  const ways = row(page, slug).locator(`form[action="/connections/${id}/status"]`);
  await ways.filter({ has: page.locator(`[name="status"][value="${status}"]`) }).locator("button").click();
  await page.waitForURL((url) => url.pathname === `/connections/${id}`);
  await page.locator("main .badge").first().waitFor();
}

/** How many rows about a business a tab has. */
async function rows(page, tab, slug) {
  await page.goto(`/connections?tab=${tab}`);
  return row(page, slug).count();
}

/** One asks and the other accepts; both see it. */
async function meet(name, mode, note) {
  const own = await trader(name);
  const asker = await known(own, mode);
  const what = (page) => `connect ${mode.language} ${mode.script ? "" : "plain "}${page}`;
  const see = (page) => (step) => sound(page, what(step));
  const found = await suggestions(asker);
  assert.ok(found.length >= 3, `${name} has suggestions: ${JSON.stringify(found)}`);
  assert.equal(await asker.locator("html").getAttribute("dir"), mode.language === "ar" ? "rtl" : "ltr");
  await see(asker)("suggestions");
  const [other, ...more] = found;
  const id = await ask(asker, other, note, see(asker));
  const answering = await known(await ownerOf(other), mode);
  await told(answering, own.business);
  await answering.goto("/connections?tab=received");
  assert.ok((await row(answering, own.slug).innerText()).includes(note), "what the other one writes");
  await see(answering)("received");
  await change(answering, "received", { slug: own.slug, id }, "ACCEPTED");
  await see(answering)("accepted");
  await told(asker, other.business);
  for (const [page, slug] of [[asker, other.slug], [answering, own.slug]]) {
    assert.equal(await rows(page, "connected", slug), 1, "the connection is there");
    const way = row(page, slug).locator(`a[href="/messages/with/${id}"]`);
    assert.equal(await way.count(), 1, "with the way into its chat");
  }
  return { own, asker, answering, id, more };
}

let cast;
/** Whoever signs in for a business: one of the cast by their name, all others by the address of the business. */
async function ownerOf({ slug }) {
  cast ??= await Promise.all(["kwame", ...askers].map(trader));
  return cast.find((one) => one.slug === slug) ?? { name: slug };
}

/** Both open the chat of their connection, and each hears the other without a reload. */
async function chat({ asker, answering, id }) {
  for (const page of [asker, answering]) {
    await page.goto("/connections?tab=connected");
    await page.locator(`main a[href="/messages/with/${id}"]`).click();
    await page.waitForURL(/\/messages\/[0-9a-f-]{36}/);
    await page.locator("#text").waitFor();
  }
  const talk = [[asker, answering, "Shall we begin with fifty bags?"], [answering, asker, "Fifty bags on Monday."]];
  for (const [from, to, words] of talk) {
    await from.fill("#text", words);
    await from.locator("[data-write] button:not([type])").click();
    for (const page of [from, to]) await page.locator(".chat li.msg", { hasText: words }).first().waitFor();
  }
}

/** A second one says no, of which the asker hears. */
async function decline({ own, asker, more: [other] }, mode) {
  const id = await ask(asker, other, "We could fetch it every Friday.");
  const answering = await known(await ownerOf(other), mode);
  await told(answering, own.business);
  await change(answering, "received", { slug: own.slug, id }, "DECLINED");
  await told(asker, other.business);
  assert.equal(await rows(asker, "sent", other.slug), 0, "it waits no more");
  assert.equal(await rows(asker, "past", other.slug), 1);
  const past = row(asker, other.slug);
  assert.match(await past.innerText(), /Declined/);
  assert.equal(await past.locator('[name="status"][value="ACCEPTED"]').count(), 0, "the asker cannot change that");
  await answering.context().close();
}

/** A third one has it taken away again before anything was answered. */
async function withdraw({ own, asker, more: [, other] }, mode) {
  const id = await ask(asker, other, "Have you got white maize?", undefined, sendLater);
  const asked = await known(await ownerOf(other), mode);
  await until("the line about the request", async () => (await lines(asked, own.business)) === 1);
  assert.equal(await rows(asked, "received", own.slug), 1);
  await change(asker, "sent", { slug: other.slug, id }, "WITHDRAWN");
  assert.equal(await rows(asker, "sent", other.slug), 0);
  assert.equal(await rows(asked, "received", own.slug), 0, "nobody need answer it");
  await until("the line about it is not news any more", async () => (await lines(asked, own.business)) === 0);
  await asked.context().close();
}

await journey("connect", async () => {
  const scripted = { language: "en", script: true };
  const met = await meet(askers[0], scripted, "We buy cloth every month.");
  await chat(met);
  await decline(met, scripted);
  await withdraw(met, scripted);
  await met.asker.context().close();
  await met.answering.context().close();
  for (const [name, mode, note] of [
    [askers[1], { language: "en", script: false, dark: true }, "We deliver on Tuesdays."],
    [askers[2], { language: "ar", script: true }, "نشتري خمسين كيسًا كل شهر."],
  ]) {
    const { asker, answering } = await meet(name, mode, note);
    await asker.context().close();
    await answering.context().close();
  }
});
