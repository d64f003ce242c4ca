// Drives Socket.IO servers: pairs of sockets, each of another person, who write to each other. Standard input is one line
// of JSON: {url, dialect: "ours" | "peer", pairs: [{conversation, tokens: [a, b]}], rate, seconds, idle}. With a rate,
// messages begin at fixed moments whatever comes back (open loop), and times count from those moments; with rate 0 every
// socket keeps one message under way. Standard output is one line of JSON. Idle sockets are only there for so many
// seconds, and nothing is said. Run by messages.py.
import { createRequire } from "node:module";
import { once } from "node:events";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../crates/e2e/browser/package.json", import.meta.url));
const { io } = require("socket.io-client");
const line = await once(createInterface({ input: process.stdin }), "line");
const plan = JSON.parse(line[0]);
const ours = plan.dialect === "ours";
const heard = ours ? "message.sent" : "message:new";
const due = new Map();
const acks = [];
const deliveries = [];
let sent = 0;
let failed = 0;
let number = 0;

const connect = async (token) => {
  const socket = io(plan.url, { transports: ["websocket"], auth: { token }, forceNew: true, reconnection: false });
  await new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
};

const sockets = [];
for (let from = 0; from < plan.pairs.length; from += 50) {
  const some = plan.pairs.slice(from, from + 50).flatMap(({ conversation, tokens }) =>
    tokens.map(async (token, side) => ({ socket: await connect(token), conversation, side })));
  sockets.push(...(await Promise.all(some)));
}
for (const { socket, conversation } of sockets) {
  if (!ours) await socket.emitWithAck("conversation:join", { connectionId: conversation });
  socket.on(heard, (message) => {
    const id = (ours ? message.text : message.body).split(" ")[0];
    const one = due.get(id);
    // One's own message comes back to one's own socket, which is no delivery.
    if (!one || one.from === socket || one.delivered) return;
    one.delivered = true;
    deliveries.push(performance.now() - one.at);
    if (one.acked) due.delete(id);
  });
}

const send = async (from, at) => {
  const id = `m${process.pid}-${++number}`;
  const text = `${id} Good morning, is the maize still there?`;
  const one = { at, from: from.socket, acked: false, delivered: false };
  due.set(id, one);
  sent += 1;
  try {
    const ack = ours
      ? await from.socket.timeout(15000).emitWithAck("message.send", {
          conversation_id: from.conversation, message: { client_id: `${id}-bench`, text } })
      : await from.socket.timeout(15000).emitWithAck("message:send", { connectionId: from.conversation, body: text });
    if (ours ? !ack.data : !ack.ok) throw new Error(JSON.stringify(ack));
    acks.push(performance.now() - at);
    one.acked = true;
    if (one.delivered) due.delete(id);
  } catch (error) {
    failed += 1;
    if (failed === 1) console.error(String(error));
  }
};

console.error("ready");
if (plan.idle) {
  await new Promise((resolve) => setTimeout(resolve, plan.seconds * 1000));
  process.exit(0);
}
await new Promise((resolve) => setTimeout(resolve, 1000));
const began = performance.now();
const end = began + plan.seconds * 1000;
if (plan.rate > 0) {
  const running = [];
  for (let n = 0; ; n += 1) {
    const at = began + (n * 1000) / plan.rate;
    if (at > end) break;
    const wait = at - performance.now();
    if (wait > 0.5) await new Promise((resolve) => setTimeout(resolve, wait));
    running.push(send(sockets[(n * 7919) % sockets.length], at));
  }
  await Promise.all(running);
} else {
  await Promise.all(sockets.map(async (from) => {
    while (performance.now() < end) await send(from, performance.now());
  }));
}
const seconds = (performance.now() - began) / 1000;
await new Promise((resolve) => setTimeout(resolve, 1000));
const at = (times, part) => times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
console.log(JSON.stringify({
  sockets: sockets.length, sent, failed, seconds, delivered: deliveries.length, rps: acks.length / seconds,
  ack_p50: at(acks, 0.5), ack_p99: at(acks, 0.99), delivery_p50: at(deliveries, 0.5), delivery_p99: at(deliveries, 0.99),
}));
for (const { socket } of sockets) socket.disconnect();
process.exit(0);
