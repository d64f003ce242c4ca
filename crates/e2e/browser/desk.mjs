// A team answers a customer: the desk shows who came without a reload, two press at once, notes, handing over, ready
// answers, the end of it and of a shift; one of the two has no scripts. Then how the inbox works, also in Arabic.

import assert from "node:assert/strict";
import { journey, password, phone, site, sound } from "./lib.mjs";

const run = Math.random().toString(36).slice(2, 8);

async function api(path, { token, method = "POST", body = {} } = {}) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const reply = await fetch(`${site}/api/v1${path}`, { method, headers, body: method === "GET" ? undefined : JSON.stringify(body) });
  const text = await reply.text();
  assert.ok(reply.ok, `${path}: ${reply.status} ${text}`);
  return text ? JSON.parse(text) : {};
}

const email = (name) => `${name}@demo.pushnchat.test`;
const tokenOf = async (name) => (await api("/auth/login", { body: { email: email(name), password } })).data.access_token;

async function enter(page, name, language = "en") {
  await page.goto("/sign-in");
  await page.fill('main [name="address"]', email(name));
  await page.fill('main [name="password"]', password);
  await page.locator('main form[action^="/sign-in"] button:not([type="button"])').first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  // Signing in takes on the language of the account; the journey wants its own.
  await page.context().addCookies([{ name: "lang", value: language, url: new URL("/", page.url()).href }]);
}

/** Presses a button of a form and waits for the answer and the page after it. */
async function press(page, button) {
  await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST"), button.click()]);
  await page.waitForLoadState("load");
}

async function slugOf(token) {
  const { business_id } = (await api("/users/me", { token, method: "GET" })).data;
  for (let cursor = ""; ; ) {
    const page = await api(`/businesses?limit=100${cursor}`, { method: "GET" });
    const found = page.data.find((one) => one.id === business_id);
    if (found) return found.slug;
    cursor = `&cursor=${page.meta.pagination.next_cursor}`;
  }
}

await journey("desk", async () => {
  const kwame = await tokenOf("kwame");
  const customer = await tokenOf("amina");
  const slug = await slugOf(kwame);
  // Nobody is given anybody today: customers wait until somebody takes them.
  for (const { user_id, version } of (await api("/messages/desk/agents", { token: kwame, method: "GET" })).data) {
    await api(`/messages/desk/agents/${user_id}`, { token: kwame, method: "PATCH", body: { capacity: 0, version } });
  }
  const efua = await phone();
  const yaw = await phone({ script: false });
  await enter(efua, "efua");
  await enter(yaw, "yaw");
  const listens = efua.waitForEvent("websocket", { timeout: 20_000 }).catch(() => undefined);
  await efua.goto("/messages/desk");
  await sound(efua, "desk, nobody waits");
  // The page listens a moment after it has come.
  await listens;
  await efua.waitForTimeout(3000);

  const words = { client_id: `desk-${run}-1`, text: `Do you have cocoa? ${run}` };
  const { conversation_id: id } = (await api(`/messages/inbox/${slug}`, { token: customer, body: words })).data;
  const row = efua.locator(`main a[href="/messages/desk/${id}"]`);
  await row.waitFor();
  await sound(efua, "desk, somebody came");
  await row.click();
  await efua.waitForURL(`**/messages/desk/${id}`);
  const form = (page, name) => page.locator(`main form[action="/messages/desk/${id}"] button[name="${name}"]`);

  await yaw.goto(`/messages/${id}`);
  await yaw.locator(`main a[href="/messages/desk/${id}"]`).waitFor();
  await sound(yaw, "chat of a customer whom nobody has");
  await press(efua, form(efua, "take"));
  await efua.locator("main", { hasText: "Efua Asante answers." }).waitFor();
  // He read a page on which nobody had them.
  await press(yaw, form(yaw, "take"));
  await yaw.locator(".note.bad", { hasText: "Somebody else answers this customer now." }).waitFor();
  await sound(yaw, "taken by somebody else");

  await efua.fill('#note', `Wants a price. ${run}`);
  await press(efua, efua.locator("main form:has(#note) button"));
  await efua.locator("main .prose", { hasText: `Wants a price. ${run}` }).waitFor();
  await efua.locator("summary", { hasText: "Hand over" }).click();
  await efua.selectOption('main [name="agent"]', { label: "Yaw Boateng" });
  await efua.fill("#handover", `Please tell them. ${run}`);
  await press(efua, efua.locator("main form:has(#handover) button"));
  await efua.locator("main", { hasText: "Yaw Boateng answers." }).waitFor();
  await sound(efua, "a customer at the desk");

  // A ready answer, made by a manager and sent by the one who answers.
  await efua.goto("/messages/desk/canned");
  await efua.fill("#shortcut-", `price ${run}`);
  await efua.fill("#text-", `It is 40 a bag. ${run}`);
  await press(efua, efua.locator("main section form button"));
  await efua.locator("details", { hasText: `price ${run}` }).waitFor();
  await sound(efua, "ready answers");
  await efua.goto(`/messages/desk/${id}`);
  await efua.waitForTimeout(3000);
  await yaw.goto(`/messages/${id}`);
  await yaw.locator("summary", { hasText: "Ready answers" }).click();
  await yaw.locator("main a", { hasText: `price ${run}` }).click();
  await yaw.waitForURL("**canned=**");
  assert.equal(await yaw.inputValue("#text"), `It is 40 a bag. ${run}`);
  await press(yaw, yaw.locator("main [data-write] .btn:not([type])"));
  const { data } = await api(`/messages/conversations/${id}`, { token: customer, method: "GET" });
  assert.equal(data.messages.at(-1).text, `It is 40 a bag. ${run}`);

  // Done: whoever looks at the customer sees it without a reload.
  await yaw.goto(`/messages/desk/${id}`);
  await sound(yaw, "a customer at the desk, without scripts");
  await press(yaw, yaw.locator('main button[name="status"][value="RESOLVED"]'));
  await efua.locator('main button[name="status"][value="OPEN"]').waitFor();
  await efua.goto("/messages/desk?view=resolved");
  await efua.locator(`main a[href="/messages/desk/${id}"]`).waitFor();

  await yaw.goto("/messages/desk");
  for (const on of ["0", "1"]) {
    await press(yaw, yaw.locator(`main button[name="on_shift"][value="${on}"]`));
    await yaw.locator(`main button[name="on_shift"][value="${on === "0" ? "1" : "0"}"]`).waitFor();
  }

  for (const [language, dark] of [["en", false], ["ar", true], ["fr", false], ["pt", true], ["sw", false]]) {
    const manager = await phone({ language, dark });
    await enter(manager, "efua", language);
    for (const path of ["", "/settings", "/team", "/canned", "/times", `/${id}`]) {
      await manager.goto(`/messages/desk${path}`);
      await sound(manager, `${language} ${dark ? "dark" : "light"} desk ${path || "list"}`.replace(id, "ticket"));
    }
    await manager.context().close();
  }
});
