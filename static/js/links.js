/**
 * Thin lines from the tag under the pointer or with the focus to those it is linked with, either way.
 *
 * They only repeat what the notes say, so they are hidden from assistive technology, and not printed.
 *
 * @module links
 */

/** @import { Notes } from "./notes.js" */
/** @typedef {{x: number, y: number}} Point */

const SVG = "http://www.w3.org/2000/svg";

/** @type {Element[]} */
let outlined = [];
let frame = 0;

/** @param {Notes} notes */
export function drawLinks(notes) {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => draw(notes));
}

/** @param {Notes} notes */
function draw(notes) {
  for (const element of outlined) element.classList.remove("linked");
  outlined = [];
  const paper = overlay(notes);
  paper.replaceChildren();
  for (const ref of new Set([notes.focused, notes.hovered].filter(Boolean))) {
    for (const other of linkedWith(notes, ref)) join(notes, paper, ref, other);
  }
}

/**
 * @param {Notes} notes
 * @returns {Element} what the lines are drawn on: it moves with the text
 */
function overlay(notes) {
  const main = notes.root.parentElement ?? document.body;
  const there = main.querySelector(":scope > .links");
  if (there) return there;
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("class", "links");
  made.setAttribute("aria-hidden", "true");
  made.setAttribute("focusable", "false");
  main.append(made);
  new ResizeObserver(() => drawLinks(notes)).observe(notes.root);
  return made;
}

/**
 * @param {Notes} notes
 * @param {string} ref
 * @returns {Set<string>} the tags that it leads to, and those that lead to it
 */
function linkedWith(notes, ref) {
  const note = notes.note(ref);
  const found = new Set(note ? goalsOf(note) : []);
  for (const other of notes.root.querySelectorAll(".note:is([data-src], [data-links])")) {
    if (goalsOf(/** @type {HTMLElement} */ (other)).includes(ref)) {
      found.add(other.getAttribute("data-a") ?? "");
    }
  }
  return found;
}

/**
 * @param {HTMLElement} note
 * @returns {string[]}
 */
function goalsOf(note) {
  const { src = "", links = "" } = note.dataset;
  const others = links.split(" ").map((link) => link.slice(link.lastIndexOf(":") + 1));
  return [...src.split(" "), ...others].filter(Boolean);
}

/**
 * @param {Notes} notes
 * @param {Element} paper
 * @param {string} ref
 * @param {string} other
 */
function join(notes, paper, ref, other) {
  const parts = [...notes.parts(other)];
  for (const part of parts) part.classList.add("linked");
  outlined.push(...parts);
  const ends = nearest(linesOf(notes, ref), linesOf(notes, other));
  if (!ends) return;
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", curve(...ends, paper.getBoundingClientRect()));
  path.setAttribute("class", parts[0]?.className.match(/\bc\d+\b/u)?.[0] ?? "");
  paper.append(path);
}

/**
 * @param {Notes} notes
 * @param {string} ref
 * @returns {DOMRect[]} a rectangle for each line of text that the tag runs over
 */
function linesOf(notes, ref) {
  const marks = [...notes.parts(ref)].filter((part) => part.localName === "mark");
  return marks.flatMap((mark) => [...mark.getClientRects()]).filter((rect) => rect.width > 0);
}

/**
 * @param {DOMRect[]} from
 * @param {DOMRect[]} to
 * @returns {[DOMRect, DOMRect] | null} the two that lie next to each other
 */
function nearest(from, to) {
  /** @type {[DOMRect, DOMRect] | null} */
  let best = null;
  let least = Number.POSITIVE_INFINITY;
  for (const one of from) {
    for (const other of to) {
      const far = distance(middle(one), middle(other));
      if (far >= least) continue;
      least = far;
      best = [one, other];
    }
  }
  return best;
}

/** @param {DOMRect} rect @returns {Point} */
const middle = ({ left, width, bottom }) => ({ x: left + width / 2, y: bottom });

/** @param {Point} one @param {Point} other */
const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

/**
 * @param {DOMRect} from
 * @param {DOMRect} to
 * @param {DOMRect} origin
 * @returns {string} a curve below two tags of one line, and from the lower edge of the one above else
 */
function curve(from, to, origin) {
  const [upper, lower] = from.top <= to.top ? [from, to] : [to, from];
  const start = middle(upper);
  const isLevel = lower.top < upper.bottom;
  const end = isLevel ? middle(lower) : { x: middle(lower).x, y: lower.top };
  const sag = isLevel ? Math.min(26, 8 + Math.abs(end.x - start.x) / 12) : (end.y - start.y) / 2;
  const at = (/** @type {Point} */ { x, y }) =>
    `${Math.round(x - origin.left)} ${Math.round(y - origin.top)}`;
  const bend = (/** @type {Point} */ point, /** @type {number} */ by) =>
    at({ x: point.x, y: point.y + by });
  return `M${at(start)} C${bend(start, sag)} ${bend(end, isLevel ? sag : -sag)} ${at(end)}`;
}
