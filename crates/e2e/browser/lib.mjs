// What browser journeys share: a phone, its checks, and the messages that would have been sent to it.
// Run by tests/it/browser.rs as `node <journey>.mjs` with SITE (the address) and DATA_DIR (where the outbox is).

import assert from "node:assert/strict";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { pressable } from "./touch.steps.mjs";

const require = createRequire(import.meta.url);
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

export const site = process.env.SITE ?? "http://localhost:8080";
export const password = "karibu-sokoni-42";
const pictures = process.env.SCREENSHOTS;

const program = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    // A microphone that beeps, and nobody who has to be asked for it.
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
  ],
};
export const browser = await chromium.launch(program);

const like = ({ language = "en", script = true, dark = false, ...more } = {}) => ({
  baseURL: site,
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  locale: { en: "en-NG", fr: "fr-CI", pt: "pt-MZ", sw: "sw-KE", ar: "ar-EG" }[language],
  colorScheme: dark ? "dark" : "light",
  reducedMotion: "reduce",
  javaScriptEnabled: script,
  ...more,
});

/** A phone of 360×740 with a fresh memory. Fails the journey when a page throws or a script is refused. */
export async function phone(options) {
  const context = await browser.newContext(like(options));
  return watched(await context.newPage());
}

/** A phone whose memory is a folder, so that its browser can be closed and opened again. */
export async function keptPhone(folder, options) {
  const context = await chromium.launchPersistentContext(folder, { ...program, ...like(options) });
  return watched(context.pages()[0] ?? (await context.newPage()));
}

/** The phone of this memory goes out, without a word to its browser, which has written down by then who is signed in. */
export async function goesOut(page, folder) {
  // Chromium does that every thirty seconds.
  for (let tries = 0; !(await readFile(join(folder, "Default/Cookies"))).includes("session"); tries += 1) {
    assert.ok(tries < 400, "the browser does not keep its cookies");
    await new Promise((later) => setTimeout(later, 100));
  }
  const closed = new Promise((done) => page.context().once("close", done));
  const main = new RegExp(`\0--user-data-dir=${folder}\0`);
  for (const id of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const words = await readFile(join("/proc", id, "cmdline"), "utf8").catch(() => "");
    if (main.test(words) && !words.includes("\0--type=")) process.kill(Number(id), "SIGKILL");
  }
  await closed;
}

/** Another tab of the same phone. */
export const tab = async (page) => watched(await page.context().newPage());

const pages = new Set();

function watched(page) {
  pages.add(page);
  page.on("close", () => pages.delete(page));
  page.setDefaultTimeout(40_000);
  page.on("pageerror", (error) => fail(new Error(`a script of the page threw: ${error.message}`)));
  page.on("console", (line) => {
    if (line.type() === "error" && /Content Security Policy/.test(line.text())) fail(new Error(line.text()));
  });
  return page;
}

let failure;
function fail(error) {
  failure ??= error;
}

/** A journey that takes longer is stuck somewhere, and says where before whoever started it loses patience. */
const PATIENCE = 400_000;

/** Runs a journey; the process ends with 0 only if it came to its end without a complaint. */
export async function journey(name, steps) {
  const stuck = setTimeout(async () => {
    console.error(`${name}: not at its end after ${PATIENCE / 1000} s`);
    await lastLook();
    process.exit(1);
  }, PATIENCE);
  try {
    await steps();
    if (failure) throw failure;
    console.log(`${name}: ok`);
  } catch (error) {
    console.error(`${name}: ${error.stack ?? error}`);
    if (failure && failure !== error) console.error(`before that: ${failure.message}`);
    process.exitCode = 1;
    await lastLook();
  } finally {
    for (const page of pages) await page.context().close().catch(() => undefined);
    await browser.close();
    clearTimeout(stuck);
  }
}

async function lastLook() {
  for (const page of pages) {
    console.error(`at ${page.url()}:\n${(await page.locator("body").innerText({ timeout: 2000 }).catch(() => "")).slice(0, 1500)}`);
  }
}

/**
 * axe finds nothing (WCAG 2.2 AA), nothing is wider than the phone, what can be pressed is as large as a thumb and in reach of the
 * Tab key, and no text is missing.
 */
