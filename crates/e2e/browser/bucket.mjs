// Where the site has a bucket, photos go straight there in parts (L-8): over a line that is cut in the middle, once; and by
// way of the site when the bucket cannot be reached from the phone.

import assert from "node:assert/strict";
import { journey, noisy, phone, signIn } from "./lib.mjs";

const bucket = process.env.BUCKET;
const tell = (what, words = "") => fetch(`${bucket}/-/${what}`, { method: "POST", body: words });
const lines = async (what) => (await (await fetch(`${bucket}/-/${what}`)).text()).split("\n").filter(Boolean);
const kept = () => lines("keys");

await journey("bucket", async () => {
  const page = await phone();
  await signIn(page, "kwame");
  await page.goto("/listings/new");
  await page.waitForFunction(() => document.querySelector("main [data-photos] input[type=file]")?.name === "");

  let asked = [];
  const failed = [];
  page.on("requestfailed", (request) => request.method() === "PUT" && failed.push(request.failure()?.errorText));
  page.on("request", (request) => asked.push({ method: request.method(), url: request.url() }));
  const to = (method, place) => asked.filter((one) => one.method === method && one.url.includes(place));
  const added = async () => {
    const ids = page.locator('main [data-photos] input[name="media_ids"]');
    const before = await ids.count();
    asked = [];
    const percents = new Set();
    await page.exposeFunction(`seen${before}`, (text) => percents.add(text));
    await page.evaluate((heard) => {
      new MutationObserver(() => {
        const text = document.querySelector("main .shot.wait span")?.textContent ?? "";
        if (/^\d+ %$/.test(text)) window[heard](text);
      }).observe(document.querySelector("main [data-photos]"), { subtree: true, childList: true, characterData: true });
    }, `seen${before}`);
    await page.locator("main [data-photos] input[type=file]").setInputFiles(await noisy(page));
    await ids.nth(before).waitFor({ state: "attached", timeout: 90_000 });
    assert.equal(await ids.count(), before + 1, "one photo more");
    assert.ok(percents.size > 1, `percent was seen: ${[...percents]}`);
    const id = await ids.nth(before).inputValue();
    assert.equal((await page.request.get(`/api/v1/media/${id}`)).status(), 200);
    return id;
  };

  // Cut in the middle of two parts, and an answer is lost.
  await tell("fates", "half lost half");
  const id = await added();
  const parts = new Set(to("PUT", `${bucket}/`).map(({ url }) => url.split("?")[0]));
  assert.ok(parts.size > 2, "it went in parts");
  assert.deepEqual(await lines("cuts"), ["half", "lost", "half"], "each of them was on its way when the line was cut");
  assert.equal(failed.length, 3, `the page heard of each of them: ${failed}`);
  assert.equal(to("PUT", `${bucket}/`).length, parts.size + 2, "what was cut in the middle went again, what had arrived did not");
  assert.ok([...parts].every((url) => url.includes(`/quarantine/${id}/`)), "all of them of one upload");
  assert.deepEqual([to("PATCH", "/").length, to("POST", "/complete").length], [0, 1], "no byte went by way of the site");
  assert.deepEqual((await kept()).filter((key) => key.startsWith("quarantine/")), [], "nothing waits any more");
  assert.equal((await kept()).length, 6, "the variants are there");

  // The bucket takes nothing from this page any more: around it, in pieces.
  await tell("origin");
  await added();
  assert.ok(to("PUT", `${bucket}/`).length >= 3, "it was tried");
  assert.ok(to("PATCH", "/api/v1/media/uploads/").length > 1, "then it went by way of the site");
  // The next one does not try again.
  await added();
  assert.equal(to("PUT", `${bucket}/`).length, 0);
  assert.equal(to("PATCH", "/api/v1/media/uploads/").length > 1, true);
});
