// Every page that a guest, a seller and a buyer can reach, in one language after the other.

import assert from "node:assert/strict";
import { caller } from "./chat.steps.mjs";
import { journey, phone, sent, signIn, sound } from "./lib.mjs";
import { submit } from "./steps.mjs";
import { reachable } from "./touch.steps.mjs";

const forAll = ["/", "/search", "/search?q=maize", "/search?q=zzqqxx", "/nearby", "/place", "/data", "/c", "/c/grains", "/offline", "/nothing-here"];
const forGuests = ["/sign-in", "/sign-up", "/verify", "/password/forgot", "/password/reset", "/listings/new"];
const forMembers = ["/account", "/listings/new", "/listings/mine", "/listings/saved", "/business/edit"];
/** Looked at where most can go wrong: from right to left, in the dark. */
const forPartners = [
  "/messages", "/messages/blocked", "/messages/search?q=a", "/messages/desk", "/business/verification", "/account/delete",
  "/connections", "/connections?tab=received", "/connections?tab=connected",
];
const forKeys = ["/", "/search?q=maize", "/search/filters", "/listings/new", "/business/edit", "/notifications/preferences"];
const forAdmins = ["/review/businesses", "/messages/reports", "/notifications/templates", "/admin/dead-letters"];

/** Signing in takes on the language of the account; the journey wants its own. */
async function enter(page, name, language) {
  await signIn(page, name);
  await page.context().addCookies([{ name: "lang", value: language, url: new URL("/", page.url()).href }]);
}

/** From a connection into its chat; that on a screen so tall that nothing lies under the head or the place to write in. */
async function partner(member, mode) {
  for (const path of forPartners) {
    await member.goto(path);
    await sound(member, `${mode} member ${path}`);
  }
  await member.locator('main a[href^="/connections/"][href*="-"]').first().click();
  await member.waitForURL("**/connections/*-*");
  await sound(member, `${mode} member connection`);
  await member.goto("/connections?tab=connected");
  await member.locator('main a[href^="/messages/with/"]').first().click();
  await member.waitForURL(/\/messages\/[0-9a-f-]{36}/);
  await member.locator("[data-voice]:not([hidden])").waitFor();
  await reachable(member, `${mode} member chat`);
  await member.setViewportSize({ width: 360, height: 3000 });
  await sound(member, `${mode} member chat`);
}

/** Without a mouse, and without a finger. */
async function keys(member, mode, listing) {
  for (const path of [...forKeys, listing]) {
    await member.goto(path);
    await reachable(member, `${mode} member ${path}`);
  }
}

/** A card's button keeps its listing and lets it go again; the page and the focus stay where they are. */
async function saving(member, mode) {
  await member.goto("/");
  const form = member.locator("main .card form[data-save]").first();
  const button = form.locator("button");
  const name = `${mode} member, button of a card`;
  const action = await form.getAttribute("action");
  const began = await button.getAttribute("aria-pressed");
  await member.evaluate(() => (window.stays = true));
  for (const pressed of [began === "true" ? "false" : "true", began]) {
    await button.press("Enter");
    await member.locator(`main .card:first-child form[data-save]:not([aria-busy]) button[aria-pressed="${pressed}"]`).waitFor();
    assert.ok(await button.evaluate((one) => window.stays && one === document.activeElement), `${name}: nothing else has changed`);
    const reply = await member.request.get(new URL(action.replace(/\/save$/, ""), member.url()).href);
    const told = (await reply.text()).split(`action="${action}"`)[1];
    assert.equal(/aria-pressed="(\w+)"/.exec(told)?.[1], pressed, `${name}: the server knows`);
  }
}

async function admin(mode, options) {
  const page = await phone(options);
  await enter(page, "admin", options.language);
  for (const path of forAdmins) {
    await page.goto(path);
    await sound(page, `${mode} admin ${path}`);
  }
  await page.context().close();
}

/** From a password that was forgotten to a code that is wrong. */
async function forgotten(guest, mode) {
  await guest.goto("/password/forgot");
  await guest.fill('main [name="address"]', "amina@demo.pushnchat.test");
  await submit(guest, "/password/forgot");
  await sound(guest, `${mode} guest code for a new password`);
  await guest.fill('main [name="code"]', "000000");
  await guest.fill('main [name="password"]', "kasuwa-mai-kyau-77");
  await submit(guest, "/password/reset", { stays: true });
  await sound(guest, `${mode} guest wrong code`);
}

/** Where the link of a reminder leads. */
async function renewal(guest, mode) {
  await guest.goto(await sent(/\/r\/[\w-]+/));
  await sound(guest, `${mode} guest renewal`);
}

/** The same once its button was pressed. */
async function renewed(guest, mode) {
  await submit(guest, new URL(guest.url()).pathname, { stays: true });
  await guest.locator("main .note").waitFor();
  await sound(guest, `${mode} guest renewed`);
}

/** Looks at all pages in each language with its theme; at those that all may see by a guest and a member, or by one only. */
export const lookAt = (name, modes, { twice }) => journey(name, async () => {
  const kwame = await caller("kwame");
  const [{ id: gone }] = await kwame("/listings/mine?status=ACTIVE&limit=1");
  await kwame(`/listings/${gone}`, { method: "DELETE" });
  for (const [language, dark] of modes) {
    const mode = `${language} ${dark ? "dark" : "light"}`;
    const hardest = language === "ar" && dark;
    const guest = await phone({ language, dark });
    for (const path of [...(twice ? forAll : []), ...forGuests]) {
      await guest.goto(path);
      await sound(guest, `${mode} guest ${path}`);
    }
    await guest.goto("/");
    const listing = await guest.locator('main .card a[href^="/listings/"]').first().getAttribute("href");
    await guest.goto(listing);
    await sound(guest, `${mode} guest listing`);
    await guest.locator('main a[href^="/b/"]').first().click();
    await guest.waitForURL("**/b/**");
    await sound(guest, `${mode} guest business`);
    assert.equal((await guest.goto(`/listings/${gone}`)).status(), 410);
    await sound(guest, `${mode} guest ended listing`);
    await forgotten(guest, mode);
    await renewal(guest, mode);
    if (hardest) await renewed(guest, mode);
    await guest.context().close();

    const member = await phone({ language, dark });
    await enter(member, "kwame", language);
    for (const path of [...forAll, ...forMembers]) {
      await member.goto(path);
      await sound(member, `${mode} member ${path}`);
    }
    if (hardest) {
      await keys(member, mode, listing);
      await saving(member, mode);
      await partner(member, mode);
    }
    await member.context().close();
    if (hardest) await admin(mode, { language, dark });
  }
});
