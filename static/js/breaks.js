/**
 * Where words begin and end. Fetched at the first sign of somebody at work. All offsets are code points.
 *
 * @module breaks
 */

/** @import { Stretch } from "./offsets.js" */

import { LATIN_NAME, MIDDLE_DOTS, NAME_CHARACTERS } from "./names.js";
import { flat, pointsIn } from "./offsets.js";

const DOTTED = `[${NAME_CHARACTERS}]{1,8}(?:[${MIDDLE_DOTS}][${NAME_CHARACTERS}]{1,8})+`;
const NAME = new RegExp(`${DOTTED}(?:${LATIN_NAME})?|${LATIN_NAME}`, "gu");

/** @type {Intl.Segmenter | undefined} made when it is needed: it takes some milliseconds */
let words;

/**
 * @param {string} text - one block
 * @returns {number[]} code points where words begin and end as the browser knows them; 0 comes first
 */
export function edgesOf(text) {
  let point = 0;
  const edges = [0];
  words ??= new Intl.Segmenter("zh", { granularity: "word" });
  for (const { segment } of words.segment(text)) {
    point += pointsIn(segment);
    edges.push(point);
  }
  return edges;
}

/**
 * The places where words begin and end, with what is one word for us left whole.
 *
 * @param {string} text - one block
 * @param {Iterable<string>} [terms] - for instance what is tagged already
 * @param {number[]} [edges] - as `edgesOf` gives them
 * @returns {number[]} code points, ascending, the first 0 and the last the length of the text
 */
export function wordEdges(text, terms = [], edges = edgesOf(text)) {
  const kept = wholeWords(text, terms);
  const outside = edges.filter((at) => !kept.some(([from, to]) => from < at && at < to));
  return [...new Set([...outside, ...kept.flat()])].sort((a, b) => a - b);
}

/**
 * What no cursor stops inside: foreign names with a middle dot and the Latin name behind them,
 * Latin names in brackets, and the given terms. The longest wins where two overlap, then the first.
 *
 * @param {string} given - one block
 * @param {Iterable<string>} terms
 * @returns {Stretch[]} in code points, in the order of the text
 */
export function wholeWords(given, terms) {
  const text = flat(given);
  /** @type {Stretch[]} */
  const kept = [];
  for (const [from, to] of candidates(text, terms).sort(byLength)) {
    if (!kept.some((other) => from < other[1] && other[0] < to)) kept.push([from, to]);
  }
  return kept.sort((a, b) => a[0] - b[0]);
}

/**
 * @param {Stretch} a
 * @param {Stretch} b
 */
const byLength = (a, b) => b[1] - b[0] - (a[1] - a[0]) || a[0] - b[0];

/**
 * @param {string} text - flat
 * @param {Iterable<string>} terms
 * @returns {Stretch[]}
 */
function candidates(text, terms) {
  /** @type {Stretch[]} */
  const found = [];
  for (const { 0: name, index } of text.matchAll(NAME)) found.push([index, index + name.length]);
  for (const term of new Set([...terms].map(flat))) {
    if (term.length < 2) continue;
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
      found.push([at, at + term.length]);
    }
  }
  return found;
}
