// Builds everything the browser gets into dist/: hashed, minified, precompressed, the same bytes from the same source.
//   app.<hash>.js     the thin layer over the server's pages
//   <chunk>.<hash>.js what only some pages load: add its name to CHUNKS, and `data-part="<chunk>"` to its page
//   styles.json       the style sheet rule by rule: the server puts into each page those that it uses
//   sw.js             the service worker, stamped with the version
//   sending.<hash>.js what it sends the outbox with
//   assets.json       logical name -> file name
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Resvg } from "@resvg/resvg-js";
import tailwind from "@tailwindcss/postcss";
import * as esbuild from "esbuild";
import { Features, transform } from "lightningcss";
import postcss from "postcss";

const here = dirname(fileURLToPath(import.meta.url));
const finished = join(here, "dist");
/** Built beside and put in place whole: who compiles the server meanwhile never sees half of it. */
const dist = join(here, ".dist-new");
const templates = join(here, "../crates/web/templates");
const texts = join(here, "../crates/web/i18n");

/** The most a file may weigh after brotli (G-10); the build fails beyond it. */
const budgets = { "styles.css": 8192, "app.js": 6144, "sw.js": 2048, "sending.js": 3072, "live.js": 16384, "chat.js": 10240 };
/** What a conversation needs, together. */
const chat = { files: ["live.js", "chat.js", "voice.js"], most: 20480 };

/** Loaded when a page asks for them; each is `src/<name>.ts` and exports `start(root)`. Later ones may load earlier ones. */
const CHUNKS = ["direct", "tray", "forms", "locate", "seen", "suggest", "data", "live", "fresh", "voice", "chat"].filter((name) => existsSync(join(here, `src/${name}.ts`)));
/** The chunks that a chunk loads, whose addresses it has to know. The others know of none. */
const LOADS = { tray: ["direct"], forms: ["direct", "tray"], fresh: ["live"], chat: ["live", "voice", "tray"] };
/** Those that no page asks for, only other chunks. */
const INNER = ["direct"];
/** Those that need what an older browser has not anyway. */
const NEWER = ["live", "fresh", "voice", "chat"];
/** What in a page says that a chunk will be loaded, beside `data-part`. */
const ASKS = { forms: ["data-keep", "data-photos"], tray: [] };
/** Parts that scripts may add to a page although it was sent without them: "Show more" brings other cards. */
const TOGETHER = { card: ["featured", "badge", "kind", "request", "tick", "tap", "dots", "pic", "price", "icon"] };

const hash = (...parts) => {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part);
  return sum.digest("hex").slice(0, 10);
};
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });

/** All texts and layouts that the precached offline page is made of: a change in them is a new version of the shell. */
const shellSources = () => {
  const wanted = ["layout.html", "components.html", "offline.html"].map((name) => join(templates, name));
  for (const language of readdirSync(texts).sort()) {
    for (const name of readdirSync(join(texts, language)).sort()) wanted.push(join(texts, language, name));
  }
  return wanted.filter((path) => existsSync(path)).map((path) => readFileSync(path));
};

/** Messages whose key begins so, by language, for scripts that have to speak without a server. */
function messages(prefix) {
  const found = {};
  for (const language of readdirSync(texts).sort()) {
    const lines = readFileSync(join(texts, language, "web.ftl"), "utf8").matchAll(new RegExp(`^${prefix}([\\w-]+) = (.*)$`, "gm"));
    found[language] = Object.fromEntries(Array.from(lines, ([, key, text]) => [key, text.trim().replace(/\{ \$(\w+) \}/g, "{$1}")]));
  }
  return found;
}

/** Takes cascade layers apart (phones before 2022 do not know them) and puts small SVG files in as data URIs. */
const flatten = {
  postcssPlugin: "flatten",
  OnceExit(root) {
    root.walkAtRules("layer", (rule) => {
      if (rule.nodes) rule.replaceWith(rule.nodes);
      else rule.remove();
    });
    root.walkAtRules("property", (rule) => rule.remove());
    root.walkDecls((declaration) => {
      declaration.value = declaration.value.replace(/url\("\.\/([\w-]+\.svg)"\)/g, (_, name) => {
        const svg = readFileSync(join(here, "src", name), "utf8").trim();
        return `url("data:image/svg+xml,${svg.replace(/[#<>%]/g, encodeURIComponent)}")`;
      });
    });
  },
};

