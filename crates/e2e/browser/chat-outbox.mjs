// Words and a photo are sent in airplane mode and the battery dies: opened again, still without a network, the
// conversation shows them as waiting, and when the network is back each is there once, in the order in which they were
// written (M-15, W-3). The same when it dies after the server has the words and before the phone knows.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goesOut, journey, keptPhone, photo, sound } from "./lib.mjs";
import { open } from "./line.mjs";
import { caller, converse, signIn, until } from "./chat.steps.mjs";

const folder = await mkdtemp(join(tmpdir(), "pushnchat-phone-"));
const line = await open();
const kept = { baseURL: line.url };
const posts = /^\/api\/v1\/messages\/conversations\/[0-9a-f-]{36}$/;

/** Airplane mode on or off: the browser knows it, and nothing gets through, not even from its service worker. */
async function airplane(page, on) {
  line.rule = () => (on ? "cut" : undefined);
  if (on) line.hangUp();
  await page.context().setOffline(on);
}

/** What waits on the phone, in its order: the words of each, and whether it may go as soon as there is a network. */
const outbox = (page) =>
  page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open("pushnchat");
    asked.onsuccess = () => {
      const rows = asked.result.transaction("outbox").objectStore("outbox").getAll();
      rows.onsuccess = () => {
        asked.result.close();
        done(rows.result.sort((a, b) => a.at - b.at).map(({ body, due, state }) => [body.text, due === 0 && state === "waiting"]));
      };
    };
  }));

/** Everything that was written so far is on the phone, in order, and only waits for the network. */
const isKept = (page, words) =>
  until("it is kept on the phone", async () => {
    const rows = await outbox(page);
    return rows.length === words.length && rows.every(([text, ready], at) => text === words[at] && ready);
  });

async function say(page, text) {
  await page.fill("#text", text);
  await page.locator("[data-write] button:not([type])").click();
}

/** The phone itself says that this has arrived, once. */
async function arrived(page, text) {
  const bubble = page.locator(".chat li.msg", { has: page.getByText(text, { exact: true }) });
  await until(text, async () => {
    const found = await bubble.evaluateAll((all) => all.map((one) => [one.dataset.seq, "pending" in one.dataset]));
    assert.ok(found.length <= 1, `${text} stands there ${found.length} times`);
    return found.length === 1 && found[0][0] && !found[0][1];
  });
  assert.match((await bubble.locator("[data-state]").textContent()) ?? "", /^(sent|delivered|read)$/);
}

await journey("chat outbox", async () => {
  const [amina, kwame] = [await caller("amina"), await caller("kwame")];
  const { id, path } = await converse(amina, kwame);
  /** What people have said, as the other one has it. */
  const told = async () => (await kwame(`/messages/conversations/${id}?after=0&limit=100`)).messages.filter(({ type }) => type !== "SYSTEM");
  const before = (await told()).length;
  /** Kind and words of what came since the journey began. */
  const news = async () => (await told()).slice(before).map(({ type, text }) => [type, text]);

  let page = await keptPhone(folder, kept);
  await signIn(page, "amina");
  await page.goto(path);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.locator("[data-voice]:not([hidden])").waitFor();
  // What a conversation takes is kept on the phone: its page, its scripts, and a few seconds later the outbox.
  await until("all is kept", () =>
    page.evaluate(async (address) => {
      const files = (await (await caches.open("files")).keys()).map(({ url }) => url);
      const scripts = ["chat", "live", "tray"].every((name) => files.some((url) => url.includes(`/${name}.`)));
      return scripts && Boolean(await caches.match(address, { ignoreVary: true }));
    }, path),
  );

  // ---- Airplane mode ----
  await airplane(page, true);
  await until("the socket is gone", () => !line.isJoined());
  await page.waitForTimeout(500);
  const words = ["I take ten bags.", "This is my lorry.", "It comes on Friday."];
  await say(page, words[0]);
  await isKept(page, words.slice(0, 1));
  await page.fill("#text", words[1]);
  await page.setInputFiles('[name="photo"]', await photo(page, 1, 2400));
  await isKept(page, words.slice(0, 2));
  await say(page, words[2]);
  await isKept(page, words);

  // ---- The battery dies before anything is sent ----
  await goesOut(page, folder);
  page = await keptPhone(folder, kept);
  await airplane(page, true);
  await page.goto(path);
  const waiting = page.locator(".chat li[data-pending]");
  await waiting.nth(2).waitFor();
  assert.deepEqual(await waiting.locator(".prose").allTextContents(), words, "in the order in which they were written");
  assert.deepEqual(await waiting.locator("[data-state]").allTextContents(), words.map(() => "waits for the network"));
  await page.waitForFunction(() => document.querySelector(".chat li[data-pending] img")?.naturalWidth > 0);
  await page.locator(".tray > button", { hasText: "3 waiting" }).waitFor();
  await page.setViewportSize({ width: 360, height: 3000 });
  await sound(page, "chat waiting");
  await page.setViewportSize({ width: 360, height: 740 });
  assert.deepEqual(await news(), [], "nothing has gone yet");

  // ---- The network is back ----
  await airplane(page, false);
  for (const text of words) await arrived(page, text);
  const sent = words.map((text, at) => [at === 1 ? "MEDIA" : "TEXT", text]);
  await until("nothing is left in the outbox", async () => (await outbox(page)).length === 0);
  assert.deepEqual(await news(), sent, "each once, in the order in which they were written");
  const { detail } = (await told())[before + 1];
  assert.equal((await kwame(`/messages/files/${detail.file_id}`)).width, 960, "the whole picture");

  // ---- It dies when the server has the words, and the phone does not know ----
  const last = "And five more in May.";
  let lost = false;
  line.rule = (method, at) => {
    if (lost || at.startsWith("/socket.io/")) return "cut";
    if (method !== "POST" || !posts.test(at)) return undefined;
    lost = true;
    return "lost";
  };
  line.hangUp();
  await page.waitForTimeout(500);
  await say(page, last);
  sent.push(["TEXT", last]);
  await until("the server has it", async () => (await news()).length === sent.length);
  assert.deepEqual((await outbox(page)).map(([text]) => text), [last], "and the phone waits for its answer");
  await goesOut(page, folder);
  line.rule = () => undefined;
  page = await keptPhone(folder, kept);
  await page.goto(path);
  await arrived(page, last);
  await until("nothing is left in the outbox", async () => (await outbox(page)).length === 0);

  // As it stands, and after a reload: each once, in order.
  for (const again of [false, true]) {
    if (again) await page.reload();
    for (const [, text] of sent) await arrived(page, text);
    assert.equal(await page.locator(".chat [data-pending], .chat .failed").count(), 0, "nothing waits");
    const shown = await page.locator(".chat li[data-seq]").evaluateAll((all) => all.map((one) => Number(one.dataset.seq)));
    assert.deepEqual(shown, shown.map((_, at) => shown[0] + at), "in order, and none twice");
  }
  assert.deepEqual(await news(), sent, "and the other one has each once");
  await page.context().close();
});
line.close();
await rm(folder, { recursive: true, force: true });
