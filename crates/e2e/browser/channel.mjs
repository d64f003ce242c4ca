// A team talks in its channel: the manager makes one, a colleague hears of it at once, reads what the program says in their
// own language, and leaves without scripts (M-1, M-2). Run by tests/it/browser.rs.

import assert from "node:assert/strict";
import { journey, phone, signIn, sound } from "./lib.mjs";
import { submit } from "./steps.mjs";

const run = Math.random().toString(36).slice(2, 8);
const name = `Deliveries ${run}`;
const said = (page, text) => page.locator(".chat li", { hasText: text });
const inLanguage = (page, language) =>
  page.context().addCookies([{ name: "lang", value: language, url: new URL("/", page.url()).href }]);

/** Ticks a colleague by their name. */
async function tick(page, who) {
  await page.locator("main label", { hasText: who }).click();
}

await journey("a team's channel", async () => {
  const efua = await phone();
  const yaw = await phone({ dark: true });
  await signIn(efua, "efua");
  await signIn(yaw, "yaw");
  await yaw.goto("/messages");
  assert.equal(await yaw.locator('a[href="/messages/channels/new"]').count(), 0, "staff make no channels");

  // Made with a name that is too long first: what was chosen stays.
  await efua.goto("/messages");
  await efua.locator('a[href="/messages/channels/new"]').click();
  await sound(efua, "a new channel");
  await efua.locator("#title").evaluate((field) => field.removeAttribute("maxlength"));
  await efua.fill("#title", "x".repeat(101));
  await tick(efua, "Yaw");
  await submit(efua, "/messages/channels/new", { stays: true });
  await sound(efua, "a channel with too long a name");
  assert.ok(await efua.locator("main label", { hasText: "Yaw" }).locator("input").isChecked(), "the choice stays");
  await efua.fill("#title", name);
  await efua.locator('main form[action="/messages/channels/new"] button').click();
  await efua.waitForURL(/\/messages\/[0-9a-f-]{36}/);
  const path = new URL(efua.url()).pathname;
  await said(efua, "Efua Asante added Yaw Boateng.").waitFor();
  await sound(efua, "a new channel's conversation");

  // It comes up in the colleague's list by itself; what is said in it comes live, both ways.
  await yaw.locator(`a[href="${path}"]`, { hasText: name }).click();
  await said(yaw, "Efua Asante made the channel").waitFor();
  await sound(yaw, "the channel in the dark");
  await efua.fill("#text", "The van is here");
  await efua.locator("[data-write] button:not([type])").click();
  await said(yaw, "The van is here").waitFor();
  await yaw.fill("#text", "On my way");
  await yaw.locator("[data-write] button:not([type])").click();
  await said(efua, "On my way").waitFor();

  // Another name, and one more of the team: those who look at it see both.
  await efua.goto(`${path}/channel`);
  await sound(efua, "name and members");
  await efua.fill("#title", `Vans ${run}`);
  await submit(efua, `${path}/channel`, { stays: true });
  await said(yaw, `named the channel “Vans ${run}”`).waitFor();
  await yaw.locator("h1", { hasText: `Vans ${run}` }).waitFor();
  await tick(efua, "Kwame");
  await efua.locator(`main form[action="${path}/channel"]`, { has: efua.locator('[name="add"]') }).locator("button").click();
  await efua.locator("main li", { hasText: "Kwame" }).waitFor();
  await said(yaw, "Efua Asante added Kwame Ofori.").waitFor();

  // The boss reads it in Arabic and without scripts, takes nobody out, and leaves.
  const kwame = await phone({ javaScriptEnabled: false });
  await signIn(kwame, "kwame");
  await inLanguage(kwame, "ar");
  await kwame.goto(path);
  await said(kwame, "أضاف Efua Asante: Kwame Ofori.").waitFor();
  await sound(kwame, "the channel in Arabic");
  await kwame.goto(`${path}/channel`);
  await sound(kwame, "name and members in Arabic");
  await kwame.locator('button[name="leave"]').click();
  await kwame.waitForURL(/\/messages$/);
  assert.equal(await kwame.locator(`a[href="${path}"]`).count(), 0, "it is gone from the list");
  await said(yaw, "Kwame Ofori left.").waitFor();

  // Closed: everybody reads, nobody writes.
  await efua.goto(`${path}/channel`);
  await efua.locator('button[name="closed"]').click();
  await efua.locator('button[name="closed"][value="0"]').waitFor();
  await said(yaw, "closed the channel").waitFor();
  await yaw.locator("[data-write]").waitFor({ state: "hidden" });
  await yaw.reload();
  assert.equal(await yaw.locator("[data-write]").count(), 0, "there is no place to write in");
});
