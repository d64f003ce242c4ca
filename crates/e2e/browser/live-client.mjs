// The documented protocol, spoken by the official Socket.IO client in Node to two servers on one database (M-6 to M-8).
// Run by the crate app (tests/it/two_processes.rs) with SITE and OTHER, each a process of its own.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { io } from "socket.io-client";

const [site, other] = [process.env.SITE, process.env.OTHER];
const password = "karibu-sokoni-42";

async function ask(path, { token, body, method = body ? "POST" : "GET" } = {}) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(site + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await answer.text();
  return { status: answer.status, ...(text && JSON.parse(text)) };
}

async function signIn(name) {
  const { data } = await ask("/api/v1/auth/login", { body: { email: `${name}@demo.pushnchat.test`, password } });
  const me = await ask("/api/v1/users/me", { token: data.access_token });
  return { token: data.access_token, refresh: data.refresh_token, id: me.data.id };
}

async function businessOf(own) {
  for (let cursor = ""; ; ) {
    const page = await ask(`/api/v1/businesses?limit=100${cursor}`);
    const found = page.data.find(({ id }) => id === own);
    if (found) return found;
    cursor = `&cursor=${page.meta.pagination.next_cursor}`;
  }
}

const sockets = [];
function connect(url, token, options = {}) {
  const socket = io(url, { auth: { token }, forceNew: true, reconnectionDelay: 50, ...options });
  socket.heard = [];
  socket.onAny((event, payload) => socket.heard.push([event, payload]));
  sockets.push(socket);
  return new Promise((done, fail) => {
    socket.once("connect", () => done(socket));
    socket.once("connect_error", (error) => (socket.active && options.patient ? undefined : fail(error)));
  });
}

async function until(what, holds) {
  for (let n = 0; n < 1200; n++) {
    const found = await holds();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 25));
  }
  assert.fail(`${what} did not come true`);
}

const call = (socket, event, payload) => socket.timeout(20_000).emitWithAck(event, payload);
const said = (socket, event, text) => socket.heard.find(([name, payload]) => name === event && payload.text === text);

try {
  const [amina, kwame] = [await signIn("amina"), await signIn("kwame")];

  // A customer writes to a business; the conversation is what the two talk in.
  const own = (await ask("/api/v1/users/me", { token: kwame.token })).data.business_id;
  const { slug } = await businessOf(own);
  // Kwame answers alone today.
  for (const { user_id, version } of (await ask("/api/v1/messages/desk/agents", { token: kwame.token })).data) {
    if (user_id === kwame.id) continue;
    const off = await ask(`/api/v1/messages/desk/agents/${user_id}`, { token: kwame.token, method: "PATCH", body: { on_shift: false, version } });
    assert.ok(off.status < 300, JSON.stringify(off));
  }
  const contact = await ask(`/api/v1/messages/inbox/${slug}`, { token: amina.token, body: { client_id: randomUUID(), text: "Is the maize still there?" } });
  assert.equal(contact.status, 201, JSON.stringify(contact));
  const conversation_id = contact.data.conversation_id;
  const room = `conversation:${conversation_id}`;

  const here = await connect(site, amina.token);
  const polling = await connect(other, amina.token, { transports: ["polling"] });
  const there = await connect(other, kwame.token, { transports: ["websocket"] });
  assert.equal(there.io.engine.transport.name, "websocket");
  assert.equal(polling.io.engine.transport.name, "polling");
  await until("the first one moves on to a web socket", () => here.io.engine.transport.name === "websocket");

  // Nobody gets in without a good token, and nobody into a stranger's room.
  await assert.rejects(connect(site, "forged"), /UNAUTHORIZED/);
  const stranger = await connect(site, (await signIn("wanjiku")).token);
  assert.equal((await call(stranger, "join", { room })).errors[0].code, "NOT_FOUND");
  const refused = await call(stranger, "message.send", { conversation_id, message: { client_id: randomUUID(), text: "x" } });
  assert.equal(refused.errors[0].code, "NOT_FOUND");
  assert.deepEqual(await call(here, "join", { room }), { data: {} });
  await until("the conversation has its agent", async () =>
    (await ask(`/api/v1/messages/conversations/${conversation_id}/members`, { token: amina.token })).data.some(({ user_id }) => user_id === kwame.id),
  );
  const answer = await call(there, "message.send", { conversation_id, message: { client_id: randomUUID(), text: "Yes, forty bags." } });
  assert.ok(answer.data, JSON.stringify(answer));
  await until("the customer hears the answer", () => said(here, "message.sent", "Yes, forty bags."));

  // The same message sent ten times is one message, and reaches the other server once.
  const message = { client_id: randomUUID(), text: "White or yellow?" };
  const acks = await Promise.all(Array.from({ length: 10 }, () => call(here, "message.send", { conversation_id, message })));
  for (const ack of acks) assert.deepEqual(ack, acks[0]);
  assert.ok(acks[0].data.seq > 1, JSON.stringify(acks[0]));
  await until("the other side hears it", () => said(there, "message.sent", message.text));
  assert.equal(there.heard.filter(([event, { text }]) => event === "message.sent" && text === message.text).length, 1);
  await until("own devices hear it too, also by long polling", () => said(polling, "message.sent", message.text));

  // What is larger than a notification of PostgreSQL goes as well.
  const long = "é".repeat(3900);
  await call(here, "message.send", { conversation_id, message: { client_id: randomUUID(), text: long } });
  await until("a long message comes", () => said(polling, "message.sent", long));

  // Too large, malformed, too many: that socket pays, the others go on.
  const loud = await connect(other, amina.token, { transports: ["websocket"], reconnection: false });
  for (let n = 0; n < 1000; n++) loud.emit("typing", { conversation_id, typing: true });
  const flood = await Promise.all(Array.from({ length: 90 }, () => call(loud, "sync", { conversations: [] })));
  assert.ok(flood.some((ack) => ack.errors?.[0].code === "RATE_LIMITED"), "a flood is refused");
  for (const bad of [null, 7, "x", [], { text: 7 }, { conversation_id, message: { text: {} } }]) {
    assert.ok((await call(there, "message.send", bad)).errors.length > 0, JSON.stringify(bad));
  }
  const gone = new Promise((done) => loud.once("disconnect", done));
  loud.emit("message.send", { conversation_id, message: { client_id: randomUUID(), text: "x".repeat(1_200_000) } });
  await gone;
  assert.ok((await call(there, "sync", { conversations: [] })).data);

  // Catching up by number, in order.
  const caught = (await call(here, "sync", { conversations: [{ conversation_id, seq: 1 }] })).data.conversations[0];
  assert.deepEqual(caught.messages.map(({ seq }) => seq), caught.messages.map((_, at) => at + 2));

  // Signing out ends that session's sockets on both servers at once, and no other's.
  const phone = await signIn("amina");
  const [phoneHere, phoneThere] = [await connect(site, phone.token), await connect(other, phone.token)];
  const ended = [phoneHere, phoneThere].map((socket) => new Promise((done) => socket.once("disconnect", done)));
  const out = await ask("/api/v1/auth/logout", { token: phone.token, method: "POST" });
  assert.ok(out.status < 300, JSON.stringify(out));
  assert.deepEqual(await Promise.all(ended), ["io server disconnect", "io server disconnect"]);
  assert.ok(here.connected && polling.connected);
  console.log("live client: ok");
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  for (const socket of sockets) socket.disconnect();
}
