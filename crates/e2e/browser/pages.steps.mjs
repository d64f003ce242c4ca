// Every page that a guest, a seller and a buyer can reach, in one language after the other.

import { journey, password, phone, sound } from "./lib.mjs";
import { submit } from "./steps.mjs";

const forAll = ["/", "/search", "/search?q=maize", "/search?q=zzqqxx", "/nearby", "/place", "/data", "/c/grains", "/offline", "/nothing-here"];
const forGuests = ["/sign-in", "/sign-up", "/verify", "/password/forgot", "/listings/new"];
const forMembers = ["/account", "/listings/new", "/listings/mine", "/listings/saved", "/business/edit"];
/** Looked at where most can go wrong: from right to left, in the dark. */
const forPartners = ["/messages", "/messages/desk", "/connections?tab=connected"];

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
  await member.setViewportSize({ width: 360, height: 3000 });
  await sound(member, `${mode} member chat`);
}

/** Looks at all pages in each language with its theme; at those that all may see by a guest and a member, or by one only. */
export const lookAt = (name, modes, { twice }) => journey(name, async () => {
  for (const [language, dark] of modes) {
    const mode = `${language} ${dark ? "dark" : "light"}`;
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
    await guest.context().close();

    const member = await phone({ language, dark });
    await member.goto("/sign-in");
    await member.fill('[name="address"]', "kwame@demo.pushnchat.test");
    await member.fill('[name="password"]', password);
    await submit(member, "/sign-in");
    // Signing in takes on the language of the account; the journey wants its own.
    await member.context().addCookies([{ name: "lang", value: language, url: new URL("/", member.url()).href }]);
    for (const path of [...forAll, ...forMembers]) {
      await member.goto(path);
      await sound(member, `${mode} member ${path}`);
    }
    if (language === "ar" && dark) await partner(member, mode);
    await member.context().close();
  }
});
