// The main journey: somebody signs up, sets a business up and posts an offer with a photo; somebody else finds it
// nearby and by searching, reads it and keeps it.

import assert from "node:assert/strict";
import { journey, phone, sound } from "./lib.mjs";
import { choosePlace, postListing, setUp, setUpBusiness, signUp, submit } from "./steps.mjs";

export async function trade(name, { language = "en", script = true, words }) {
  await journey(name, async () => {
    const run = Math.random().toString(36).slice(2, 8);
    const what = (page) => `${name} ${page}`;
    const seller = await phone({ language, script });
    await seller.goto("/");
    assert.equal(await seller.locator("html").getAttribute("lang"), language);
    assert.equal(await seller.locator("html").getAttribute("dir"), language === "ar" ? "rtl" : "ltr");
    await sound(seller, what("home of a guest"));

    await signUp(seller, { name: words.seller, address: `seller-${run}@example.test` });
    await sound(seller, what("first step"));
    const see = (step) => sound(seller, what(step));
    await setUp(seller, { role: "BUSINESS", language, see });
    await sound(seller, what("business step"));
    await setUpBusiness(seller, { name: words.business, description: words.about, see });
    await sound(seller, what("set-up done"));

    const listing = await postListing(seller, { ...words, script });
    await sound(seller, what("own listing"));
    const text = await seller.locator("main").innerText();
    assert.ok(text.includes(words.title), "its title");
    assert.match(text, /₦38,500/, "its price");
    assert.ok((await seller.locator("main .strip img").count()) === 1, "its photo");

    const buyer = await phone({ language, script, dark: true });
    await signUp(buyer, { name: words.buyer, address: `buyer-${run}@example.test` });
    await setUp(buyer, { role: "CONSUMER", language, see: (step) => sound(buyer, what(`${step} of a buyer`)) });
    await choosePlace(buyer);
    await buyer.goto("/");
    await sound(buyer, what("home of a buyer"));
    const card = buyer.locator(`a[href="${listing}"]`);
    assert.ok((await card.count()) >= 1, "the new listing is in the feed");

    await buyer.goto("/nearby");
    assert.ok((await card.count()) >= 1, "it is nearby");
    await sound(buyer, what("nearby"));

    await found(buyer, words.query, card);
    await sound(buyer, what("search"));
    await card.first().click();
    await buyer.waitForURL(`**${listing}`);
    assert.ok((await buyer.locator("main").innerText()).includes(words.description), "its description");
    await sound(buyer, what("listing"));

    const kept = buyer.waitForResponse((answer) => answer.url().endsWith(`${listing}/save`));
    await buyer.locator(`main form[action="${listing}/save"] button`).first().click();
    await kept;
    await buyer.goto("/listings/saved");
    assert.ok((await card.count()) >= 1, "it is kept");
    await buyer.goto(listing);
    await buyer.locator('main a[href^="/b/"]').first().click();
    await buyer.waitForURL("**/b/**");
    assert.ok((await buyer.locator("main").innerText()).includes(words.business), "whose it is");
    assert.ok((await card.count()) >= 1, "the business shows its listings");
    await sound(buyer, what("business"));
  });
}

/** Searches as a person does; the index may be a moment behind. */
async function found(page, query, card) {
  for (let tries = 0; tries < 100; tries += 1) {
    await page.goto(`/search?q=${encodeURIComponent(query)}`);
    if ((await card.count()) > 0) return;
    await page.waitForTimeout(200);
  }
  assert.fail(`“${query}” does not find the listing`);
}
