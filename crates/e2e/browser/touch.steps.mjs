// Whether a page can be used with a thumb, and without one (W-6).

import assert from "node:assert/strict";

/** Everything that can be pressed is as large as a thumb, 44×44 px, and can have the focus. */
export async function pressable(page, what) {
  const { small, skipped } = await page.evaluate(hardToPress);
  assert.ok(small.length === 0, `${what}: can be hit on less than 44×44 px:\n${small.join("\n")}`);
  assert.ok(skipped.length === 0, `${what}: the Tab key passes it over:\n${skipped.join("\n")}`);
}

/**
 * In the page: what a finger misses somewhere in a circle of 44 px around its middle, with the size that it hits there. The
 * browser is asked what lies under the finger, so that padding, a label, and an `::after` that is stretched over a card count,
 * and what lies under something else does not. It is a circle because round buttons are 44 px wide and high, too.
 *
 * Let off are links in running text and nothing else, as WCAG 2.2 does (2.5.8, "Inline"): they are as high as the line that the
 * words around them make. What cannot be used now is no target. Of what is folded up, each part is unfolded by itself.
 */
function hardToPress() {
  const THUMB = 44;
  const fields = "input:enabled:not([type=hidden]), select:enabled, textarea:enabled";
  const controls = `a[href], button:enabled, ${fields}, summary, [role=button], [role=option]`;
  // What happens to lie under a bar that floats over the page can be scrolled out, so each is there only for what is in it.
  const floats = (one) => /fixed|sticky/.test(getComputedStyle(one).position);
  const bars = [...document.querySelectorAll("body *")].filter(floats);
  const hide = (bar) => bar.style.setProperty("visibility", "hidden", "important");
  const show = (bar) => bar.style.removeProperty("visibility");

  const wordsIn = (node) =>
    [...node.childNodes]
      .map((child) => {
        if (child.nodeType === Node.TEXT_NODE) return child.data;
        const isRunning = child.nodeType === Node.ELEMENT_NODE && !child.matches(controls) && getComputedStyle(child).display === "inline";
        return isRunning ? wordsIn(child) : "";
      })
      .join(" ");
  const isAmongWords = (control) => {
    if (!control.matches("a[href]") || getComputedStyle(control).display !== "inline") return false;
    let block = control.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    return /\p{L}/u.test(wordsIn(block));
  };

  /** Its size under a finger; nothing when that is enough. */
  const tooSmall = (control) => {
    const label = control.matches("input") ? control.closest("label") : null;
    const isStretched = getComputedStyle(control, "::after").position === "absolute" && getComputedStyle(control).position === "static";
    const area = label ?? (isStretched ? control.offsetParent : control);
    // The way past the menu is there as soon as it has the focus.
    const isAside = area.getBoundingClientRect().bottom + scrollY <= 0;
    if (isAside) control.focus();
    area.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const { left, top, width, height } = area.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hits = (right, down) => (label ?? control).contains(document.elementFromPoint(x + right, y + down));
    const angles = Array.from({ length: 8 }, (_, eighth) => (eighth * Math.PI) / 4);
    const isRound = (radius) => angles.every((angle) => hits(radius * Math.cos(angle), radius * Math.sin(angle)));
    const far = (right, down, from, to, step) => {
      let at = from;
      while (at < to && hits(right * (at + step / 2), down * (at + step / 2))) at += step;
      return at;
    };
    const across = (right, down, ...steps) => far(right, down, ...steps) + far(-right, -down, ...steps);
    const size = (...steps) => [across(1, 0, ...steps), across(0, 1, ...steps)];
    // Edges are hit on whole pixels, and boxes lie between them: one pixel more or less cannot be told.
    const [inside, outside] = [THUMB / 2 - 1.5, THUMB / 2 + 1.5];
    const isEnough = isRound(inside / 2) && isRound(inside) && Math.min(...size(inside, outside, 0.25)) >= THUMB - 1;
    const told = isEnough ? "" : size(0, THUMB, 0.5).map(Math.round).join("×");
    if (isAside) control.blur();
    return told;
  };

  const [small, skipped] = [[], []];
  const look = (control) => {
    if (!control.checkVisibility({ visibilityProperty: true })) return;
    const name = control.outerHTML.replace(/\s+/g, " ").slice(0, 160);
    // Of several that an arrow key chooses among, none has the focus itself.
    if (control.tabIndex < 0 && control.role !== "option") skipped.push(name);
    const size = isAmongWords(control) ? "" : tooSmall(control);
    if (size) small.push(`${size} px: ${name}`);
  };
  const lookAt = (root) => {
    for (const control of root.querySelectorAll(controls)) {
      // That of what is being unfolded was there before.
      if (control.parentElement === root && control.matches("summary")) continue;
      const bar = bars.find((one) => one.contains(control));
      if (bar) show(bar);
      look(control);
      if (bar) hide(bar);
    }
  };
  const [left, top] = [scrollX, scrollY];
  bars.forEach(hide);
  lookAt(document);
  for (const folded of document.querySelectorAll("details:not([open])")) {
    folded.open = true;
    lookAt(folded);
    folded.open = false;
  }
  bars.forEach(show);
  scrollTo(left, top);
  return { small, skipped };
}

