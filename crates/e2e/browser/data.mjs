// First views weigh what they may (G-10), pictures wait when data are saved, and what the pages have cost is told (W-4).

import assert from "node:assert/strict";
import { journey, phone, site, sound } from "./lib.mjs";
import { choose, submit } from "./steps.mjs";

const KIB = 1024;

/** What a first view brings over the line, headers included, by kind. */
async function weigh(path, options = {}) {
  const page = await phone({ serviceWorkers: "block", ...options });
  const session = await page.context().newCDPSession(page);
  const kinds = new Map();
  const weights = { all: 0 };
  await session.send("Network.enable");
  session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    weights[kind] = (weights[kind] ?? 0) + encodedDataLength;
    weights.all += encodedDataLength;
  });
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  const pictures = await page.locator("main img").count();
  await page.context().close();
  const told = Object.entries(weights).map(([kind, bytes]) => `${kind} ${(bytes / KIB).toFixed(1)}`).join(", ");
  console.log(`${path}${options.extraHTTPHeaders ? " with data saver" : ""}: ${told} KiB`);
  return { ...weights, pictures };
}

await journey("data", async () => {
  for (const path of ["/", "/search?q=maize", "/nearby"]) {
    const weights = await weigh(path);
    assert.ok(weights.Document <= 10 * KIB, `${path}: HTML and styles in 10 KiB`);
    assert.ok(weights.Script <= 6 * KIB, `${path}: scripts in 6 KiB`);
    assert.ok(weights.all <= 50 * KIB, `${path}: everything in 50 KiB`);
  }
  const saving = { extraHTTPHeaders: { "Save-Data": "on" } };
  for (const path of ["/", "/search?q=maize"]) {
    const weights = await weigh(path, saving);
    assert.ok(weights.all <= 15 * KIB, `${path} with data saver: everything in 15 KiB`);
    assert.equal(weights.pictures, 0, "no picture until it is tapped");
  }

  const page = await phone();
  await page.goto("/");
  await page.goto("/data");
  await sound(page, "data");
  const used = page.locator("[data-usage] td");
  await used.first().waitFor();
  assert.match(await used.first().innerText(), /^[\d.,]+$/, "what the pages have cost");
  await choose(page, "choice", "on");
  await submit(page, "/preferences/data-saver", { stays: true });
  await page.goto("/");
  assert.equal(await page.locator("main img").count(), 0, "pictures wait");
  assert.ok("saver" in (await page.evaluate(() => ({ ...document.body.dataset }))), "and scripts know");
  // A slow network is noticed, unless somebody has said otherwise.
  for (const [choice, saves] of [["off", false], ["auto", true]]) {
    await page.goto("/data");
    await choose(page, "choice", choice);
    await submit(page, "/preferences/data-saver", { stays: true });
    // This browser's network is quick, so the mark of a slow one is put beside what it keeps.
    const chosen = (await page.context().cookies()).find(({ name }) => name === "data_saver")?.value ?? "";
    const text = await (await fetch(site, { headers: { cookie: `data_saver=${chosen}; slow=1` } })).text();
    assert.equal(/<body[^>]* data-saver/.test(text), saves, `${choice} on a slow network`);
  }
});
