/**
 * The units of a text that a cursor steps by: sentences and clauses (words: `breaks.js`); and the two
 * rules that keep a span tidy. All offsets that go in and come out are code points.
 *
 * The server follows the same rules, and both are held to `tests/vectors/units.json`.
 *
 * @module units
 */

/** @import { Span, Stretch } from "./offsets.js" */

import { ABBREVIATIONS, BLANK, EDGES, PAIRS } from "./lexicon.js";
import { flat, pointsIn } from "./offsets.js";

const STOP = new RegExp(`[。！？!?；;…]+[”’」』）)》】〕]*|\\.["”’)\\]]*(?=${BLANK}|$)|\\n`, "gu");
const PUNCTUATION_ONLY = new RegExp(
  `^(?:[。！？!?；;…，,、：:."”’」』）)》】〕—·]|${BLANK})*$`,
  "u",
);
const GOES_ON = /^[，,、]/u;
const GOES_ON_IN_ENGLISH = new RegExp(`^${BLANK}*[a-z]`, "u");
const ENGLISH_STOP = /^[.!?;]/u;
const LAST_WORD = /[A-Za-z.]+$/u;
const CLAUSE_STOP = /(?:[，、：]|[,:](?![0-9/]))["”’」』）)》】〕]*/gu;
const A_BLANK = new RegExp(BLANK, "u");
const EDGE = new RegExp(`[${EDGES}]|${BLANK}`, "u");
const ONLY_EDGES = new RegExp(`^(?:[${EDGES}]|${BLANK})*$`, "u");

const OPENING = new Set(PAIRS.map((pair) => pair.charAt(0)));
const CLOSING = new Map(PAIRS.map((pair) => [pair.charAt(1), pair.charAt(0)]));

/**
 * @param {string} given - one block
 * @param {number} [base] - where the block starts in the article, code points
 * @returns {Span[]} its sentences, without the blanks around them
 */
export function sentences(given, base = 0) {
  const text = flat(given);
  /** @type {Stretch[]} */
  const pieces = [];
  let from = 0;
  for (const end of sentenceEnds(text)) {
    const last = pieces.at(-1);
    const alone = PUNCTUATION_ONLY.test(text.slice(from, end));
    if (alone && last && text[from - 1] !== "\n") last[1] = end;
    else if (!alone) pieces.push([from, end]);
    from = end;
  }
  return toSpans(text, pieces, base);
}

/**
 * @param {string} text - flat
 * @returns {number[]} where sentences end; the last is the end of the text
 */
function sentenceEnds(text) {
  const ends = [];
  let counted = 0;
  let straight = 0;
  for (const match of text.matchAll(STOP)) {
    let end = match.index + match[0].length;
    straight += text.slice(counted, end).split('"').length - 1;
    counted = end;
    // The straight mark closes here if one is open.
    if (text[end] === '"' && straight % 2 === 1) end += 1;
    if (!goesOn(text, match, end)) ends.push(end);
  }
  if (ends.at(-1) !== text.length) ends.push(text.length);
  return ends;
}

/**
 * @param {string} text
 * @param {RegExpExecArray} stop
 * @param {number} end - after the stop and its closing marks
 */
function goesOn(text, stop, end) {
  if (stop[0] === "\n") return false;
  const rest = text.slice(end, end + 40);
  if (GOES_ON.test(rest)) return true;
  if (!ENGLISH_STOP.test(stop[0])) return false;
  if (GOES_ON_IN_ENGLISH.test(rest)) return true;
  const before = LAST_WORD.exec(text.slice(Math.max(0, stop.index - 12), stop.index));
  return stop[0].startsWith(".") && before !== null && isAbbreviation(before[0]);
}

/** @param {string} word */
const isAbbreviation = (word) => ABBREVIATIONS.includes(word) || /^(?:[A-Z]\.)*[A-Z]$/u.test(word);

/**
 * @param {string} given - one block
 * @param {Span} sentence - in code points of the block
 * @param {number} [base] - added to what is returned, code points
 * @returns {Span[]} its clauses: each ends after ，、： and closing marks
 */
export function clauses(given, { start, end }, base = 0) {
  const text = flat(given);
  /** @type {Stretch[]} */
  const pieces = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(CLAUSE_STOP)) {
    const to = start + match.index + match[0].length;
    pieces.push([from, to]);
    from = to;
  }
  pieces.push([from, end]);
  return toSpans(text, pieces, base);
}