/** The Tab key comes to everything that can be used, in the order of the page, and one sees where one is (W-6). */
export async function reachable(page, what) {
  const stops = await page.evaluate(findStops);
  const met = new Set();
  await page.evaluate(() => window.stops[1].focus());
  await page.keyboard.press("Shift+Tab");
  // A time or a voice note has several stops of its own, which only the browser sees.
  let presses = 0;
  for (let last = 0; presses < 30 + 10 * stops.length; presses += 1) {
    const { at, shown, covered } = await page.evaluate(whereItIs);
    // Past the last one the browser itself comes, or the first one again.
    if (at === undefined || (at === 0 && last > 0)) break;
    if (at >= 0) {
      assert.ok(at >= last, `${what}: after ${stops[last]} comes ${stops[at]}`);
      assert.ok(shown, `${what}: has the focus, and looks as if it had not: ${stops[at]}`);
      assert.ok(!covered, `${what}: has the focus under something else: ${stops[at]}`);
      met.add(at);
      last = at;
    }
    await page.keyboard.press("Tab");
  }
  const missed = stops.filter((_, at) => !met.has(at));
  assert.ok(missed.length === 0, `${what}: out of reach of the Tab key:\n${missed.join("\n")}`);
}

/** In the page: remembers what the Tab key should come to, and how that looks before. */
function findStops() {
  window.looks = (control) =>
    [control, control.closest("label"), control.closest(".card")]
      .map((one) => one && getComputedStyle(one))
      .map((style) => [style?.outlineStyle, style?.boxShadow, style?.borderColor].join())
      .join();
  // Of the buttons of a choice one stands for all: the one that is chosen, or the first.
  const standsForOthers = (radio) => {
    const choice = [...document.getElementsByName(radio.name)].filter(({ form }) => form === radio.form);
    return radio === (choice.find(({ checked }) => checked) ?? choice[0]);
  };
  const usable = "a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary, audio, [tabindex='0']";
  window.stops = [...document.querySelectorAll(usable)]
    .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => one.type !== "radio" || standsForOthers(one));
  window.before = window.stops.map(window.looks);
  return window.stops.map((one) => one.outerHTML.slice(0, 160));
}

/** In the page: which of the stops has the focus, whether that shows, and whether all of it lies under something else. */
function whereItIs() {
  const control = document.activeElement;
  if (control === document.body) return {};
  const at = window.stops.indexOf(control);
  const area = control.closest("label") ?? control;
  const { left, right, top, bottom } = area.getBoundingClientRect();
  const hit = (x, y) => area.contains(document.elementFromPoint(x, y));
  const covered = ![left + 4, (left + right) / 2, right - 4].some((x) => [top + 4, (top + bottom) / 2, bottom - 4].some((y) => hit(x, y)));
  // The browser itself draws the focus of a part of a control, such as a clock's button.
  const shown = !control.matches(":focus") || window.looks(control) !== window.before[at];
  return { at, shown, covered };
}
