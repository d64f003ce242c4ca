// @ts-check
// The generated client against a running server: `SITE=http://localhost:8080 node test/talk.mjs`. The compiler checks
// every path, parameter and answer here against the API's document; the server shows whether the document is true.

import assert from "node:assert/strict";
import { pushnchat } from "../dist/index.js";

const baseUrl = process.env.SITE ?? "http://localhost:8080";

/** @param {string} name @param {string} [language] */
async function signIn(name, language) {
  const guest = pushnchat({ baseUrl });
  const { data } = await guest.POST("/api/v1/auth/login", {
    body: { email: `${name}@demo.pushnchat.test`, password: "karibu-sokoni-42" },
  });
  assert.ok(data, `${name} is signed in`);
  const token = data.data.access_token;
  return pushnchat({ baseUrl, token: () => token, language });
}

const kwame = await signIn("kwame");
const me = await kwame.GET("/api/v1/users/me");
assert.equal(me.data?.data.role, "BUSINESS");

// Written once, however often it is sent.
const key = crypto.randomUUID();
/** @type {string[]} */
const ids = [];
for (let time = 0; time < 2; time += 1) {
  const made = await kwame.POST("/api/v1/listings", {
    headers: { "Idempotency-Key": key },
    body: {
      type: "OFFER", title: "Cocoa beans from a generated client", description: "Fermented and dried, ready for collection.",
      category: "cocoa-coffee-tea", price: { amount_minor: 250_000, currency: "GHS" }, duration_hours: 72,
    },
  });
  assert.equal(made.response.status, 201, JSON.stringify(made.error));
  ids.push(made.data?.data.id ?? "");
}
assert.equal(ids[0], ids[1]);

const params = { path: { id: ids[0] ?? "" } };
const guest = pushnchat({ baseUrl });
const shown = await guest.GET("/api/v1/listings/{id}", { params });
assert.equal(shown.data?.data.price?.amount_minor, 250_000);

const page = await guest.GET("/api/v1/listings", { params: { query: { limit: 3, type: "OFFER" } } });
assert.equal(page.data?.data.length, 3);
assert.equal(page.data?.meta.pagination?.has_more, true);
const cursor = page.data?.meta.pagination?.next_cursor ?? "";
const next = await guest.GET("/api/v1/listings", { params: { query: { limit: 3, type: "OFFER", cursor } } });
const seen = new Set([...(page.data?.data ?? []), ...(next.data?.data ?? [])].map((one) => one.id));
assert.equal(seen.size, 6, "the next page goes on where the first ended");

// Failures come in their own envelope, in the language asked for.
const amina = await signIn("amina", "fr");
const refused = await amina.DELETE("/api/v1/listings/{id}", { params });
assert.equal(refused.response.status, 403);
assert.ok(refused.error?.errors[0]?.message);
const missing = await guest.GET("/api/v1/listings/{id}", { params: { path: { id: "0191e2a0-0000-7000-8000-000000000000" } } });
assert.equal(missing.error?.errors[0]?.code, "NOT_FOUND");
assert.equal((await kwame.DELETE("/api/v1/listings/{id}", { params })).response.status, 204);

/** Never called: what the compiler has to refuse. */
export async function mistakes() {
  // @ts-expect-error there is no such path
  await guest.GET("/api/v1/no-such-thing");
  // @ts-expect-error a limit is a number
  await guest.GET("/api/v1/listings", { params: { query: { limit: "three" } } });
  // @ts-expect-error an id is needed
  await guest.GET("/api/v1/listings/{id}");
  // @ts-expect-error a listing has no such field
  return shown.data?.data.colour;
}

console.log("the generated client talks to the server");
