// A large photo goes up in pieces over a line that is cut again and again: with percent, to its end, once; and after a
// reload of the page it goes on. Then what stands with a shared link.

import assert from "node:assert/strict";
import { journey, noisy, phone, signIn } from "./lib.mjs";
import { open } from "./line.mjs";

const line = await open();

await journey("upload", async () => {
  const page = await phone({ baseURL: line.url });
  await signIn(page, "kwame");

  await page.goto("/listings/new");
  await page.waitForFunction(() => document.querySelector("main [data-photos] input[type=file]")?.name === "");
  const picture = await noisy(page);
  const sent = { pieces: 0, cut: 0, completed: 0 };
  line.rule = (method, path) => {
    if (!path.startsWith("/api/v1/media/uploads/")) return undefined;
    if (method === "PATCH") {
      sent.pieces += 1;
      if (sent.pieces > 6) return undefined;
      sent.cut += 1;
      return ["half", "cut", "lost"][sent.pieces % 3];
    }
    if (path.endsWith("/complete")) {
      sent.completed += 1;
      return sent.completed === 1 ? "lost" : undefined;
    }
    return undefined;
  };
  const percents = new Set();
  const watch = setInterval(async () => {
    const text = await page.locator("main .shot.wait span").first().innerText({ timeout: 200 }).catch(() => "");
    if (/^\d+ %$/.test(text)) percents.add(text);
  }, 100);
  await page.locator("main [data-photos] input[type=file]").setInputFiles(picture);
  await page.locator('main [data-photos] input[name="media_ids"]').waitFor({ state: "attached", timeout: 60_000 });
  clearInterval(watch);
  assert.ok(percents.size > 0, "percent was seen");
  assert.equal(sent.cut, 6, "the line was cut");
  assert.ok(sent.completed >= 2, "completing was asked for again");
  const id = await page.locator('main [data-photos] input[name="media_ids"]').inputValue();
  const media = await page.request.get(`${line.url}/api/v1/media/${id}`);
  assert.equal(media.status(), 200);
  const begun = line.seen.filter((asked) => asked === "POST /api/v1/media/uploads");
  const uploads = new Set(line.seen.filter((asked) => asked.startsWith("PATCH")).map((asked) => asked.split("/").pop()));
  assert.deepEqual([begun.length, [...uploads]], [1, [id]], "one upload, which became the photo");

  // A listing that is shared brings its picture along, for those who follow no scripts.
  line.rule = () => undefined;
  await page.goto("/");
  await page.goto(await page.locator('main .card a[href^="/listings/"]').first().getAttribute("href"));
  const shared = await page.locator('meta[property="og:image"]').getAttribute("content");
  const drawn = await page.request.get(line.url + new URL(shared).pathname + new URL(shared).search);
  assert.equal(drawn.status(), 200, shared);
  assert.equal(drawn.headers()["content-type"], "image/jpeg");
  assert.match(drawn.headers()["cache-control"], /immutable/);
  assert.ok(await page.locator('a[href^="https://wa.me/"]').first().isVisible());
});
line.close();
