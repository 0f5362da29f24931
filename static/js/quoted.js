/**
 * The quoted stretches of a block. Offsets are UTF-16 units; marks are never astral.
 *
 * @module quoted
 */

/** @import { Stretch } from "./offsets.js" */

import { QUOTE_PAIRS, TERM_ENDS } from "./lexicon.js";

const LONGEST_TERM = 6;
const OPENING = new Map(QUOTE_PAIRS.map((pair) => [pair.charAt(0), pair.charAt(1)]));
const CLOSING = new Set(OPENING.values());
const BEFORE_TERM = new RegExp(`^${TERM_ENDS}`, "u");

/**
 * @param {string} text
 * @returns {Stretch[]} quoted stretches with their marks
 */
export function stretches(text) {
  /** @type {Stretch[]} */
  const found = [];
  /** @type {{at: number, closing: string}[]} */
  const open = [];
  for (let i = 0; i < text.length; i++) {
    const mark = text.charAt(i);
    const closes = closedBy(text, i, open);
    if (closes >= 0) {
      const [outermost] = open.splice(closes);
      if (outermost && open.length === 0) found.push([outermost.at, i + 1]);
    } else if (opens(text, i, open)) {
      open.push({ at: i, closing: OPENING.get(mark) ?? mark });
    }
  }
  const unclosed = open[0];
  if (unclosed) found.push([unclosed.at, text.length]);
  return found;
}

/**
 * @param {string} text
 * @param {number} at
 * @param {{closing: string}[]} open
 */
function opens(text, at, open) {
  const mark = text.charAt(at);
  if (mark !== '"') return OPENING.has(mark);
  // After a digit it is an inch mark.
  return open.length === 0 && !/[0-9]/u.test(text.charAt(at - 1));
}

/**
 * @param {string} text
 * @param {number} at
 * @param {{closing: string}[]} open
 * @returns {number} which of the open marks is closed here, -1 if none
 */
function closedBy(text, at, open) {
  const mark = text.charAt(at);
  const apostrophe = mark === "’" && /[A-Za-z]/u.test(text.charAt(at + 1));
  if (apostrophe || open.length === 0) return -1;
  for (let i = open.length - 1; i >= 0; i--) if (open[i]?.closing === mark) return i;
  // Mixed-up pairs such as 「…” occur.
  return CLOSING.has(mark) && mark !== "’" && open.length === 1 ? 0 : -1;
}

/**
 * Whether the quoted words are a term or a name rather than what somebody says.
 *
 * @param {string} text
 * @param {Stretch} stretch
 */
export function isTerm(text, [start, end]) {
  if (start === 0 || /[：:，,]/u.test(text.charAt(start - 1))) return false;
  if (BEFORE_TERM.test(text.slice(end))) return true;
  const inner = text.slice(start + 1, end - 1);
  if (/[，。！？,!?]/u.test(inner)) return false;
  return inner.length <= LONGEST_TERM || text.split(text.slice(start, end)).length > 2;
}

/**
 * Quotations become closing marks, so that nothing inside them is read as a cue or a name.
 *
 * @param {string} text
 */
export function mask(text) {
  let masked = text;
  for (const [start, end] of stretches(text)) {
    if (isTerm(text, [start, end])) continue;
    masked = masked.slice(0, start) + "”".repeat(end - start) + masked.slice(end);
  }
  return masked;
}