export async function sound(page, what) {
  await look(page, what);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${what}: the page is ${wide} px wider than the screen`);
  await pressable(page, what);
  const text = await page.locator("body").innerText();
  const missing = text.match(/\b(web|accounts|listings|search|media|messaging|notifications|connections|platform)-[a-z]+-[a-z-]+\b/g);
  assert.equal(missing, null, `${what}: texts are missing: ${missing}`);
  // Evaluated by the browser's own protocol, which the page's policy does not concern. Bars that float over the page are
  // laid into it meanwhile: what happens to lie half under one can be scrolled out, and axe would call it too small.
  const result = await clocked(page, () => page.evaluate(`${axe}; (async () => {
    const floats = (one) => /fixed|sticky/.test(getComputedStyle(one).position);
    const floating = [...document.querySelectorAll("body *")].filter(floats);
    floating.forEach((one) => one.style.setProperty("position", "static", "important"));
    try {
      return await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    } finally {
      floating.forEach((one) => one.style.removeProperty("position"));
    }
  })()`));
  const found = result.violations.map(
    ({ id, help, nodes }) => `${id} (${help}): ${nodes.slice(0, 3).map((node) => node.html).join(" | ")}`,
  );
  assert.ok(found.length === 0, `${what}: axe complains:\n${found.join("\n")}`);
}

/** Where scripts are switched off, timers stand still, and axe waits by them: they run while it looks. The page's scripts stay passed over. */
async function clocked(page, work) {
  if (page.context()._options?.javaScriptEnabled !== false) return work();
  const session = await page.context().newCDPSession(page);
  const off = (value) => session.send("Emulation.setScriptExecutionDisabled", { value });
  // Only a session that has switched scripts off can switch them on.
  await off(true);
  await off(false);
  const result = await work();
  await off(true);
  return result;
}

/** A picture for people, when SCREENSHOTS names a folder. */
export async function look(page, what) {
  if (!pictures) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${what.replaceAll(/[^a-z0-9]+/gi, "-")}.png`), fullPage: false });
}

/** Waits until the words that were typed stand in a draft on the phone, and so many photos in one. */
export async function drafted(page, words, photos = 0) {
  const kept = () => page.evaluate(async () => {
    // Whoever opens what is not there makes it, without its parts.
    if (!(await indexedDB.databases()).some(({ name }) => name === "pushnchat")) return [];
    return new Promise((done, fail) => {
      const asked = indexedDB.open("pushnchat");
      asked.onerror = () => fail(asked.error);
      asked.onsuccess = () => {
        const all = asked.result.transaction("drafts").objectStore("drafts").getAll();
        all.onsuccess = () => {
          asked.result.close();
          done(all.result.map((draft) => ({ words: (draft.fields ?? []).map(([, value]) => value), photos: draft.photos?.length ?? 0 })));
        };
      };
    });
  });
  for (let tries = 0; tries < 200; tries += 1) {
    const all = await kept();
    if (all.some((draft) => draft.words.includes(words)) && (photos === 0 || all.some((draft) => draft.photos === photos))) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  assert.fail(`“${words}” is not kept as a draft`);
}

/** What was sent and fits, as soon as it is there: the newest of it, to this address if one is given. */
export async function sent(fits, address) {
  const folder = join(process.env.DATA_DIR, "outbox");
  for (let tries = 0; tries < 400; tries += 1) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json")).sort().reverse();
    for (const name of names) {
      const message = JSON.parse(await readFile(join(folder, name), "utf8"));
      const found = message.body.match(fits);
      if (found && (address === undefined || message.to === address)) return found[0];
    }
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`nothing like ${fits} was sent to ${address ?? "anybody"}`);
}

/** The six digits that were sent to an address, as soon as they are there. */
export const code = (address) => sent(/\b\d{6}\b/, address);

/** A photo that no encoder makes small. */
export async function noisy(page) {
  const data = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 1200;
    canvas.height = 900;
    const pen = canvas.getContext("2d");
    const pixels = pen.createImageData(1200, 900);
    for (let at = 0; at < pixels.data.length; at += 1) pixels.data[at] = at % 4 === 3 ? 255 : Math.random() * 255;
    pen.putImageData(pixels, 0, 0);
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
  });
  return { name: "stall.jpg", mimeType: "image/jpeg", buffer: Buffer.from(data, "base64") };
}

/** A JPEG made by the browser: a coloured square with a number on it. */
export async function photo(page, number = 1, size = 900) {
  const scratch = await browser.newContext();
  const canvas = await scratch.newPage();
  const data = await canvas.evaluate(
    ([text, side]) => {
      const drawing = document.createElement("canvas");
      drawing.width = side;
      drawing.height = side * 0.75;
      const pen = drawing.getContext("2d");
      pen.fillStyle = `hsl(${text * 67} 60% 60%)`;
      pen.fillRect(0, 0, side, side);
      pen.fillStyle = "#222";
      pen.font = `${side / 3}px sans-serif`;
      pen.fillText(String(text), side / 3, side / 2);
      return drawing.toDataURL("image/jpeg", 0.9).split(",")[1];
    },
    [number, size],
  );
  await scratch.close();
  return { name: `photo-${number}.jpg`, mimeType: "image/jpeg", buffer: Buffer.from(data, "base64") };
}

/** Signs somebody of the demo world in, by the page. */
export async function signIn(page, name) {
  await page.goto("/sign-in");
  await page.fill('main [name="address"]', `${name}@demo.pushnchat.test`);
  await page.fill('main [name="password"]', password);
  await page.locator('main form[action^="/sign-in"] button:not([type="button"])').first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
