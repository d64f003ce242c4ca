// How it feels on a phone, by measurement (G-12, G-19, G-20's half): taps until the next paint and shifts of the layout
// at a sixth of this machine's speed, and the memory of feed and chat after long use. Prints a table.
//   SITE=http://localhost:8080 MINUTES=10 node feel.mjs
// MINUTES: how long feed and chat are used (2). Whatever it is, as much happens as in ten minutes of a busy person: forty
// pages of the feed, 120 messages; in a shorter time it only happens faster, and the browser has less time to tidy up.

import { readFile } from "node:fs/promises";
import { browser, password, phone, site } from "./lib.mjs";
import { submit } from "./steps.mjs";

const pause = (Number(process.env.MINUTES ?? 2) * 60_000) / 120;
const slow = 6;

const watch = () => {
  window.taps = [];
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId) window.taps.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
};

async function opened({ rate = 1 } = {}) {
  const page = await phone();
  await page.addInitScript(watch);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  await session.send("Performance.enable");
  return { page, session };
}

async function signIn(page, name) {
  await page.goto("/sign-in");
  await page.fill('[name="address"]', `${name}@demo.pushnchat.test`);
  await page.fill('[name="password"]', password);
  await submit(page, "/sign-in");
}

const rows = [];
async function felt(what, page) {
  await page.waitForTimeout(600);
  const { taps, shift } = await page.evaluate(() => ({ taps: window.taps, shift: window.shift }));
  taps.sort((a, b) => a - b);
  // Below the observer's threshold of 16 ms nothing is told: that counts as 16.
  const at = (share) => taps[Math.min(taps.length - 1, Math.floor(taps.length * share))] ?? 16;
  rows.push([what, taps.length, at(0.5), at(1), shift.toFixed(3)]);
  console.error(rows.at(-1).join(", "));
}

async function scrollThrough(page) {
  for (let step = 0; step < 12; step += 1) {
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(60);
  }
}

/** Memory that the page's own process holds alone, and the part of it that scripts use, in MB. */
async function memory(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize").value;
  const all = await browser.newBrowserCDPSession().then((root) => root.send("SystemInfo.getProcessInfo"));
  const renderers = all.processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  let most = 0;
  for (const pid of renderers) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
    const kib = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
    most = Math.max(most, kib("Private_Clean") + kib("Private_Dirty"));
  }
  return { heap: heap / 1e6, process: (most * 1024) / 1e6 };
}

try {
  // ---- Taps and shifts ----
  let { page, session } = await opened({ rate: slow });
  await page.goto("/");
  await scrollThrough(page);
  for (let time = 0; time < 5; time += 1) {
    await page.locator("a[data-more]").click();
    await page.waitForTimeout(1500);
  }
  await felt("feed: show more", page);
  const listing = await page.locator('main .card a[href^="/listings/"]').first().getAttribute("href");
  await page.goto(listing);
  await scrollThrough(page);
  await felt("listing: looked through", page);
  await page.goto("/");
  await page.locator("#q").click();
  await page.keyboard.type("maize", { delay: 150 });
  await felt("search: suggestions", page);
  await page.goto("/search?q=maize");
  await scrollThrough(page);
  await felt("search: looked through", page);
  await signIn(page, "amina");
  await page.goto(listing);
  await page.waitForLoadState("networkidle");
  for (let time = 0; time < 6; time += 1) {
    await page.locator("main form[data-save] button").first().click();
    await page.waitForTimeout(700);
  }
  await felt("listing: save", page);
  await page.context().close();

  // ---- Feed for ten minutes ----
  ({ page, session } = await opened());
  await page.goto("/");
  const before = await memory(session);
  for (let time = 0; time < 40; time += 1) {
    const more = page.locator("a[data-more]");
    if ((await more.count()) === 0) await page.goto("/");
    else await more.click();
    await page.mouse.wheel(0, 4000);
    await page.waitForTimeout(pause * 3);
  }
  const cards = await page.locator("main .card").count();
  const feed = await memory(session);
  console.error(`feed: ${cards} cards, ${JSON.stringify({ before, feed })}`);
  await page.context().close();

  // ---- Chat for ten minutes ----
  ({ page, session } = await opened());
  await signIn(page, "amina");
  const token = async (name) => {
    const body = JSON.stringify({ email: `${name}@demo.pushnchat.test`, password });
    const reply = await fetch(`${site}/api/v1/auth/login`, { method: "POST", headers: { "content-type": "application/json" }, body });
    return (await reply.json()).data.access_token;
  };
  const kwame = await token("kwame");
  const api = async (path, init = {}) => {
    const headers = { authorization: `Bearer ${kwame}`, "content-type": "application/json" };
    const reply = await fetch(`${site}/api/v1${path}`, { headers, ...init });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return reply.status === 204 ? undefined : (await reply.json()).data;
  };
  const me = await api("/users/me");
  const slug = (await api(`/businesses/${me.business_id}`)).slug;
  // Kwame answers alone today.
  for (const { user_id, version } of await api("/messages/desk/agents")) {
    if (user_id !== me.id) await api(`/messages/desk/agents/${user_id}`, { method: "PATCH", body: JSON.stringify({ on_shift: false, version }) });
  }
  await page.goto(`/messages/to/${slug}`);
  await page.fill("#text", "Good morning, is the cocoa still there?");
  await page.locator(`main form[action="/messages/to/${slug}"] button`).click();
  await page.waitForURL(/\/messages\/[0-9a-f-]{36}/);
  const id = new URL(page.url()).pathname.split("/").pop();
  await page.waitForLoadState("networkidle");
  // Somebody else of the team may have it from an earlier run.
  await api(`/messages/desk/tickets/${id}/take`, { method: "POST" }).catch(() => undefined);
  for (let time = 0; time < 60; time += 1) {
    const client_id = crypto.randomUUID();
    await api(`/messages/conversations/${id}`, { method: "POST", body: JSON.stringify({ client_id, type: "TEXT", text: `Yes, ${time} bags of it.` }) });
    await page.fill("#text", `Then I take ${time}.`);
    await page.locator("[data-write] button:not([type=button])").click();
    await page.waitForTimeout(pause * 2);
  }
  const bubbles = await page.locator(".chat li.msg").count();
  const chat = await memory(session);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slow });
  await page.evaluate(() => void (window.taps = []));
  for (let time = 0; time < 5; time += 1) {
    await page.fill("#text", `Agreed, ${time}.`);
    await page.locator("[data-write] button:not([type=button])").click();
    await page.waitForTimeout(900);
  }
  await felt("chat: send", page);

  console.log(`| at a sixth of the speed | taps | half of them ms | slowest ms | CLS |\n|---|--:|--:|--:|--:|\n${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`);
  const told = (what, { heap, process }) => `| ${what} | ${heap.toFixed(1)} | ${process.toFixed(1)} |`;
  console.log(`| memory, MB | scripts | the page's process |\n|---|--:|--:|\n${told("feed, just opened", before)}\n${told(`feed, ${cards} cards`, feed)}\n${told(`chat, ${bubbles} messages`, chat)}`);
} finally {
  await browser.close();
}
