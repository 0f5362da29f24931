/**
 * Mouse and touch: selecting, the bubble over a selection, clicks on tags, taps on sentences.
 *
 * @module pointer
 */

/** @import { Bench } from "./bench.js" */

const bubble = () => import("./bubble.js");

const SETTLED = 250; // milliseconds after which the handles of a touch selection rest

let release = () => {};

/**
 * What is pressed. Whoever drags needs a page that keeps still: what appears under the mouse, or takes the
 * place of the paragraph where the drag began, makes the browser select all the rest of the page.
 */
export const held = {
  any: false, // a finger, a pen or a button of the mouse
  mouse: false,
  /** Settled when no mouse selects. */
  released: () =>
    new Promise((/** @type {(nothing: void) => void} */ done) => {
      if (!held.mouse) return done();
      release = () => setTimeout(done); // the browser ends the selection first
    }),
};

/** @param {PointerEvent} event */
function look(event) {
  held.any = event.buttons !== 0;
  held.mouse = event.pointerType === "mouse" && (event.buttons & 1) === 1;
  if (!held.mouse) release();
  else if (!elementOf(event).closest("#bubble")) hideBubble();
}

addEventListener("pointerdown", look, true);
addEventListener("pointermove", look, true);
addEventListener("pointerup", look, true);
addEventListener("pointercancel", look, true);

/** @param {Bench} bench */
export function startPointer(bench) {
  let kind = "mouse";
  let touched = false;
  let timer = 0;
  addEventListener(
    "pointerdown",
    (event) => {
      kind = event.pointerType;
      if (kind === "touch" && !touched) void giveHandles(bench);
      touched ||= kind === "touch";
    },
    true,
  );
  bench.tagging.outbox.calm = held.released;
  const show = () => void showBubble(bench);
  addEventListener("pointerup", () => setTimeout(show, 0));
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = window.setTimeout(show, kind === "touch" ? SETTLED : SETTLED / 2);
  });
  document.addEventListener("click", (event) => clicked(bench, event, kind === "touch"));
  bench.reading.root.addEventListener("dblclick", async () => {
    const { selectWhole } = await bubble();
    await selectWhole(bench);
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const part = elementOf(event).closest("mark, .note");
    const ref = part && bench.reading.root.contains(part) ? part.getAttribute("data-a") : "";
    if ((ref ?? "") !== bench.notes.hovered) bench.notes.hover(ref ?? "");
  });
  for (const bar of document.querySelectorAll("#bubble, #labels")) {
    // A button must not take the selection away that it is about.
    bar.addEventListener("mousedown", (event) => event.preventDefault());
  }
}

/** @param {Bench} bench */
async function giveHandles(bench) {
  const { Handles } = await import("./handles.js");
  bench.handles = new Handles(bench);
  bench.paintCursor();
}

/** @param {Event} event */
const elementOf = (event) =>
  event.target instanceof Element ? event.target : document.documentElement;

/**
 * @param {Bench} bench
 * @param {MouseEvent} event
 * @param {boolean} touch
 */
function clicked(bench, event, touch) {
  const target = elementOf(event);
  const tagButton = target.closest("[data-tag]");
  if (tagButton) return tagWith(bench, tagButton);
  const act = target.closest("[data-act]");
  if (act instanceof HTMLElement) {
    const { act: name = "", value, back, edge } = act.dataset;
    const direction = back === undefined ? 1 : -1;
    return bench.do({ name, value, direction, edge: edge === "start" ? edge : "end" });
  }
  if (getSelection()?.isCollapsed === false && bench.reading.selected()) return;
  const note = target.closest(".note");
  if (note) return chosen(bench, note.getAttribute("data-a") ?? "");
  const text = target.closest(".blk");
  if (text && bench.reading.root.contains(text)) clickedText(bench, event, touch);
}

/**
 * @param {Bench} bench
 * @param {Element} button
 */
function tagWith(bench, button) {
  const label = bench.labels.named(button.getAttribute("data-tag") ?? "");
  if (label) bench.label(label);
  hideBubble();
}

/**
 * @param {Bench} bench
 * @param {string} ref
 */
function chosen(bench, ref) {
  if (bench.linking.from) bench.linking.link(ref);
  else bench.focus(ref);
}

/**
 * @param {Bench} bench
 * @param {MouseEvent} event
 * @param {boolean} touch
 */
function clickedText(bench, event, touch) {
  const refs = tagsUnder(bench, elementOf(event));
  if (bench.linking.from) {
    return bench.linking.link(refs.find((ref) => bench.linking.mayLead(ref)) ?? "");
  }
  // Once more on the same place goes to the next of the overlapping tags.
  const { focused, just } = bench.notes;
  const next = refs[just ? 0 : refs.indexOf(focused) + 1];
  if (next) return bench.focus(next);
  const point = touch ? bench.reading.pointUnder(event) : null;
  if (point !== null) return bench.tap(point);
  if (refs[0]) bench.focus(refs[0]);
  else bench.clear();
}

/**
 * @param {Bench} bench
 * @param {Element} target
 * @returns {string[]} the tags over one place, shortest first
 */
function tagsUnder(bench, target) {
  const refs = [];
  for (
    let mark = target.closest("mark");
    mark;
    mark = mark.parentElement?.closest("mark") ?? null
  ) {
    refs.push(mark.getAttribute("data-a") ?? "");
  }
  /** @param {string} ref */
  const length = (ref) => {
    const span = bench.notes.tag(ref)?.span;
    return span ? span.end - span.start : 0;
  };
  return refs.sort((a, b) => length(a) - length(b));
}

const hideBubble = () => document.querySelector("#bubble")?.setAttribute("hidden", "");

/** @param {Bench} bench */
async function showBubble(bench) {
  if (getSelection()?.isCollapsed !== false) return hideBubble();
  const shown = await bubble().catch(() => null); // without network keys still tag
  if (!held.mouse) shown?.placeBubble(bench);
}