/**
 * @param {string} text - flat
 * @param {Stretch[]} pieces
 * @param {number} base
 * @returns {Span[]} without blanks at their ends; empty ones are left out
 */
const toSpans = (text, pieces, base) =>
  pieces
    .map((piece) => without(A_BLANK, text, piece))
    .filter(([start, end]) => start < end)
    .map(([start, end]) => ({ start: base + start, end: base + end }));

/**
 * @param {RegExp} unwanted - one character
 * @param {string} text - flat
 * @param {Stretch} stretch
 * @returns {Stretch} less the unwanted characters at both ends
 */
function without(unwanted, text, [from, to]) {
  let [start, end] = [from, to];
  while (start < end && unwanted.test(text.charAt(start))) start++;
  while (start < end && unwanted.test(text.charAt(end - 1))) end--;
  return [start, end];
}

/**
 * Drop blanks and ，。；：、 at both ends, and half a pair of marks whose other half stays outside;
 * a half whose partner is all that is missing is made whole instead.
 *
 * @param {string} text - one block
 * @param {Span} span - in code points of `text`
 * @returns {Span} empty if nothing is left
 */
export function trim(text, span) {
  const [start, end] = trimmed(flat(text), [span.start, span.end]);
  return { start, end };
}

/**
 * @param {string} text - flat
 * @param {Stretch} stretch
 * @returns {Stretch}
 */
export function trimmed(text, stretch) {
  const partners = partnersAround(text, stretch);
  let [start, end] = stretch;
  for (let before = -1; before !== end - start; ) {
    before = end - start;
    [start, end] = without(EDGE, text, wholePairs(text, [start, end], partners));
  }
  return [start, end];
}

/**
 * @param {string} text - flat
 * @param {Stretch} stretch
 * @param {Map<number, number>} partners
 * @returns {Stretch} with half a pair at one end made whole, or else dropped
 */
function wholePairs(text, [start, end], partners) {
  if (start >= end) return [start, end];
  const closing = partners.get(start) ?? start;
  const opening = partners.get(end - 1) ?? end - 1;
  /** @type {(from: number, to: number) => boolean} */
  const onlyEdges = (from, to) => ONLY_EDGES.test(text.slice(from, to));
  if (closing < start) return [start + 1, end];
  if (opening >= end) return [start, end - 1];
  if (closing >= end) return onlyEdges(end, closing) ? [start, closing + 1] : [start + 1, end];
  if (opening < start) return onlyEdges(opening + 1, start) ? [opening, end] : [start, end - 1];
  return [start, end];
}

/**
 * @param {string} text - flat
 * @param {Stretch} stretch
 * @returns {Map<number, number>} where the other half of each mark on its lines stands
 */
function partnersAround(text, [start, end]) {
  const last = text.indexOf("\n", end);
  /** @type {Map<number, number>} */
  const partners = new Map();
  /** @type {Map<string, number[]>} by opening mark */
  const open = new Map();
  for (let i = text.lastIndexOf("\n", start - 1) + 1; i < (last < 0 ? text.length : last); i++) {
    const mark = text.charAt(i);
    const at = open.get(CLOSING.get(mark) ?? "")?.pop();
    if (mark === "\n") open.clear();
    else if (OPENING.has(mark) && !open.get(mark)?.push(i)) open.set(mark, [i]);
    else if (at !== undefined) partners.set(at, i).set(i, at);
  }
  return partners;
}

/** @type {Intl.Segmenter | undefined} made when it is needed: it takes some milliseconds */
let graphemes;

/**
 * Widen a span so that it cuts no character a reader sees as one.
 *
 * @param {string} text - one block
 * @param {Span} span - in code points of `text`
 * @returns {Span}
 */
export function graphemeSafe(text, span) {
  let { start, end } = span;
  let point = 0;
  graphemes ??= new Intl.Segmenter("zh", { granularity: "grapheme" });
  for (const { segment } of graphemes.segment(text)) {
    const next = point + pointsIn(segment);
    if (point < span.start && span.start < next) start = point;
    if (point < span.end && span.end < next) end = next;
    if (point >= span.end) break;
    point = next;
  }
  return { start, end };
}
