// A line to the server that can be bad: it stands between the browser and the site and does what a journey tells it.

import { createHash } from "node:crypto";
import { createServer, request } from "node:http";
import { site } from "./lib.mjs";

/**
 * `line.rule = (method, path, request) => …` decides about each request: nothing lets it through, "cut" ends the
 * connection before the server hears of it, "lost" after the server has answered, "half" in the middle of what is sent,
 * and an object { status, body, headers } is answered instead of the server. `line.change = (path) => …` may give a
 * function that changes the text of an answer; `line.slow` milliseconds pass before a page comes.
 */
export async function open() {
  const target = new URL(site);
  const line = { rule: () => undefined, seen: [] };
  const server = createServer(async (asked, answer) => {
    if (line.slow && asked.headers.accept?.includes("text/html")) await new Promise((later) => setTimeout(later, line.slow));
    const fate = line.rule(asked.method, asked.url, asked);
    line.seen.push(`${asked.method} ${asked.url}`);
    if (fate === "cut") return asked.socket.destroy();
    if (typeof fate === "object") return answer.writeHead(fate.status, { "Content-Type": "text/html", ...fate.headers }).end(fate.body);
    const headers = { ...asked.headers, host: target.host };
    // The site sees itself under its own address.
    if (headers.origin) headers.origin = target.origin;
    if (headers.referer) headers.referer = headers.referer.replace(line.url, target.origin);
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
        answer.writeHead(reply.statusCode, reply.headers);
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
  server.on("clientError", (_, socket) => socket.destroy());
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  line.url = `http://127.0.0.1:${server.address().port}`;
  line.close = () => {
    server.close();
    server.closeAllConnections();
  };
  return line;
}
