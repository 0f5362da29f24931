/**
 * The quoted stretches of a block, which is flat: places are code points.
 *
 * @module quoted
 */

/** @import { Stretch } from "./offsets.js" */

import { QUOTE_PAIRS, TERM_ENDS } from "./lexicon.js";

const LONGEST_TERM = 6;
const OPENING = new Map(QUOTE_PAIRS.map((pair) => [pair.charAt(0), pair.charAt(1)]));
const CLOSING = new Set(OPENING.values());
const MARK = new RegExp(`["${QUOTE_PAIRS.join("")}]`, "gu");
const BEFORE_TERM = new RegExp(TERM_ENDS, "uy");

/**
 * @param {string} text
 * @returns {Stretch[]} quoted stretches with their marks
 */
export function stretches(text) {
  /** @type {Stretch[]} */
  const found = [];
  /** @type {number[]} */
  const starts = [];
  const awaited = new Awaited();
  for (const { 0: mark, index: at } of text.matchAll(MARK)) {
    const apostrophe = mark === "’" && /[A-Za-z]/u.test(text.charAt(at + 1));
    const depth = apostrophe ? -1 : awaited.close(mark);
    if (depth >= 0) {
      const [outermost = at] = starts.splice(depth);
      if (depth === 0) found.push([outermost, at + 1]);
    } else if (OPENING.has(mark) || (mark === '"' && opens(text, at, starts))) {
      starts.push(at);
      awaited.push(OPENING.get(mark) ?? mark);
    }
  }
  if (starts[0] !== undefined) found.push([starts[0], text.length]);
  return found;
}

/** The closing marks that are awaited, those of the outermost first. */
class Awaited {
  /** @type {string[]} */
  marks = [];
  /** @type {Map<string, number>} how often each: without it, long rows of marks take very long */
  counts = new Map();

  /** @param {string} mark */
  push(mark) {
    this.marks.push(mark);
    this.counts.set(mark, (this.counts.get(mark) ?? 0) + 1);
  }

  /**
   * @param {string} mark
   * @returns {number} how many are still awaited once it and all inside are closed; -1 if it closes none
   */
  close(mark) {
    // Mixed-up pairs such as 「…” occur.
    const mixedUp = CLOSING.has(mark) && mark !== "’" && this.marks.length === 1;
    const depth = this.counts.get(mark) ? this.marks.lastIndexOf(mark) : mixedUp ? 0 : -1;
    if (depth < 0) return -1;
    for (const closed of this.marks.splice(depth)) {
      this.counts.set(closed, Number(this.counts.get(closed)) - 1);
    }
    return depth;
  }
}

/**
 * Whether the straight mark opens a quotation; after a digit it is an inch mark.
 *
 * @param {string} text
 * @param {number} at
 * @param {number[]} open
 */
const opens = (text, at, open) => open.length === 0 && !/[0-9]/u.test(text.charAt(at - 1));

/**
 * Whether the quoted words are a term or a name rather than what somebody says.
 *
 * @param {string} text
 * @param {Stretch} stretch
 */
function isTerm(text, [start, end]) {
  if (start === 0 || /[：:，,]/u.test(text.charAt(start - 1))) return false;
  BEFORE_TERM.lastIndex = end;
  if (BEFORE_TERM.test(text)) return true;
  const inner = text.slice(start + 1, end - 1);
  if (/[，。！？,!?]/u.test(inner)) return false;
  return inner.length <= LONGEST_TERM || text.split(text.slice(start, end)).length > 2;
}

/**
 * @param {string} text
 * @returns {Stretch[]} the quoted stretches that are somebody's words
 */
export const said = (text) => stretches(text).filter((stretch) => !isTerm(text, stretch));

/**
 * Quotations become closing marks, so that nothing inside them is read as a cue or a name.
 *
 * @param {string} text
 */
export function mask(text) {
  let masked = "";
  let last = 0;
  for (const [start, end] of said(text)) {
    masked += text.slice(last, start) + "”".repeat(end - start);
    last = end;
  }
  return masked + text.slice(last);
}
