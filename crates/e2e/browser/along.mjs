// A conversation is taken along as a file: its page waits by itself, or by a link where there are no scripts, and then leads
// to the file.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { journey, phone, sound } from "./lib.mjs";
import { caller, converse, signIn } from "./chat.steps.mjs";

const READY = 'main a[href^="/operations/"][href$="/file"]';

/** Asks for the file in the menu of the conversation. */
async function ask(page, path) {
  await page.goto(path);
  await page.locator("details.menu summary").click();
  await page.locator(`button[formaction="${path}/exports"]`).click();
  await page.waitForURL("**/operations/*");
}

async function file(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(READY).click()]);
  assert.match(download.suggestedFilename(), /^conversation-.*\.txt$/);
  return readFile(await download.path(), "utf8");
}

/** Signing in takes on the language of the account; the journey wants its own. */
async function known(name, options = {}) {
  const page = await phone(options);
  await signIn(page, name);
  await page.context().addCookies([{ name: "lang", value: options.language ?? "en", url: new URL("/", page.url()).href }]);
  return page;
}

await journey("taken along", async () => {
  const { path } = await converse(await caller("amina"), await caller("kwame"));

  // The file was ready before the page could hear of it: so it asks once more as soon as it can.
  const amina = await known("amina", { serviceWorkers: "block" });
  await ask(amina, path);
  let documents = 0;
  await amina.route("**/operations/*", async (route) => {
    if (route.request().resourceType() !== "document") return route.continue();
    documents += 1;
    const response = await route.fetch();
    const rows = /(<div class="stack" data-rows>)[^]*?<\/div><\/div>/;
    const text = await response.text();
    assert.match(text, rows);
    return route.fulfill({ response, body: text.replace(rows, "$1<p id=early>As it was</p></div></div>") });
  });
  await amina.reload();
  await amina.locator(READY).waitFor();
  assert.deepEqual([documents, await amina.locator("#early").count()], [1, 0], "without a reload");
  await sound(amina, "a file that is ready");
  assert.match(await file(amina), /Is the maize still there\?\n.*Yes, forty bags\.\n$/);

  // From right to left, in the dark.
  const kwame = await known("kwame", { language: "ar", dark: true });
  await ask(kwame, path);
  await kwame.locator(READY).waitFor();
  await sound(kwame, "a file that is ready in arabic");

  // Without scripts.
  const plain = await known("kwame", { script: false });
  await ask(plain, path);
  for (let looks = 0; (await plain.locator(READY).count()) === 0; looks += 1) {
    assert.ok(looks < 100, "it is never ready");
    await plain.waitForTimeout(200);
    await plain.locator('main a[href^="/operations/"]').click();
  }
  await sound(plain, "a file that is ready without scripts");
  assert.match(await file(plain), /Yes, forty bags\.\n$/);

  // It is nobody else's.
  const own = new URL(amina.url()).pathname;
  const stranger = await known("wanjiku");
  assert.equal((await stranger.goto(own)).status(), 404);
  await sound(stranger, "a file that is not here");
  assert.equal((await stranger.goto(`${own}/file`)).status(), 404);
});
