// A line to the server that can be bad: it stands between the browser and the site and does what a journey tells it.

import { createHash } from "node:crypto";
import { createServer, request } from "node:http";
import { site } from "./lib.mjs";

/**
 * `line.rule = (method, path, request) => …` decides about each request: nothing lets it through, "cut" ends the
 * connection before the server hears of it, "lost" after the server has answered, "half" in the middle of what is sent,
 * and an object { status, body, headers } is answered instead of the server. `line.hear = (request) => …` is told of each,
 * whoever sends it. `line.change = (path) => …` may give a function that changes the text of an answer; `line.slow`
 * milliseconds pass before a page comes. After `line.once()` each request has a connection of its own: a browser sends by
 * itself, and again whole, what was cut on one that it had kept.
 *
 * Web sockets are asked about when they open (their method is "WS"); of their frames `line.frame = (way, text) => …`
 * decides, `way` being "up" or "down": nothing passes a frame on, "cut" ends the socket instead, "half" in its middle,
 * "lost" after it, and { text } goes down in its place. `line.hangUp()` ends all that are open, `line.isJoined()` says whether one of them is in a room.
 */
export async function open() {
  const target = new URL(site);
  const line = { rule: () => undefined, frame: () => undefined, hear: () => undefined, seen: [] };
  let single = false;
  /** What the site is told: it sees itself under its own address. */
  const onward = ({ headers: { origin, referer, ...headers } }) => ({
    ...headers,
    host: target.host,
    ...(origin && { origin: target.origin }),
    ...(referer && { referer: referer.replace(line.url, target.origin) }),
  });
  const server = createServer(async (asked, answer) => {
    if (line.slow && asked.headers.accept?.includes("text/html")) await new Promise((later) => setTimeout(later, line.slow));
    line.hear(asked);
    const fate = line.rule(asked.method, asked.url, asked);
    line.seen.push(`${asked.method} ${asked.url}`);
    if (fate === "cut") return asked.socket.destroy();
    if (typeof fate === "object") return answer.writeHead(fate.status, { "Content-Type": "text/html", ...fate.headers }).end(fate.body);
    const headers = onward(asked);
    const change = line.change?.(asked.url);
    // What is changed on its way is sent whole each time, with an ETag of its own.
    if (change) {
      headers["accept-encoding"] = "identity";
      delete headers["if-none-match"];
    }
    const passed = request({ agent: false, host: target.hostname, port: target.port, method: asked.method, path: asked.url, headers }, (reply) => {
      if (fate === "lost") {
        reply.resume();
        return reply.on("end", () => asked.socket.destroy());
      }
      if (!change) {
        answer.writeHead(reply.statusCode, { ...reply.headers, ...(single && { connection: "close" }) });
        return reply.pipe(answer);
      }
      const pieces = [];
      reply.on("data", (piece) => pieces.push(piece)).on("end", () => {
        const body = change(Buffer.concat(pieces).toString());
        const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
        const { "content-length": _, ...rest } = reply.headers;
        answer.writeHead(reply.statusCode, { ...rest, etag, "cache-control": "no-cache" }).end(body);
      });
    });
    passed.on("error", () => asked.socket.destroy());
    if (fate === "half") {
      asked.once("data", () => {
        passed.destroy();
        asked.socket.destroy();
      });
    }
    asked.pipe(passed);
  });
  const sockets = new Set();
  server.on("upgrade", (asked, near) => {
    near.on("error", () => near.destroy());
    line.seen.push(`WS ${asked.url}`);
    if (line.rule("WS", asked.url, asked) === "cut") return near.destroy();
    const passed = request({ agent: false, host: target.hostname, port: target.port, path: asked.url, headers: onward(asked) });
    passed.on("error", () => near.destroy());
    passed.on("response", () => near.destroy());
    passed.on("upgrade", (reply, far, rest) => {
      const open = {
        joined: false,
        hangUp() {
          near.destroy();
          far.destroy();
          sockets.delete(open);
        },
      };
      sockets.add(open);
      // What was passed on before the end has time to arrive.
      for (const socket of [near, far]) socket.on("error", open.hangUp).on("close", () => setTimeout(open.hangUp, 100));
      near.write(`HTTP/1.1 101 Switching Protocols\r\n${reply.rawHeaders.map((text, at) => text + (at % 2 ? "\r\n" : ": ")).join("")}\r\n`);
      const pass = (way, from, to) =>
        framed((frame, text) => {
          // Joined over this socket, or over long polling before this took over.
          open.joined ||= way === "up" && /"join"|^5$/.test(text);
          const fate = line.frame(way, text);
          // Short, and from a server: one byte for its length, and no mask.
          if (fate?.text) to.write(Buffer.from(`\x81${String.fromCharCode(fate.text.length)}${fate.text}`, "latin1"));
          else if (fate === "half") to.write(frame.subarray(0, frame.length / 2));
          // What was written before arrives; the side that wrote hears nothing more.
          else if (fate !== "cut") to.write(frame);
          if (typeof fate !== "string") return true;
          to.end();
          from.destroy();
          return false;
        });
      const down = pass("down", far, near);
      near.on("data", pass("up", near, far));
      far.on("data", down);
      down(rest);
    });
    passed.end();
  });
  line.hangUp = () => sockets.forEach((open) => open.hangUp());
  line.once = () => {
    single = true;
    server.closeIdleConnections();
  };
  line.isJoined = () => [...sockets].some(({ joined }) => joined);
  server.on("clientError", (_, socket) => socket.destroy());
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  line.url = `http://127.0.0.1:${server.address().port}`;
  line.close = () => {
    line.hangUp();
    server.close();
    server.closeAllConnections();
  };
  return line;
}

/**
 * Gives each web socket frame (RFC 6455, section 5.2) and its text to `each`, as long as that wants more: many come in
 * one piece, and a long one in several.
 */
function framed(each) {
  let left = Buffer.alloc(0);
  return (bytes) => {
    left = Buffer.concat([left, bytes]);
    for (let head; (head = headOf(left)) && head.end <= left.length; ) {
      const frame = left.subarray(0, head.end);
      left = left.subarray(head.end);
      const body = Buffer.from(frame.subarray(head.start));
      if (head.mask) for (let at = 0; at < body.length; at += 1) body[at] ^= head.mask[at % 4];
      if (!each(frame, body.toString())) return;
    }
  };
}

/** Where the content of the first frame starts and ends, and its mask; nothing while that has not all come. */
function headOf(bytes) {
  const [, second = 0] = bytes;
  const short = second & 127;
  const masked = second & 128 ? 4 : 0;
  const start = 2 + ({ 126: 2, 127: 8 }[short] ?? 0) + masked;
  if (bytes.length < start) return undefined;
  const size = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  return { start, end: start + size, mask: masked && bytes.subarray(start - 4, start) };
}
