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
    const { x, y, width, height } = line;
    part.style.cssText = `left:${x - left}px;top:${y - top}px;width:${width}px;height:${height}px`;
    row.append(part);
    drawn.push(part);
  }
}

/**
 * @param {Iterable<DOMRect>} rects - one for each stretch of text, several in a line
 * @returns {DOMRect[]} one for each line
 */
function lines(rects) {
  /** @type {DOMRect[]} */
  const found = [];
  for (const { x, y, width, height } of rects) {
    const middle = y + height / 2;
    const line = found.find((box) => box.top < middle && middle < box.bottom);
    if (width === 0) continue;
    if (line) line.width = Math.max(line.right, x + width) - line.x;
    else found.push(new DOMRect(x, y, width, height));
  }
  return found;
}
