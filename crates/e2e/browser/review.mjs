// What owners, readers and admins see of a listing beside the listing itself: its numbers, a complaint, the queue in which
// an admin decides, what is refused and why; sound in light and dark and in Arabic.

import assert from "node:assert/strict";
import { journey, password, phone, sound } from "./lib.mjs";
import { choose, submit } from "./steps.mjs";

async function signedIn(name, options) {
  const page = await phone(options);
  await page.goto("/sign-in");
  await page.fill('[name="address"]', `${name}@demo.pushnchat.test`);
  await page.fill('[name="password"]', password);
  await submit(page, "/sign-in");
  const language = options?.language ?? "en";
  await page.context().addCookies([{ name: "lang", value: language, url: new URL("/", page.url()).href }]);
  return page;
}

await journey("review", async () => {
  for (const [language, dark, script] of [["en", false, true], ["ar", true, true], ["fr", false, false]]) {
    const mode = `${language} ${dark ? "dark" : "light"}`;
    const owner = await signedIn("kwame", { language, dark, script });
    await owner.goto("/listings/mine?status=ACTIVE");
    const numbers = await owner.locator('main a[href$="/statistics"]').first().getAttribute("href");
    const listing = numbers.replace("/statistics", "");

    const reader = await signedIn("amina", { language, dark, script });
    await reader.goto(listing);
    await reader.locator(`main a[href="${listing}/report"]`).click();
    await reader.waitForURL(`**${listing}/report`);
    await sound(reader, `${mode} report`);
    await submit(reader, `${listing}/report`, { stays: true });
    assert.equal(await reader.locator("#reason-err").count(), 1, "it asks what is wrong");
    await reader.selectOption('[name="reason"]', "SCAM");
    await reader.fill('[name="note"]', "Asks for money before one has seen anything.");
    await submit(reader, `${listing}/report`);
    await reader.context().close();

    await owner.goto(numbers);
    await sound(owner, `${mode} statistics`);
    assert.equal(await owner.locator("main svg rect").count(), 4 * 14, "a bar for each day");

    const admin = await signedIn("admin", { language, dark, script });
    await admin.goto("/review");
    await sound(admin, `${mode} review`);
    const id = listing.split("/").pop();
    const form = `/review/${id}`;
    assert.equal(await admin.locator(`main form[action="${form}"]`).count(), 1, "the complaint is in the queue");
    await admin.fill(`#reason-${id}`, "Several people say that nothing was ever delivered.");
    await submit(admin, form, { button: 'button[value="reject"]', stays: true });
    await admin.goto("/review");
    assert.equal(await admin.locator(`main form[action="${form}"]`).count(), 0, "it has been decided");

    await owner.goto("/listings/mine?status=REJECTED");
    assert.ok((await owner.locator("main").innerText()).includes("nothing was ever delivered"), "the owner reads why");
    await owner.goto(`${listing}/edit`);
    await submit(owner, `${listing}/edit`, { button: 'button[value="publish"]' });
    await owner.goto("/listings/mine?status=PENDING_REVIEW");
    assert.ok((await owner.content()).includes(id), "what is sent again waits");
    await admin.goto("/review");
    await submit(admin, form, { button: 'button[value="approve"]', stays: true });
    await owner.goto("/listings/mine?status=ACTIVE");
    assert.ok((await owner.content()).includes(id), "an admin lets it through");
    await admin.context().close();
    await owner.context().close();
  }
  const poster = await signedIn("kwame");
  await poster.goto("/listings/new");
  await choose(poster, "type", "OFFER");
  await poster.fill('[name="title"]', "Maïs jaune en sacs de 50 kg");
  await poster.locator('button[value="propose"]').click();
  await poster.locator('input[name="proposed"][value="grains"]').waitFor();
  await sound(poster, "a proposed category");
  await poster.goto("/listings/saved");
  await sound(poster, "saved");
  await poster.context().close();
});
