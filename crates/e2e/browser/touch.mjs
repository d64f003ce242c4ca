// The look at what can be pressed, looked at itself: it tells what is too small, and lets off what it says it lets off (W-6).

import assert from "node:assert/strict";
import { journey, phone } from "./lib.mjs";
import { pressable, reachable } from "./touch.steps.mjs";

const styles = `
  body { margin: 30px 100px 1000px; line-height: 20px }
  a, button { padding: 0; border: 0 }
  .thumb { display: inline-block; width: 44px; height: 44px }
  .low { display: block; width: 100px; height: 30px }
  .narrow { width: 30px }
  .round { border-radius: 50% }
  .card { position: relative; width: 150px; height: 60px }
  .card a::after { position: absolute; inset: 0; content: "" }
  .dot { position: relative; width: 24px; height: 24px }
  .dot::after { position: absolute; inset: -10px; content: "" }
  .lid { position: absolute; width: 44px; height: 20px; background: red }
  .bar { position: fixed; inset: 0; background: red }
`;
const large = {
  "a button": '<button class="thumb">x</button>',
  "a round one": '<button class="thumb round">x</button>',
  "a link among words": '<p>Read <b><a href="#">this</a> first</b>.</p>',
  "a tick in a label": '<label class="thumb"><input type="checkbox"></label>',
  "a card whose link is stretched": '<div class="card"><a href="#">x</a></div>',
  "a dot with more around it than one sees": '<button class="dot">x</button>',
  "what is switched off": '<button class="thumb narrow" disabled>x</button>',
  "what lies under a bar": '<button class="thumb">x</button><div class="bar"></div>',
  "what is folded up": '<details><summary class="thumb">x</summary><button class="thumb">y</button></details>',
};
const small = {
  "a low one": ['<button class="low">x</button>', /: can be hit on less[^]*88×3[01] px: <button class="low">/],
  "a narrow one": ['<button class="thumb narrow">x</button>', /\n3[01]×4[45] px: <button/],
  "a link by itself": ['<p><a href="#">this</a></p>', /px: <a/],
  "a link beside a dot": ['<p>· <a href="#">this</a></p>', /px: <a/],
  "a button among words": ["<p>Press <button>this</button> first.</p>", /px: <button/],
  "a tick without a label": ['<p>Yes <input type="checkbox"></p>', /px: <input/],
  "what lies under something": ['<div class="lid"></div><button class="thumb">x</button>', /px: <button/],
  "a low one that is folded up": ['<details><summary class="thumb">x</summary><button class="low">y</button></details>', /\n88×3[01] px: <button/],
  "a low one in a bar": ['<div class="bar"><button class="low">x</button></div>', /\n88×3[01] px: <button/],
  "what has no focus": ['<a class="thumb" href="#" tabindex="-1">x</a>', /passes it over[^]*<a class="thumb"/],
};
const lost = {
  "what shows no focus": ['<button style="outline: 0">x</button>', /looks as if it had not: <button style/],
  "what has it under something else": ['<br><div class="lid" style="height: 60px"></div><button class="thumb">x</button>', /under something else: <button/],
  "what comes in another order": ['<a href="#" tabindex="2">x</a><a href="#" tabindex="1">y</a>', /comes <a/],
};

await journey("touch", async () => {
  const page = await phone();
  const shows = (html) => page.setContent(`<!doctype html><meta name="viewport" content="width=device-width"><style>${styles}</style>${html}`);
  for (const [what, html] of Object.entries(large)) {
    await shows(html);
    await pressable(page, what);
  }
  for (const [what, [html, told]] of Object.entries(small)) {
    await shows(html);
    const complaint = await pressable(page, what).then(() => "nothing", ({ message }) => message);
    assert.match(`${what}: ${complaint}`, told);
  }
  await shows(`${large["a button"].repeat(2)}<input type="time"><label><input type="radio" name="a"><input type="radio" name="a"></label>`);
  await reachable(page, "all of it");
  for (const [what, [html, told]] of Object.entries(lost)) {
    await shows(`<a href="#">before</a>${html}`);
    const complaint = await reachable(page, what).then(() => "nothing", ({ message }) => message);
    assert.match(`${what}: ${complaint}`, told);
  }
});
