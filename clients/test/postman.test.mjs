// @ts-check
// The collection has every operation of the document, once.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

/** @typedef {{ item?: Item[], request?: { method: string, url: { path: string[] } } }} Item */

/** @param {Item} item @returns {string[]} */
const requests = (item) =>
  item.request ? [`${item.request.method} /${item.request.url.path.join("/")}`] : (item.item ?? []).flatMap(requests);

test("every operation is in the collection", () => {
  const document = read("../../docs/openapi.json");
  const expected = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  assert.deepEqual(requests(read("../dist/pushnchat.postman_collection.json")).sort(), expected.sort());
});
