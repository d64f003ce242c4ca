// The line is cut at every step of sending words, a photo and a voice note: each arrives once, in order, and the phone
// that sent it says so itself (M-15).

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { journey, noisy, phone, photo } from "./lib.mjs";
import { open } from "./line.mjs";
import { caller, converse, signIn, until } from "./chat.steps.mjs";

const line = await open();

/** Does `fate` to the first frame that fits, and nothing to the others. */
function frame(way, fits, fate) {
  line.frame = (came, text) => {
    if (came !== way || !fits.test(text)) return undefined;
    line.frame = () => undefined;
    met += 1;
    return fate;
  };
}

/** Does these fates, one after the other, to the requests that fit. */
function requests(method, fits, ...fates) {
  const rule = line.rule;
  line.rule = (asked, path, request) => {
    if (asked !== method || !fits.test(path) || fates.length === 0) return rule(asked, path, request);
    met += 1;
    return fates.shift();
  };
}

/** No socket comes through, by either way, so that only the outbox is left. */
function noSocket() {
  line.rule = (_, path) => (path.startsWith("/socket.io/") ? "cut" : undefined);
  line.hangUp();
}

/** How many of the mishaps of a step have happened. */
let met = 0;

const sends = /message\.send/;
const ack = /^43\d+\[\{"data":\{"c(lient|onversation)_id"/m;
const messages = /^\/api\/v1\/messages\/conversations\/[0-9a-f-]{36}$/;
const files = /\/files$/;
const pieces = /^\/api\/v1\/media\/uploads\/[0-9a-f-]{36}$/;
const takes = /\/files\/[0-9a-f-]{36}$/;
/** Bytes of the first piece of a file, and of one after something went wrong. */
const PIECE = 128 * 1024;
const SMALL_PIECE = 64 * 1024;
const me = /^\/api\/v1\/users\/me/;
const after = /\?after=/;
const sorry = { status: 503, body: "", headers: {} };
const busy = { status: 429, body: "{}", headers: { "Retry-After": "1" } };

/** What goes wrong, how often, and whether a socket is there. */
const words = [
  ["nothing", 0, () => undefined],
  ["the frame never leaves", 1, () => frame("up", sends, "cut")],
  ["half of the frame leaves", 1, () => frame("up", sends, "half")],
  ["the frame leaves and the socket ends", 1, () => frame("up", sends, "lost")],
  ["the ack never comes", 1, () => frame("down", ack, "cut")],
  ["half of the ack comes", 1, () => frame("down", ack, "half")],
  ["the ack comes and the socket ends", 1, () => frame("down", ack, "lost")],
  ["the socket ends, and who one is cannot be asked", 2, () => (frame("up", sends, "cut"), requests("GET", me, "cut"))],
  ["the socket ends, then the post never leaves", 3, () => (frame("up", sends, "cut"), noMore(), requests("POST", messages, "cut", "half"))],
  ["no socket, the answer to the post is lost", 2, () => (noSocket(), requests("POST", messages, "lost", "lost"))],
  ["no socket, a server in trouble, a server that is busy", 2, () => (noSocket(), requests("POST", messages, sorry, busy))],
  ["no socket, and what was posted cannot be fetched", 1, () => (noSocket(), requests("GET", after, "cut"))],
];

/** From now on no new socket comes through. */
function noMore() {
  line.rule = (_, path) => (path.startsWith("/socket.io/") ? "cut" : undefined);
}

const pictures = [
  ["nothing", 0, () => undefined],
  ["the upload never leaves", 1, () => requests("POST", files, "cut")],
  ["half of the upload leaves", 1, () => requests("POST", files, "half")],
  ["the answer to the upload is lost", 1, () => requests("POST", files, "lost")],
  ["the server stumbles over the upload", 1, () => requests("POST", files, sorry)],
  ["the message never leaves", 1, () => requests("POST", messages, "cut")],
  ["the answer to the message is lost", 1, () => requests("POST", messages, "lost")],
  ["no socket, and everything once", 4, () => (noSocket(), requests("GET", me, "cut"), requests("POST", files, "half", "lost"), requests("POST", messages, "lost"))],
];

const wanted = [];

/** Everything is as if nothing had been; the socket is there again. */
async function calm(page) {
  line.rule = () => undefined;
  line.frame = () => undefined;
  met = 0;
  await until("a socket", line.isJoined);
}

const bubble = (page, text) => page.locator(".chat li.msg", { has: page.getByText(text, { exact: true }) });

/** The phone itself says that this has arrived, once. */
async function arrived(page, text) {
  await until(text, async () => {
    const found = await bubble(page, text).evaluateAll((all) => all.map((one) => [one.dataset.seq, "pending" in one.dataset]));
    assert.ok(found.length <= 1, `${text} stands there ${found.length} times`);
    return found.length === 1 && found[0][0] && !found[0][1];
  });
}

async function say(page, text) {
  wanted.push(text);
  await page.fill("#text", text);
  await page.locator("[data-write] button:not([type])").click();
}

await journey("cut", async () => {
  const [amina, kwame] = [await caller("amina"), await caller("kwame")];
  const { id, path } = await converse(amina, kwame);
  const page = await phone({ baseURL: line.url });
  const uploads = [];
  line.hear = ({ method, url, headers }) => {
    if (method === "POST" && files.test(url)) uploads.push(Number(headers["content-length"]));
  };
  await signIn(page, "amina");
  await page.goto(path);
  await page.locator("[data-voice]:not([hidden])").waitFor();

  // A page whose web socket did not come through once, or whom a server in trouble sent away, has one again soon.
  await calm(page);
  requests("WS", /^\/socket\.io\//, "cut");
  line.hangUp();
  await until("a socket after long polling", () => met === 1 && line.isJoined());
  // An answer, since a browser asks again by itself where a kept connection ends.
  requests("GET", /^\/socket\.io\//, sorry);
  frame("down", /^40/, { text: '44{"message":"UNAVAILABLE"}' });
  line.hangUp();
  await until("a socket after a refusal", () => met === 3 && line.isJoined());

  for (const [at, [what, times, go]] of words.entries()) {
    await calm(page);
    // A socket is there, and nothing waits in front of this.
    await say(page, `Before ${at}.`);
    await arrived(page, `Before ${at}.`);
    go();
    await say(page, `Words ${at}: ${what}.`);
    await say(page, `And more of ${at}.`);
    await arrived(page, `Words ${at}: ${what}.`).catch((problem) => assert.fail(`${what}: ${problem.message}`));
    await arrived(page, `And more of ${at}.`);
    assert.equal(met, times, `${what}: so much went wrong`);
  }

  for (const [at, [what, times, go]] of pictures.entries()) {
    await calm(page);
    go();
    const text = `Photo ${at}: ${what}.`;
    wanted.push(text);
    await page.fill("#text", text);
    const raw = await photo(page, at + 1, 2400);
    await page.setInputFiles('[name="photo"]', raw);
    await say(page, `Said after photo ${at}.`);
    await arrived(page, text).catch((problem) => assert.fail(`${what}: ${problem.message}`));
    await arrived(page, `Said after photo ${at}.`);
    assert.equal(met, times, `${what}: so much went wrong`);
    assert.ok(uploads.length > 0 && uploads.every((size) => size < raw.buffer.length / 2), `made small on the phone: ${uploads} of ${raw.buffer.length} bytes`);
    uploads.length = 0;
  }

  // A photo that is larger than a piece: of what was cut on its way only that piece goes again (M-14).
  await calm(page);
  line.once();
  // The half of a piece never ends the upload, so there is always one more whose answer is lost.
  requests("PATCH", pieces, undefined, "cut", "half", "lost");
  requests("PUT", takes, "lost");
  const rule = line.rule;
  let came = 0;
  line.rule = (method, path, request) => {
    if (method === "PATCH" && pieces.test(path)) request.on("data", (piece) => (came += piece.length));
    return rule(method, path, request);
  };
  wanted.push("Photo in pieces.");
  await page.fill("#text", "Photo in pieces.");
  await page.setInputFiles('[name="photo"]', await noisy(page));
  await arrived(page, "Photo in pieces.");
  assert.equal(met, 5, "so much went wrong with the pieces");
  const large = (await kwame(`/messages/conversations/${id}?limit=100`)).messages.find(({ text }) => text === "Photo in pieces.");
  const { size, done } = await amina(`/media/uploads/${large.detail.file_id}`);
  assert.ok(done && size > 2 * PIECE, `${size} bytes are several pieces`);
  // Of a piece that is cut one read has come, and of a small one that is halved at most the whole.
  assert.ok(came >= size && came - size <= 2 * SMALL_PIECE, `${came - size} of ${size} bytes went twice`);

  // A voice note over a line that is cut and loses what it answers.
  await calm(page);
  requests("POST", files, "cut", "lost");
  requests("POST", messages, "lost");
  await page.locator("[data-voice]").click();
  await page.locator("form.recording").waitFor();
  await page.waitForTimeout(1500);
  await page.locator("[data-voice-send]").click();
  await page.locator(".chat li.own[data-seq] audio").waitFor();
  assert.equal(met, 3, "so much went wrong with the voice note");

  // An event is lost though the line lives: the next one shows the gap, and what is missing is asked for (M-4).
  await calm(page);
  // In its place comes a packet that says nothing.
  frame("down", /"message\.sent".*Lost on its way/, { text: "6" });
  for (const text of ["Lost on its way.", "And the one after it."]) {
    await kwame(`/messages/conversations/${id}`, { body: { client_id: randomUUID(), text } });
    await until("the first one is lost", () => met === 1);
  }
  for (const text of ["Lost on its way.", "And the one after it."]) await bubble(page, text).waitFor();

  // And where the answer to that question is lost, too, it is asked once more.
  await calm(page);
  frame("down", /"message\.sent".*Lost once more/, { text: "6" });
  const tell = (text) => kwame(`/messages/conversations/${id}`, { body: { client_id: randomUUID(), text } });
  await tell("Lost once more.");
  await until("it is lost", () => met === 1);
  frame("down", /"last_change"/, { text: "6" });
  await tell("And one that shows it.");
  await until("the answer is lost", () => met === 2);
  await bubble(page, "Lost once more.").waitFor();

  // So it is with a change: the next one shows that one is missing.
  await calm(page);
  const [earlier, latest] = (await kwame(`/messages/conversations/${id}?limit=2`)).messages.map(({ seq }) => `/messages/conversations/${id}/messages/${seq}`);
  frame("down", /"message\.updated".*Reworded/, { text: "6" });
  await kwame(earlier, { method: "PATCH", body: { text: "Reworded on its way.", version: 1 } });
  await until("the other words are lost", () => met === 1);
  await kwame(`${latest}/reaction`, { method: "PUT", body: { emoji: "👍" } });
  await bubble(page, "Reworded on its way.").waitFor();

  // The other one has each exactly once, in order, and every picture can be opened.
  await calm(page);
  const told = [];
  for (let seq = 0; ; ) {
    const { messages: more } = await kwame(`/messages/conversations/${id}?after=${seq}&limit=100`);
    if (more.length === 0) break;
    told.push(...more);
    seq = more.at(-1).seq;
  }
  const own = told.filter(({ text }) => /^(Before|Words|And more|Photo|Said after)/.test(text));
  assert.deepEqual(own.map(({ text }) => text), wanted);
  assert.equal(told.filter(({ type }) => type === "VOICE_NOTE").length, 1);
  assert.deepEqual(told.filter(({ type }) => type === "MEDIA").map(({ text }) => text), wanted.filter((text) => text.startsWith("Photo")));
  for (const { detail } of told.filter(({ type }) => type === "MEDIA")) {
    assert.equal((await kwame(`/messages/files/${detail.file_id}`)).width, 960, "the whole picture");
  }

  // And so does the phone that sent them: as it stands, and after a reload.
  for (const again of [false, true]) {
    if (again) await page.reload();
    assert.equal(await page.locator(".chat [data-pending], .chat .failed").count(), 0, "nothing waits");
    const shown = await page.locator(".chat li[data-seq]").evaluateAll((all) => all.map((one) => Number(one.dataset.seq)));
    assert.deepEqual(shown, shown.map((_, at) => shown[0] + at), "in order, and none twice");
  }
  const left = await page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open("pushnchat");
    asked.onsuccess = () => {
      const count = asked.result.transaction("outbox").objectStore("outbox").count();
      count.onsuccess = () => done(count.result);
    };
  }));
  assert.equal(left, 0, "nothing is left in the outbox");
});
line.close();