/** Opera Mini's extreme mode has no custom properties: it gets the light theme's colours as plain declarations. */
const plainColours = {
  postcssPlugin: "plain-colours",
  OnceExit(root) {
    const light = {};
    root.walkDecls(/^--[a-z]+$/, (declaration) => {
      if (declaration.parent.type === "rule" && declaration.parent.parent.type === "root") light[declaration.prop] ??= declaration.value;
    });
    root.walkDecls(/^(color|background|border-color|border-bottom|border-top|border)$/, (declaration) => {
      if (!/^var\(--[a-z]+\)$|solid var\(/.test(declaration.value)) return;
      const plain = declaration.value.replace(/var\((--[a-z]+)\)/g, (_, name) => light[name] ?? name);
      if (!plain.includes("--")) declaration.cloneBefore({ value: plain });
    });
  },
};

const targets = { chrome: 80 << 16, safari: (14 << 16) | (1 << 8), firefox: 78 << 16 };
const exclude = Features.LogicalProperties | Features.DirSelector | Features.LangSelectorList;

async function styles() {
  const from = join(here, "src/styles.css");
  const css = await postcss([tailwind({ base: here, optimize: false }), flatten, plainColours]).process(readFileSync(from, "utf8"), { from });
  const { code } = transform({
    filename: "styles.css",
    code: Buffer.from(css.css),
    minify: true,
    targets,
    exclude,
  });
  return Buffer.from(code.toString().replace(/\/\*!.*?\*\/\s*/gs, ""));
}

/** The classes that one selector needs on its page: what stands in `:not()` or `:has()` is no need. */
const classesOf = (selector) => {
  let plain = selector;
  for (let before = ""; before !== plain; ) [before, plain] = [plain, plain.replace(/:(not|has)\([^()]*\)/g, "").replace(/:(is|where)\(([^()]*)\)/g, "")];
  return [...plain.matchAll(/\.(-?[_a-zA-Z](?:[\w-]|\\.)*)/g)].map(([, name]) => name.replace(/\\(.)/g, "$1"));
};

/**
 * The sheet as `[[text, needs], …]` in its order; `needs` is a list of lists of classes, one of which has to be there
 * in full. Rules of one media query stand under it: `[query, rules]`.
 */
function ruleList(css) {
  const list = (nodes) =>
    nodes.map((node) => {
      if (node.type === "atrule" && node.name === "media") return { media: `@media ${node.params}`, rules: list(node.nodes) };
      const needs = node.type === "rule" ? node.selectors.map(classesOf) : [];
      return { text: node.toString(), needs: needs.some((classes) => classes.length === 0) ? [] : needs };
    });
  return list(postcss.parse(css.toString()).nodes);
}

/** A small sheet that a chunk brings along. */
const sheets = {
  name: "sheets",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, ({ path }) => {
      const { code } = transform({ filename: path, code: readFileSync(path), minify: true, targets, exclude });
      return { contents: code.toString(), loader: "text" };
    });
  },
};

/** Words in the strings of a bundle, among which are the classes that it adds. */
const words = new Map();

