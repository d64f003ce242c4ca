// From the tap on "Send" on one phone to the paint on another, both on simulated 3G (G-20), and until the sender's own
// message is shown. Prints a table.
//   SITE=http://localhost:8080 TIMES=40 node hop.mjs
// Each phone is a browser of its own behind a line of its own, with the figures of 3G that bench/README.md names.

import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { caller, converse, until } from "./chat.steps.mjs";
import { browser, keptPhone, signIn, site } from "./lib.mjs";

const ROUND_TRIP_MS = 300;
const BYTES_PER_MS = 700_000 / 8 / 1000;
/** In every message, so that those of an earlier run are others. */
const run = Math.random().toString(36).slice(2, 8);
const times = Number(process.env.TIMES ?? 40);
const target = new URL(site);

/** One direction of a line: bytes leave one after the other, and each takes half a round trip. */
function direction() {
  let free = 0;
  const under = [];
  const arrive = () => {
    while (under.length > 0 && under[0].at <= performance.now()) under.shift().land();
    if (under.length > 0) setTimeout(arrive, under[0].at - performance.now());
  };
  return (size, land) => {
    free = Math.max(free, performance.now()) + size / BYTES_PER_MS;
    under.push({ at: free + ROUND_TRIP_MS / 2, land });
    if (under.length === 1) setTimeout(arrive, under[0].at - performance.now());
  };
}

/** A line to the site: its port. Opening a connection costs a round trip as well. */
async function slowLine() {
  const [up, down] = [direction(), direction()];
  const server = createServer({ pauseOnConnect: true }, (near) => {
    const far = connect(Number(target.port), target.hostname);
    const pass = (way, from, to) => {
      from.on("data", (bytes) => way(bytes.length, () => to.write(bytes)));
      from.on("end", () => way(0, () => to.end()));
      from.on("error", () => to.destroy());
    };
    pass(up, near, far);
    pass(down, far, near);
    setTimeout(() => near.resume(), ROUND_TRIP_MS);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  server.unref();
  return server.address().port;
}

const folders = [];
/** Somebody's phone with a conversation open, from which this can tell when a message was painted. */
async function opened(name, path) {
  const folder = await mkdtemp(join(tmpdir(), "hop-"));
  folders.push(folder);
  const rules = `--host-resolver-rules=MAP ${target.host} 127.0.0.1:${await slowLine()}`;
  const page = await keptPhone(folder, { args: ["--no-sandbox", "--disable-background-networking", rules] });
  await signIn(page, name);
  await page.addInitScript(() => {
    window.painted = {};
    window.tapped = 0;
    const met = new Set();
    const now = () => performance.timeOrigin + performance.now();
    addEventListener("click", ({ timeStamp }) => (window.tapped = performance.timeOrigin + timeStamp), true);
    const look = () => {
      for (const bubble of document.querySelectorAll(".chat li.msg")) {
        const word = /hop-\w+-\d+(?=!)/.exec(bubble.textContent)?.[0];
        if (!word || met.has(word)) continue;
        met.add(word);
        // The next frame has it.
        requestAnimationFrame(() => setTimeout(() => (window.painted[word] = now())));
      }
    };
    addEventListener("DOMContentLoaded", () => new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true }));
  });
  await page.goto(path);
  return page;
}

const median = (all, share) => all[Math.min(all.length - 1, Math.floor(all.length * share))];

try {
  const [amina, kwame] = [await caller("amina"), await caller("kwame")];
  const { path } = await converse(amina, kwame);
  const [hers, his] = [await opened("amina", path), await opened("kwame", path)];
  const seen = (page, word) => page.evaluate((name) => window.painted[name], word);
  const [own, other] = [[], []];
  // The first hop waits until both are connected, and is not counted.
  for (let hop = 0; hop <= times; hop += 1) {
    const word = `hop-${run}-${hop}`;
    await hers.fill("#text", `Forty bags on Monday, please. ${word}!`);
    await hers.locator("[data-write] button:not([type])").tap();
    const there = await until(`${word} is shown there`, () => seen(his, word));
    const tapped = await hers.evaluate(() => window.tapped);
    if (hop > 0) {
      own.push((await seen(hers, word)) - tapped);
      other.push(there - tapped);
    }
    await hers.waitForTimeout(hop === 0 ? 5000 : 400);
  }
  console.log("| from the tap until | p50 ms | p95 ms | the most |\n|---|--:|--:|--:|");
  for (const [what, all] of [["the sender's own message is painted", own], ["it is painted on the other phone", other]]) {
    all.sort((a, b) => a - b);
    console.log(`| ${what} | ${[median(all, 0.5), median(all, 0.95), all.at(-1)].map((ms) => ms.toFixed(0)).join(" | ")} |`);
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit();
}
