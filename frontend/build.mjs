// Builds everything the browser gets into dist/: hashed, minified, precompressed, the same bytes from the same source.
//   app.<hash>.js   the thin layer over the server's pages          styles.css   inlined into each page by the server
//   sw.js           the service worker, stamped with the version    assets.json  logical name -> file name
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
const budgets = { "styles.css": 6144, "app.js": 6144, "sw.js": 3072 };

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

async function styles() {
  const from = join(here, "src/styles.css");
  const css = await postcss([tailwind({ base: here, optimize: false }), flatten, plainColours]).process(readFileSync(from, "utf8"), { from });
  const { code } = transform({
    filename: "styles.css",
    code: Buffer.from(css.css),
    minify: true,
    targets: { chrome: 80 << 16, safari: (14 << 16) | (1 << 8), firefox: 78 << 16 },
    exclude: Features.LogicalProperties | Features.DirSelector | Features.LangSelectorList,
  });
  return Buffer.from(code.toString().replace(/\/\*!.*?\*\/\s*/gs, ""));
}

async function script(entry, target, define) {
  const result = await esbuild.build({
    entryPoints: [join(here, "src", entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    legalComments: "none",
    target,
    define,
  });
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
const heavy = [];
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
  if (size > (budgets[name] ?? Infinity)) heavy.push(`${name} weighs ${size} bytes, its budget is ${budgets[name]}`);
  console.log(`${file.padEnd(28)} ${String(bytes.length).padStart(7)} B ${compress ? `${String(size).padStart(7)} B brotli` : ""}`);
  assets[name] = file;
  return `/assets/${file}`;
}

const [css, app] = await Promise.all([styles(), script("app.ts", "es2019", {})]);
const icon = readFileSync(join(here, "assets/icon.svg"), "utf8");

put("styles.css", css, { hashed: false });
const appUrl = put("app.js", app);
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
  shortcuts: [
    { name: "Post a listing", url: "/listings/new" },
    { name: "Nearby", url: "/nearby" },
  ],
};
put("manifest.webmanifest", Buffer.from(JSON.stringify(manifest)), { hashed: false });

const workerSource = readFileSync(join(here, "src/sw.ts"));
const version = hash(app, css, workerSource, ...shellSources());
const worker = await script("sw.ts", "es2019", {
  VERSION: JSON.stringify(version),
  SHELL: JSON.stringify(["/offline", appUrl, iconUrl]),
});
put("sw.js", worker, { hashed: false });

writeFileSync(join(dist, "assets.json"), `${JSON.stringify(Object.fromEntries(Object.entries(assets).sort()), null, 2)}\n`);
if (heavy.length > 0) {
  console.error(`Over budget (G-10):\n  ${heavy.join("\n  ")}`);
  process.exit(1);
}
rmSync(finished, { recursive: true, force: true });
renameSync(dist, finished);
console.log(`version ${version}`);