async function script(entry, format, define, target = "es2019") {
  const result = await esbuild.build({
    entryPoints: [join(here, "src", entry)],
    bundle: true,
    minify: true,
    write: false,
    format,
    legalComments: "none",
    target,
    define,
    plugins: [sheets],
  });
  const strings = result.outputFiles[0].text.match(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [];
  words.set(entry.replace(/\.ts$/, ""), new Set(strings.join(" ").match(/[a-z][\w-]*/g)));
  return Buffer.from(result.outputFiles[0].contents);
}

/** The icon as a PNG; `inset` shrinks the drawing so that a maskable icon keeps it inside the safe circle. */
function png(svg, size, inset = 0) {
  const [, drawing] = /<svg[^>]*>(.*)<\/svg>/s.exec(svg);
  const scale = 1 - 2 * inset;
  const framed = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><path fill="#0B6B4B" d="M0 0h512v512H0z"/><g transform="translate(${512 * inset} ${512 * inset}) scale(${scale})">${drawing}</g></svg>`;
  return new Resvg(framed, { fitTo: { mode: "width", value: size } }).render().asPng();
}

/** A favicon.ico that holds one PNG, as the format has allowed since Windows Vista. */
function ico(image, size) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(size, 6);
  head.writeUInt8(size, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(image.length, 14);
  head.writeUInt32LE(22, 18);
  return Buffer.concat([head, image]);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

const assets = {};
const sizes = {};
const heavy = [];
function check(name, size) {
  if (size > (budgets[name] ?? Infinity)) heavy.push(`${name} weighs ${size} bytes, its budget is ${budgets[name]}`);
}

/** Of a file that is no file of its own. */
function weigh(name, bytes) {
  const size = brotli(bytes).length;
  check(name, size);
  console.log(`${name.padEnd(28)} ${String(bytes.length).padStart(7)} B ${String(size).padStart(7)} B brotli`);
}

/** The rules, and which classes come with others or with a chunk (see `styles` in crates/web). */
function stylesFor(css) {
  const rules = ruleList(css);
  const flat = rules.flatMap((rule) => rule.rules ?? [rule]);
  const all = new Set(flat.flatMap(({ needs }) => needs.flat()));
  const used = (name) => [...all].filter((word) => words.get(name).has(word));
  const always = used("app");
  const parts = CHUNKS.map((name) => ({ asks: ASKS[name] ?? [`data-part="${name}"`], classes: used(name) })).filter(({ asks }) => asks.length > 0);
  // The tray may open on any page.
  return { always: [...new Set([...always, ...used("tray")])].sort(), together: TOGETHER, parts, rules };
}

/** Writes one file, hashed unless it must keep its name, with its compressed twins where they pay. */
function put(name, bytes, { hashed = true, compress = true } = {}) {
  const dot = name.lastIndexOf(".");
  const file = hashed ? `${name.slice(0, dot)}.${hash(bytes)}${name.slice(dot)}` : name;
  writeFileSync(join(dist, file), bytes);
  let size = bytes.length;
  if (compress) {
    const small = brotli(bytes);
    size = small.length;
    writeFileSync(join(dist, `${file}.br`), small);
    writeFileSync(join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  }
  check(name, size);
  sizes[name] = size;
  console.log(`${file.padEnd(28)} ${String(bytes.length).padStart(7)} B ${compress ? `${String(size).padStart(7)} B brotli` : ""}`);
  assets[name] = file;
  return `/assets/${file}`;
}

const css = await styles();
const icon = readFileSync(join(here, "assets/icon.svg"), "utf8");

const urls = {};
const known = (names) => ({
  CHUNKS: JSON.stringify(Object.fromEntries(names.map((name) => [name, urls[name]]))),
  OUTBOX_TEXTS: JSON.stringify(messages("web-outbox-")),
});
for (const name of CHUNKS) {
  const bytes = await script(`${name}.ts`, "esm", known(LOADS[name] ?? []), NEWER.includes(name) ? "es2020" : "es2019");
  urls[name] = put(`${name}.js`, bytes);
}
const app = await script("app.ts", "iife", known(CHUNKS.filter((name) => !INNER.includes(name))));
const appUrl = put("app.js", app);
weigh("styles.css", css);
put("styles.json", Buffer.from(JSON.stringify(stylesFor(css))), { hashed: false, compress: false });
const iconUrl = put("icon.svg", Buffer.from(icon.trim()));
const icon192 = put("icon-192.png", png(icon, 192), { compress: false });
const icon512 = put("icon-512.png", png(icon, 512), { compress: false });
const maskable192 = put("icon-maskable-192.png", png(icon, 192, 0.1), { compress: false });
const maskable512 = put("icon-maskable-512.png", png(icon, 512, 0.1), { compress: false });
put("favicon.ico", ico(png(icon, 48), 48), { hashed: false, compress: false });

const manifest = {
  id: "/",
  name: "PushNchat",
  short_name: "PushNchat",
  description: "Buy, sell and find businesses near you, anywhere in Africa.",
  start_url: "/?from=app",
  scope: "/",
  display: "standalone",
  background_color: "#FBF7F0",
  theme_color: "#0B6B4B",
  categories: ["business", "shopping"],
  icons: [
    { src: iconUrl, sizes: "any", type: "image/svg+xml" },
    { src: icon192, sizes: "192x192", type: "image/png" },
    { src: icon512, sizes: "512x512", type: "image/png" },
    { src: maskable192, sizes: "192x192", type: "image/png", purpose: "maskable" },
    { src: maskable512, sizes: "512x512", type: "image/png", purpose: "maskable" },
  ],
  // What other apps share becomes the beginning of a listing.
  share_target: { action: "/listings/new", method: "GET", params: { title: "title", text: "text", url: "url" } },
  shortcuts: [
    { name: "Post a listing", short_name: "Post", url: "/listings/new", icons: [{ src: icon192, sizes: "192x192" }] },
    { name: "What is near you", short_name: "Nearby", url: "/nearby", icons: [{ src: icon192, sizes: "192x192" }] },
    { name: "Saved listings", short_name: "Saved", url: "/listings/saved", icons: [{ src: icon192, sizes: "192x192" }] },
  ],
};
put("manifest.webmanifest", Buffer.from(JSON.stringify(manifest)), { hashed: false });

// A worker has no XMLHttpRequest, so that the way of sending which needs it is left out.
const sending = await script("sending.ts", "iife", { ...known([]), XMLHttpRequest: "undefined" }, "es2020");
const sendingUrl = put("sending.js", sending);
const workerSources = ["sw.ts", "db.ts"].map((name) => readFileSync(join(here, "src", name)));
const version = hash(app, css, sending, ...workerSources, ...shellSources());
const worker = await script("sw.ts", "iife", {
  VERSION: JSON.stringify(version),
  SHELL: JSON.stringify(["/offline", appUrl, iconUrl, urls.seen]),
  SENDING: JSON.stringify(sendingUrl),
}, "es2020");
put("sw.js", worker, { hashed: false });

writeFileSync(join(dist, "assets.json"), `${JSON.stringify(Object.fromEntries(Object.entries(assets).sort()), null, 2)}\n`);
const together = chat.files.reduce((sum, name) => sum + sizes[name], 0);
if (together > chat.most) heavy.push(`${chat.files.join(", ")} weigh ${together} bytes together, their budget is ${chat.most}`);
if (heavy.length > 0) {
  console.error(`Over budget (G-10):\n  ${heavy.join("\n  ")}`);
  process.exit(1);
}
rmSync(finished, { recursive: true, force: true });
renameSync(dist, finished);
console.log(`version ${version}`);
