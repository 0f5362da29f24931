/**
 * Mouse and touch: selecting, the bubble over a selection, clicks on tags, taps on sentences.
 *
 * @module pointer
 */

/** @import { Bench } from "./bench.js" */

const SETTLED = 250; // milliseconds after which the handles of a touch selection rest

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
  addEventListener("pointerup", () => setTimeout(() => placeBubble(bench), 0));
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => placeBubble(bench), kind === "touch" ? SETTLED : SETTLED / 2);
  });
  document.addEventListener("click", (event) => clicked(bench, event, kind === "touch"));
  bench.reading.root.addEventListener("dblclick", () => selectWhole(bench));
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
  if (act instanceof HTMLElement)
    return bench.do({ name: act.dataset.act ?? "", value: act.dataset.value });
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
  bubble().hidden = true;
}

/**
 * @param {Bench} bench
 * @param {string} ref
 */
function chosen(bench, ref) {
  if (bench.linking) bench.link(ref);
  else bench.focus(ref);
}

/**
 * @param {Bench} bench
 * @param {MouseEvent} event
 * @param {boolean} touch
 */
function clickedText(bench, event, touch) {
  const refs = tagsUnder(bench, elementOf(event));
  if (bench.linking) return bench.link(refs.find((ref) => isSource(bench, ref)) ?? "");
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
 * @param {string} ref
 */
const isSource = (bench, ref) => bench.notes.tag(ref)?.label === "source";

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

/**
 * A double click selects what is one word for us: all of 德米特里·佩斯科夫, and not 德.
 *
 * @param {Bench} bench
 */
function selectWhole(bench) {
  const { reading } = bench;
  const given = reading.selected();
  if (!given) return;
  const edges = reading.wordEdges(given.start, bench.wholeWords());
  const start = edges.filter((edge) => edge <= given.start).at(-1) ?? given.start;
  const end = edges.find((edge) => edge >= given.end) ?? given.end;
  reading.select({ start, end });
}

const bubble = () => /** @type {HTMLElement} */ (document.querySelector("#bubble"));

/** @param {Bench} bench */
function placeBubble(bench) {
  const box = bubble();
  const given = bench.reading.selected();
  const tidied = given && bench.reading.tidy(given);
  const span = tidied && tidied.end > tidied.start ? tidied : null;
  const rects = span ? [...bench.reading.range(span).getClientRects()] : [];
  const [first, last] = [rects[0], rects.at(-1)];
  box.hidden = !first || !last;
  if (!first || !last) return;
  const room = innerWidth - box.offsetWidth - 8;
  const left = first.left + first.width / 2 - box.offsetWidth / 2;
  const above = first.top - box.offsetHeight - 10;
  const top = above < 64 ? last.bottom + 12 : above;
  box.style.left = `${Math.max(8, Math.min(room, left)) + scrollX}px`;
  box.style.top = `${top + scrollY}px`;
}
