// What the look and the texts promise, checked over the templates and texts of all crates.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const crates = join(import.meta.dirname, "../../crates");
const languages = readdirSync(join(crates, "web/i18n")).sort();

const files = (folder, ending) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending)).sort().map((name) => join(folder, name))
    : [];
const inCrates = (folder, ending) => readdirSync(crates).sort().flatMap((name) => files(join(crates, name, folder), ending));
const templates = inCrates("templates", ".html").map((path) => ({ path, text: readFileSync(path, "utf8") }));

/** The messages of one language: key → text with its variants. */
function messages(language) {
  const found = new Map();
  for (const path of inCrates(join("i18n", language), ".ftl")) {
    for (const [, key, text] of readFileSync(path, "utf8").matchAll(/^([a-z][\w-]*) =([^]*?)(?=^[a-z#]|(?![^]))/gm)) {
      assert.ok(!found.has(key), `${key} is defined twice (${path})`);
      found.set(key, text.trim());
    }
  }
  return found;
}
const texts = Object.fromEntries(languages.map((language) => [language, messages(language)]));
const places = (text) => [...new Set([...text.matchAll(/\{ \$(\w+) \}/g)].map(([, name]) => name))].sort();

test("every language has every message, with words in it", () => {
  const keys = [...texts.en.keys()].sort();
  assert.ok(keys.length > 50);
  for (const language of languages) {
    assert.deepEqual([...texts[language].keys()].sort(), keys, language);
    for (const [key, text] of texts[language]) assert.notEqual(text, "", `${key} in ${language}`);
  }
});

test("no language forgets a value that another one shows", () => {
  for (const [key, text] of texts.en) {
    for (const language of languages.filter((language) => language !== "en")) {
      for (const name of places(texts[language].get(key))) {
        assert.ok(text.includes(`$${name}`), `${key} in ${language} shows ${name}, which English does not know`);
      }
      if (!text.includes("->")) assert.deepEqual(places(texts[language].get(key)), places(text), `${key} in ${language}`);
    }
  }
});

test("Arabic says each number in its own form", () => {
  for (const [key, text] of texts.ar) {
    // A choice by a word, such as a status, has no plural forms.
    if (!/\[(zero|one|two|few|many)\]/.test(text + (texts.en.get(key) ?? ""))) continue;
    const forms = [...text.matchAll(/\[(\w+)\]/g)].map(([, form]) => form);
    for (const form of ["one", "two", "few", "many"]) assert.ok(forms.includes(form), `${key} has no form for "${form}"`);
  }
});

test("every message that a template asks for exists", () => {
  for (const { path, text } of templates) {
    for (const [, key] of text.matchAll(/view\.tn?1?\(\s*"([\w-]+)"/g)) assert.ok(texts.en.has(key), `${key} (${path})`);
  }
});

test("pages carry no inline script and no inline handler", () => {
  for (const { path, text } of templates) {
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)/, path);
    assert.doesNotMatch(text, /<[^>]*\son[a-z]+\s*=/, path);
    assert.doesNotMatch(text, /javascript:/, path);
  }
});

test("a form whose words are kept is sent by a script, which knows whether they have arrived", () => {
  // Signing up goes the browser's own way, so that it offers to remember the password.
  for (const { path, text } of templates.filter(({ path }) => !path.endsWith("sign_up.html"))) {
    for (const [form] of text.matchAll(/<form[^>]*method="post"[^>]*data-keep=[^>]*>/g)) assert.match(form, /data-enhance/, path);
  }
});

test("every picture has its size and its words", () => {
  for (const { path, text } of templates) {
    for (const [image] of text.matchAll(/<img[^>]*>/g)) {
      assert.match(image, /\balt="/, path);
      assert.match(image, /width="[^"]+" height="[^"]+"/, path);
    }
  }
});

test("the style sheet knows no left and right", () => {
  const css = readFileSync(join(import.meta.dirname, "../src/styles.css"), "utf8");
  assert.doesNotMatch(css, /(margin|padding|border)-(left|right)\b|^\s*(left|right):|text-align: (left|right)|float:/m);
});

test("every glyph of the category tree is drawn", () => {
  const tree = JSON.parse(readFileSync(join(crates, "listings/data/categories.json"), "utf8"));
  const drawn = readFileSync(join(crates, "web/templates/components.html"), "utf8");
  for (const { slug, glyph } of tree) assert.ok(drawn.includes(`{% when "${glyph}" %}`), `${glyph} of ${slug}`);
});
