// A business asks another for a connection: its owner sees the badge, reads it in the notification centre, chooses what
// to be told, and looks after the addresses of the account and the business itself.

import assert from "node:assert/strict";
import { journey, password, phone, site, sound } from "./lib.mjs";
import { submit } from "./steps.mjs";

async function api(path, { token, method = "POST", body = {} } = {}) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const reply = await fetch(`${site}/api/v1${path}`, { method, headers, body: method === "GET" ? undefined : JSON.stringify(body) });
  const text = await reply.text();
  assert.ok(reply.ok, `${path}: ${reply.status} ${text}`);
  return text ? JSON.parse(text).data : undefined;
}

const email = (name) => `${name}@demo.pushnchat.test`;
const signIn = async (name) => (await api("/auth/login", { body: { email: email(name), password } })).access_token;

async function enter(page, name, language) {
  await page.goto("/sign-in");
  await page.fill('[name="address"]', email(name));
  await page.fill('[name="password"]', password);
  await submit(page, "/sign-in");
  // Signing in takes on the language of the account; the journey wants its own.
  await page.context().addCookies([{ name: "lang", value: language, url: new URL("/", page.url()).href }]);
}

/** One of the cast asks another for a connection; whom the demo world has connected already is passed over. */
async function aRequest() {
  const cast = ["kwame", "awa", "mona", "wanjiku"];
  const people = [];
  for (const name of cast) {
    const token = await signIn(name);
    people.push({ name, token, business: (await api("/users/me", { token, method: "GET" })).business_id });
  }
  const refusals = [];
  for (const asker of people) {
    for (const asked of people.filter((person) => person !== asker)) {
      const body = { business_id: asked.business, market: "afcfta", note: "We buy cocoa every month." };
      const done = await api("/connections", { token: asker.token, body }).catch((error) => refusals.push(error.message));
      if (done?.status === "PENDING") return { owner: asked.name, token: asked.token };
    }
  }
  throw new Error(`nobody of the cast could ask another: ${refusals.join("\n")}`);
}

await journey("told", async () => {
  const { owner, token } = await aRequest();
  const unread = async () => (await api("/notifications/unread-count", { token, method: "GET" })).unread;
  const requests = async () => (await api("/notifications?unread=true&type=MATCH", { token, method: "GET" })).length;
  for (let tries = 0; (await requests()) === 0; tries += 1) {
    assert.ok(tries < 400, `${owner} is told of it`);
    await new Promise((later) => setTimeout(later, 100));
  }

  /** An open page follows what happens elsewhere: read on another device, and not read after all. */
  async function follow(open) {
    await open.goto("/account");
    const badge = open.locator(".bell b");
    const shows = (count) => badge.and(open.getByText(String(count), { exact: true })).waitFor({ state: "attached" });
    const count = await unread();
    await shows(count);
    const [{ id }] = await api("/notifications?unread=true&limit=1", { token, method: "GET" });
    // The page listens a moment after it has come; until then nothing is told to it.
    const follows = async (read, expected) => {
      for (let tries = 0; ; tries += 1) {
        await api(`/notifications/${id}`, { token, method: "PATCH", body: { read } });
        if (await shows(expected).then(() => true, () => false)) return;
        assert.ok(tries < 3, `the badge of an open page becomes ${expected}`);
        await api(`/notifications/${id}`, { token, method: "PATCH", body: { read: !read } });
      }
    };
    open.setDefaultTimeout(8_000);
    await follows(true, count - 1);
    await follows(false, count);
    assert.equal(Number(await badge.textContent()), count, "without a reload");
    for (const path of ["/messages", "/search/saved", "/connections"]) assert.ok((await open.locator(`main a[href="${path}"]`).count()) > 0, path);
  }

  for (const [language, dark] of [["en", false], ["ar", true], ["fr", true]]) {
    const mode = `${language} ${dark ? "dark" : "light"}`;
    const page = await phone({ language, dark });
    await enter(page, owner, language);
    await page.goto("/");
    await page.locator(".bell b:not([hidden])").waitFor();
    await sound(page, `${mode} home with badge`);
    for (const path of ["/notifications", "/notifications?unread=true", "/notifications/preferences", "/activity", "/connections/metrics", "/account", "/account/contacts", "/business/delete"]) {
      await page.goto(path);
      await sound(page, `${mode} ${path}`);
    }
    if (language === "en") await follow(page);
    await page.context().close();
  }

  const plain = await phone({ script: false });
  await enter(plain, owner, "en");
  await plain.goto("/notifications");
  const before = await unread();
  await plain.locator('main form[action$="/open"] button', { hasText: "connect" }).first().click();
  await plain.waitForURL("**/connections**");
  assert.equal(await unread(), before - 1, "what was opened is read");
  await plain.goto("/notifications/preferences");
  await plain.fill('[name="quiet_from"]', "21:30");
  await plain.fill('[name="quiet_until"]', "06:00");
  await submit(plain, "/notifications/preferences", { stays: true });
  assert.equal(await plain.inputValue('[name="quiet_from"]'), "21:30");
});
