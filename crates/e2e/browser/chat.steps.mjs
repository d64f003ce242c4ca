// What journeys in conversations share: two people of the demo world, one in a browser, and the other over the API too.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { password, site, sound } from "./lib.mjs";

export { signIn } from "./lib.mjs";

export async function until(what, holds, seconds = 30) {
  for (let tries = 0; tries < seconds * 5; tries += 1) {
    const found = await holds();
    if (found) return found;
    await new Promise((later) => setTimeout(later, 200));
  }
  return assert.fail(`${what}: not after ${seconds} seconds`);
}

/** Somebody's way to the API; fails with what the server said. */
export async function caller(name) {
  const ask = async (path, { method, body, token } = {}) => {
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${site}/api/v1${path}`, { method: method ?? (body ? "POST" : "GET"), headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
    return text && JSON.parse(text).data;
  };
  const { access_token: token } = await ask("/auth/login", { body: { email: `${name}@demo.pushnchat.test`, password } });
  return (path, init) => ask(path, { ...init, token });
}

/** A customer's conversation with Kwame's business, in which Kwame has answered; its path in the browser. */
export async function converse(customer, kwame) {
  const me = await kwame("/users/me");
  const { slug } = await kwame(`/businesses/${me.business_id}`);
  // Kwame answers alone today.
  for (const { user_id, version } of await kwame("/messages/desk/agents")) {
    if (user_id !== me.id) await kwame(`/messages/desk/agents/${user_id}`, { method: "PATCH", body: { on_shift: false, version } });
  }
  const { conversation_id: id } = await customer(`/messages/inbox/${slug}`, { body: { client_id: randomUUID(), text: "Is the maize still there?" } });
  await until("the conversation has its agent", async () =>
    (await customer(`/messages/conversations/${id}/members`)).some(({ user_id }) => user_id === me.id),
  );
  await kwame(`/messages/conversations/${id}`, { body: { client_id: randomUUID(), text: "Yes, forty bags." } });
  return { id, path: `/messages/${id}` };
}

/** From an open conversation to one's own listings, of which the newest is sent; its address. */
export async function sendListing(page, path, what) {
  await page.locator(`form.write a[href="${path}/listing"]`).click();
  await page.waitForURL(`**${path}/listing`);
  await sound(page, what);
  const pick = page.locator('main button[name="listing_id"]').first();
  const listing = `/listings/${await pick.getAttribute("value")}`;
  await pick.click();
  await page.waitForURL((url) => url.pathname === path);
  await page.locator(`.own a.offer[href="${listing}"]`).first().waitFor();
  return listing;
}
