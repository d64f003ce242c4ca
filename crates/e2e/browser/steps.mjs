// The steps that journeys are made of. Elements are found by the names that forms send, so that the same steps work in
// every language, with and without scripts.

import assert from "node:assert/strict";
import { code, photo } from "./lib.mjs";

/** Presses the main button of the form at `action` and waits for the page that follows; `stays` if that has the same address. */
export async function submit(page, action, { button = "button:not([type=button])", stays = false } = {}) {
  const before = page.url();
  const pressed = page.locator(`main form[action="${action}"] ${button}`).first();
  if (stays) {
    await page.locator("main").evaluate((main) => (main.dataset.before = ""));
    await pressed.click();
    await page.locator("main:not([data-before])").waitFor();
  } else {
    // A form that is sent by script swaps the page in place; one that is not is navigated away from.
    await pressed.click();
    await page.waitForURL((url) => url.href !== before);
  }
  await page.waitForLoadState("networkidle");
}

/** Ticks a radio button or a box by its value: presses its label, as a thumb does. */
export async function choose(page, name, value) {
  const control = page.locator(`input[name="${name}"][value="${value}"]`);
  if (!(await control.isChecked())) await page.locator("main label").filter({ has: control }).click();
  assert.ok(await control.isChecked(), `${name} is ${value}`);
}

/** Makes an account and proves its address; ends on the first page of the set-up. */
export async function signUp(page, { name, address, country = "NG", secret = "kasuwa-mai-kyau-77" }) {
  await page.goto("/sign-up");
  await page.fill('[name="name"]', name);
  await page.selectOption('[name="country"]', country);
  await page.fill('[name="address"]', address);
  await page.fill('[name="password"]', secret);
  await submit(page, "/sign-up");
  assert.match(page.url(), /\/verify/, "a code is asked for");
  await page.fill('[name="code"]', await code(address));
  await submit(page, "/verify");
  assert.match(page.url(), /\/onboarding\//, "the set-up begins");
}

/** Says what one is, in which language and where; for a consumer this is all. `see` looks at each further question. */
export async function setUp(page, { role, language, country = "NG", see = async () => {} }) {
  if (!page.url().includes("/onboarding/role")) await page.goto("/onboarding/role");
  await choose(page, "role", role);
  await submit(page, "/onboarding/role");
  await see("language step");
  await choose(page, "language", language);
  await page.selectOption('[name="country"]', country);
  await submit(page, "/onboarding/language-country");
}

/** Sets a business up in Lagos. `see` looks at each further question. */
export async function setUpBusiness(page, { name, description, see = async () => {} }) {
  await page.fill('main [name="name"]', name);
  await choose(page, "type", "TRADER");
  await page.fill('main [name="description"]', description);
  await submit(page, "/onboarding/business-basics");
  await see("category step");
  const group = page.locator('main details:has(input[name="categories"][value="grains"])');
  if ((await group.count()) > 0 && !(await group.first().evaluate((one) => one.open))) {
    await group.first().locator("summary").click();
  }
  await choose(page, "categories", "grains");
  await submit(page, "/onboarding/category-market");
  await see("place step");
  await page.fill('main [name="city"]', "Lagos");
  await submit(page, "/onboarding/location");
  assert.match(page.url(), /\/onboarding\/done/, "the set-up is complete");
}

/** Posts an offer with one photo; ends on its page and returns its address. */
export async function postListing(page, { title, description, price, script = true }) {
  await page.goto("/listings/new");
  await choose(page, "type", "OFFER");
  await page.fill('main [name="title"]', title);
  await page.selectOption('main [name="category"]', "grains");
  await page.fill('main [name="description"]', description);
  await page.fill('main [name="price"]', price);
  await page.selectOption('main [name="currency"]', "NGN");
  const picture = await photo(page);
  await page.locator("main [data-photos] input[type=file]").first().setInputFiles(picture);
  if (script) await page.locator('main [data-photos] input[name="media_ids"]').first().waitFor({ state: "attached" });
  await choose(page, "duration_hours", "72");
  await submit(page, "/listings/new", { button: 'button[value="publish"]' });
  assert.match(page.url(), /\/listings\/[0-9a-f-]{36}/, `the listing is shown: ${page.url()}`);
  return new URL(page.url()).pathname;
}

/** Looks around Lagos from now on. */
export async function choosePlace(page, town = "lagos") {
  await page.goto("/place");
  await submit(page, "/place", `button[name="place"][value="${town}"]`);
}
