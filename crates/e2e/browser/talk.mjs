// What is typed or recorded is not lost, whatever happens to the conversation meanwhile; a voice note is recorded, sent and
// played; pictures that were seen are there without a network; the notification centre and the line of who is here follow.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { drafted, journey, look, phone, photo, sound, tab } from "./lib.mjs";
import { caller, converse, signIn, until } from "./chat.steps.mjs";

const text = (page) => page.locator("#text");
const send = (page) => page.locator("[data-write] button:not([type])").click();

/** Whether the browser's tab is looked at; both people's phones are, unless this says otherwise. */
async function looksAway(page, away) {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "visibilityState", { value: hidden ? "hidden" : "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, away);
}

await journey("talk", async () => {
  const [customer, agent] = [await caller("amina"), await caller("kwame")];
  const { id, path } = await converse(customer, agent);
  /** The conversation is done, and given to Kwame again, of which the customer's page hears. */
  const stir = async () => {
    const { id: user_id } = await agent("/users/me");
    await agent(`/messages/desk/tickets/${id}/status`, { method: "PUT", body: { status: "RESOLVED" } });
    await agent(`/messages/desk/tickets/${id}/agent`, { method: "PUT", body: { user_id, from_user_id: user_id } });
  };
  const [amina, kwame] = [await phone(), await phone()];
  await signIn(amina, "amina");
  await signIn(kwame, "kwame");
  await amina.goto(path);
  await amina.locator("[data-voice]:not([hidden])").waitFor();

  // ---- What is typed stays ----
  await text(amina).fill("Half a thought");
  await drafted(amina, "Half a thought");
  await amina.reload();
  await amina.waitForFunction(() => document.querySelector("#text").value === "Half a thought");
  // Somebody of the team does something with the conversation: the head is renewed, and nothing else.
  await amina.evaluate(() => {
    window.same = true;
    document.querySelector("[data-conversation] header").dataset.old = "";
  });
  const renewed = () => amina.waitForFunction(() => !("old" in document.querySelector("[data-conversation] header").dataset));
  await stir();
  await renewed();
  assert.equal(await text(amina).inputValue(), "Half a thought");
  assert.ok(await amina.evaluate(() => window.same), "the page was not loaded again");

  // ---- A voice note ----
  await amina.locator("[data-voice]").click();
  await amina.locator("form.recording").waitFor();
  await amina.evaluate(() => void (document.querySelector("[data-conversation] header").dataset.old = ""));
  await stir();
  await renewed();
  assert.equal(await amina.locator("form.recording").count(), 1, "the recording goes on");
  await amina.waitForFunction(() => document.querySelector("[role=timer]").textContent === "0:02");
  await look(amina, "recording");
  await amina.locator("[data-voice-send]").click();
  await amina.locator(".own[data-seq] audio").waitFor();
  assert.equal(await text(amina).inputValue(), "Half a thought", "the words wait for their own turn");
  await kwame.goto(path);
  const note = kwame.locator(".msg:not(.own) audio");
  await note.waitFor();
  const played = await note.evaluate(async (audio) => {
    await audio.play();
    await new Promise((done) => audio.addEventListener("timeupdate", () => audio.currentTime > 0.2 && done()));
    return audio.currentTime;
  });
  assert.ok(played > 0.2, "the other one hears it");
  // What is thrown away is not sent.
  await amina.locator("[data-voice]").click();
  await amina.locator("form.recording").waitFor();
  await amina.waitForTimeout(1200);
  await amina.locator("[data-voice-drop]").click();
  await amina.locator("form:not(.recording) [data-voice]").waitFor();

  // ---- What was sent is not there a second time ----
  await text(amina).fill("A whole thought");
  await send(amina);
  await kwame.locator(".msg", { hasText: "A whole thought" }).waitFor();
  assert.equal(await amina.locator("audio").count(), 1, "the recording that was thrown away did not go");
  await amina.reload();
  await amina.locator(".own", { hasText: "A whole thought" }).waitFor();
  await amina.waitForTimeout(500);
  assert.equal(await text(amina).inputValue(), "");

  // ---- Delivered, but not read: a list that is open, and a page that nobody looks at ----
  const state = (words) => amina.locator(".own", { hasText: words }).locator("[data-state]");
  await kwame.goto("/messages");
  await kwame.locator(`a[href="${path}"]`).waitFor();
  await kwame.waitForTimeout(1000);
  await text(amina).fill("Said to a list");
  await send(amina);
  await state("Said to a list").filter({ hasText: "delivered" }).waitFor();
  await kwame.goto(path);
  await state("Said to a list").filter({ hasText: "read" }).waitFor();
  await kwame.locator("[data-voice]:not([hidden])").waitFor();
  await kwame.waitForTimeout(500);
  await looksAway(kwame, true);
  // After twenty seconds.
  await amina.locator("#presence", { hasText: "Away" }).waitFor();
  await text(amina).fill("Said to a pocket");
  await send(amina);
  await kwame.locator(".msg", { hasText: "Said to a pocket" }).waitFor();
  await state("Said to a pocket").filter({ hasText: "delivered" }).waitFor();
  assert.match(await kwame.title(), /^• /, "the other tabs are told");
  await looksAway(kwame, false);
  await state("Said to a pocket").filter({ hasText: "read" }).waitFor();
  await amina.locator("#presence", { hasText: "Here now" }).waitFor();
  await kwame.context().close();
  await amina.locator("#presence", { hasText: /Last here: \d/ }).waitFor();

  // ---- A picture that was seen ----
  const other = await phone();
  await signIn(other, "kwame");
  await other.goto(path);
  await other.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await other.reload();
  await other.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const fetched = [];
  other.on("request", (asked) => asked.url().includes("/messages/files/") && fetched.push(asked.url()));
  await amina.setInputFiles('[name="photo"]', await photo(amina, 4));
  const picture = other.locator(".msg img");
  await other.waitForFunction(() => document.querySelector(".msg img")?.src.endsWith("/480.webp"));
  const sizes = fetched.map((url) => /(\d+)\.webp/.exec(url)?.[1]).filter(Boolean);
  assert.ok(sizes.indexOf("160") >= 0 && sizes.indexOf("160") < sizes.indexOf("480"), `the small one first: ${sizes}`);
  await until("it is kept", () => other.evaluate(async () => (await (await caches.open("photos")).keys()).length === 2));
  // Its address would be another one in a minute; it is not asked for again, and is there without a network.
  await other.reload();
  await other.waitForFunction(() => document.querySelector(".msg img")?.src.endsWith("/480.webp"));
  await other.context().setOffline(true);
  await other.reload();
  await other.waitForFunction(() => {
    const image = document.querySelector(".msg img");
    return image?.complete && image.naturalWidth > 0;
  });
  await picture.first().waitFor();
  await other.context().setOffline(false);
  // Who saves data taps for it.
  const saver = await phone({ extraHTTPHeaders: { "Save-Data": "on" } });
  await signIn(saver, "kwame");
  await saver.goto(path);
  assert.equal(await saver.locator(".msg img").count(), 0);
  await saver.setViewportSize({ width: 360, height: 3000 });
  await sound(saver, "chat with data saver");
  await saver.setViewportSize({ width: 360, height: 740 });
  await saver.locator(".msg a[data-src]").click();
  await saver.waitForFunction(() => document.querySelector(".msg img")?.naturalWidth > 0);
  assert.equal(new URL(saver.url()).pathname, path, "it came into its place");

  // ---- A centre that is open ----
  await agent("/notifications/read-all", { method: "POST", body: {} });
  const centre = await tab(saver);
  await centre.goto("/notifications");
  await centre.waitForLoadState("networkidle");
  await centre.waitForTimeout(1000);
  await centre.evaluate(() => void (window.same = true));
  const news = centre.locator("[data-list] .badge.good");
  assert.equal(await news.count(), 0);
  // Nobody looks at the conversation, so its news becomes a line of the centre.
  await other.context().close();
  await saver.goto("/");
  await customer(`/messages/conversations/${id}`, { body: { client_id: randomUUID(), text: "Are you still there?" } });
  await until("a new line", async () => (await news.count()) === 1, 60);
  assert.ok(await centre.evaluate(() => window.same), "without a reload");

  // ---- Being here is one's own affair ----
  await amina.locator("details.menu summary").click();
  await look(amina, "menu of a conversation");
  await amina.locator('button[name="hidden"][value="1"]').click();
  await amina.locator("details.menu summary").click();
  await amina.locator('button[name="hidden"][value="0"]').waitFor();
  const seen = (await agent(`/messages/conversations/${id}/members`)).find(({ name }) => name.startsWith("Amina"));
  assert.deepEqual([seen.online, seen.away, seen.last_seen_at], [undefined, undefined, undefined]);
});
