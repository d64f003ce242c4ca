// Finding with filters, keeping a search, and being rid of it: by a guest, then by a buyer, in English and Arabic.

import assert from "node:assert/strict";
import { journey, password, phone, sound } from "./lib.mjs";
import { submit } from "./steps.mjs";

await journey("search", async () => {
  for (const [language, script] of [["en", true], ["ar", false]]) {
    const page = await phone({ language, script, dark: language === "ar" });
    await page.goto("/search?q=rice");
    await sound(page, `${language} results`);
    await page.locator('a.chip[href^="/search/filters"]').click();
    await page.waitForURL("**/search/filters?**");
    await sound(page, `${language} filters`);
    await page.selectOption('[name="sort"]', "newest");
    await page.selectOption('[name="kind"]', "OFFER");
    await page.locator("button[form=filters]").click();
    await page.waitForURL("**/search?**");
    assert.equal(await page.locator(".chip[aria-current]").count(), 2, "both are chips now");
    await sound(page, `${language} filtered`);
    await page.locator(".chip[aria-current]").first().click();
    await page.waitForURL((url) => !url.search.includes("kind=OFFER"));
    assert.equal(await page.locator(".chip[aria-current]").count(), 1, "one was taken back");
    await page.goto("/search?q=grace&type=businesses");
    await sound(page, `${language} businesses`);
    await page.context().close();
  }
  const buyer = await phone();
  await buyer.goto("/sign-in");
  await buyer.fill('[name="address"]', "amina@demo.pushnchat.test");
  await buyer.fill('[name="password"]', password);
  await submit(buyer, "/sign-in");
  await buyer.goto("/search?q=yellow+maize");
  await buyer.locator('form[action="/search/saved"] button').click();
  await buyer.waitForURL("**/search/saved");
  assert.equal(await buyer.locator("main li.panel").count(), 1);
  await sound(buyer, "saved searches");
  await buyer.locator('button[value="alerts_off"]').click();
  await buyer.locator('button[value="alerts_on"]').waitFor();
  await buyer.locator('button[value="forget"]').click();
  await buyer.locator(".empty").waitFor();
  await sound(buyer, "no saved searches");
});
