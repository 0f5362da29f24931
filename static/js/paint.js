/**
 * Paint that comes and goes without touching the text: the cursor, and tags that the server has not
 * confirmed yet.
 *
 * The tags use the Highlight API; browsers without it miss the paint, and nothing else. The cursor
 * does not: browsers repaint the lines of the tags under a highlight in the colour of the text, and
 * the labels could not be told apart.
 *
 * @module paint
 */

/** @import { Span } from "./offsets.js" */
/** @import { Reading } from "./reading.js" */
/** @typedef {{top: number, bottom: number, left: number, right: number}} Box */

/**
 * @param {string} name
 * @param {AbstractRange[]} ranges - all that the layer shows from now on
 */
export function paint(name, ranges) {
  if (!CSS.highlights) return;
  if (ranges.length > 0) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

/** @type {Element[]} */
let drawn = [];

/**
 * @param {Reading} reading
 * @param {Span | null} place
 */
export function drawCursor(reading, place) {
  for (const part of drawn) part.remove();
  drawn = [];
  if (!place) return;
  const last = reading.blockAt(Math.max(place.start, place.end - 1));
  for (let k = reading.blockAt(place.start); k <= last; k++) {
    const start = Math.max(place.start, reading.block(k).start);
    const end = Math.min(place.end, reading.endOf(k));
    if (end > start) drawIn(reading, k, { start, end });
  }
}

/**
 * @param {Reading} reading
 * @param {number} k
 * @param {Span} span - within block `k`
 */
function drawIn(reading, k, span) {
  const row = reading.index.blocks[k]?.closest(".row");
  if (!row) return;
  const { left, top } = row.getBoundingClientRect();
  for (const line of lines(reading.range(span).getClientRects())) {
    const part = document.createElement("span");
    part.className = "cursor-part";
    part.style.left = `${line.left - left}px`;
    part.style.top = `${line.top - top}px`;
    part.style.width = `${line.right - line.left}px`;
    part.style.height = `${line.bottom - line.top}px`;
    row.append(part);
    drawn.push(part);
  }
}

/**
 * @param {Iterable<DOMRect>} rects - one for each stretch of text, several in a line
 * @returns {Box[]} one for each line
 */
function lines(rects) {
  /** @type {Box[]} */
  const found = [];
  for (const rect of rects) {
    const middle = (rect.top + rect.bottom) / 2;
    const line = found.find((box) => box.top < middle && middle < box.bottom);
    if (rect.width === 0) continue;
    if (!line) {
      found.push({ top: rect.top, bottom: rect.bottom, left: rect.left, right: rect.right });
      continue;
    }
    line.left = Math.min(line.left, rect.left);
    line.right = Math.max(line.right, rect.right);
  }
  return found;
}
