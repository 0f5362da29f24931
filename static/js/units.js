/**
 * The units of a text that a cursor steps by: sentences, clauses, words; and the two rules that keep
 * a span tidy. All offsets that go in and come out are code points.
 *
 * The server follows the same rules (all but the words, which only the browser needs), and both are
 * held to `tests/vectors/units.json`.
 *
 * @module units
 */

/** @import { Span } from "./offsets.js" */

import { ABBREVIATIONS, BLANK, EDGES, NAME_CHARACTERS, PAIRS } from "./lexicon.js";
import { pointsAt, pointsIn, toSpan, toStretch } from "./offsets.js";

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
const LEADING_BLANKS = new RegExp(`^${BLANK}+`, "u");
const TRAILING_BLANKS = new RegExp(`${BLANK}+$`, "u");
const EDGE = new RegExp(`^(?:[${EDGES}]|${BLANK})$`, "u");
const NAME = new RegExp(`[${NAME_CHARACTERS}]{1,8}(?:[·•‧・][${NAME_CHARACTERS}]{1,8})+`, "gu");
const LATIN_IN_BRACKETS = /[（(][A-Z][A-Za-z .’'-]*[）)]/gu;

const OPENING = new Map(PAIRS.map((pair) => [pair.charAt(0), pair.charAt(1)]));
const CLOSING = new Map(PAIRS.map((pair) => [pair.charAt(1), pair.charAt(0)]));

/**
 * @param {string} text - one block
 * @param {number} [base] - where the block starts in the article, code points
 * @returns {Span[]} its sentences, without the blanks around them
 */
export function sentences(text, base = 0) {
  /** @type {[number, number][]} */
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
 * @param {string} text
 * @returns {number[]} where sentences end, UTF-16 units; the last is the end of the text
 */
function sentenceEnds(text) {
  const ends = [];
  let counted = 0;
  let straight = 0;
  for (const match of text.matchAll(STOP)) {
    let end = match.index + match[0].length;
    straight += count(text.slice(counted, end), '"');
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
const isAbbreviation = (word) =>
  ABBREVIATIONS.includes(word) || /^[A-Z]$/u.test(word) || /^(?:[A-Z]\.)+[A-Z]$/u.test(word);

/**
 * @param {string} text
 * @param {string} character
 */
const count = (text, character) => text.split(character).length - 1;

/**
 * @param {string} text - one block
 * @param {Span} sentence - in code points of `text`
 * @param {number} [base] - added to what is returned, code points
 * @returns {Span[]} its clauses: each ends after ，、： and closing marks
 */
export function clauses(text, sentence, base = 0) {
  const [start, end] = toStretch(text, sentence);
  /** @type {[number, number][]} */
  const pieces = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(CLAUSE_STOP)) {
    const to = start + match.index + match[0].length;
    pieces.push([from, to]);
    from = to;
  }
  if (from < end) pieces.push([from, end]);
  return toSpans(text, pieces, base);
}

/**
 * Pieces in UTF-16 units become spans in code points, without blanks at their ends.
 *
 * @param {string} text
 * @param {[number, number][]} pieces - in order
 * @param {number} base
 * @returns {Span[]}
 */
function toSpans(text, pieces, base) {
  const spans = [];
  let units = 0;
  let points = base;
  for (const [from, to] of pieces) {
    const whole = text.slice(from, to);
    const left = whole.replace(LEADING_BLANKS, "");
    const words = left.replace(TRAILING_BLANKS, "");
    if (!words) continue;
    const first = to - left.length;
    const start = points + pointsIn(text.slice(units, first));
    points = start + pointsIn(words);
    units = first + words.length;
    spans.push({ start, end: points });
  }
  return spans;
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
  let [start, end] = toStretch(text, span);
  for (let before = -1; before !== end - start; ) {
    before = end - start;
    [start, end] = wholePairs(text, start, end);
    while (start < end && EDGE.test(text.charAt(start))) start++;
    while (end > start && EDGE.test(text.charAt(end - 1))) end--;
  }
  return toSpan(text, [start, end]);
}

/**
 * @param {string} text
 * @param {number} start - UTF-16 units
 * @param {number} end
 * @returns {[number, number]}
 */
function wholePairs(text, start, end) {
  if (start >= end) return [start, end];
  if (partnerBefore(text, start) >= 0) return [start + 1, end];
  if (partnerAfter(text, end - 1) >= 0) return [start, end - 1];
  const closing = partnerAfter(text, start);
  if (closing >= end)
    return onlyEdges(text, end, closing) ? [start, closing + 1] : [start + 1, end];
  const opening = partnerBefore(text, end - 1);
  if (opening < 0 || opening >= start) return [start, end];
  return onlyEdges(text, opening + 1, start) ? [opening, end] : [start, end - 1];
}

/**
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
const onlyEdges = (text, from, to) => [...text.slice(from, to)].every((mark) => EDGE.test(mark));

/**
 * @param {string} text
 * @param {number} at - where an opening mark may stand
 * @returns {number} where its closing mark stands, -1 if there is none on this line
 */
function partnerAfter(text, at) {
  const opening = text.charAt(at);
  const closing = OPENING.get(opening);
  if (closing === undefined) return -1;
  let depth = 0;
  for (let i = at; i < text.length && text[i] !== "\n"; i++) {
    if (text[i] === opening) depth++;
    else if (text[i] === closing && --depth === 0) return i;
  }
  return -1;
}

/**
 * @param {string} text
 * @param {number} at - where a closing mark may stand
 * @returns {number} where its opening mark stands, -1 if there is none on this line
 */
function partnerBefore(text, at) {
  const closing = text.charAt(at);
  const opening = CLOSING.get(closing);
  if (opening === undefined) return -1;
  let depth = 0;
  for (let i = at; i >= 0 && text[i] !== "\n"; i--) {
    if (text[i] === closing) depth++;
    else if (text[i] === opening && --depth === 0) return i;
  }
  return -1;
}

const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });
const segments = new Intl.Segmenter("zh", { granularity: "word" });

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
  for (const { segment } of graphemes.segment(text)) {
    const next = point + pointsIn(segment);
    if (point < span.start && span.start < next) start = point;
    if (point < span.end && span.end < next) end = next;
    if (point >= span.end) break;
    point = next;
  }
  return { start, end };
}

/**
 * The places where words begin and end. Foreign names with a middle dot, Latin names in brackets
 * and the strings in `whole` are never cut.
 *
 * @param {string} text - one block
 * @param {Iterable<string>} [whole] - for instance what is tagged already
 * @returns {number[]} code points, ascending, the first 0 and the last the length of the text
 */
export function wordEdges(text, whole = []) {
  const kept = [...keptWhole(text, whole)];
  const edges = [0];
  let units = 0;
  let points = 0;
  for (const { segment } of segments.segment(text)) {
    units += segment.length;
    points += pointsIn(segment);
    if (!kept.some(([from, to]) => from < units && units < to)) edges.push(points);
  }
  return withEdges(text, edges, kept);
}

/**
 * @param {string} text
 * @param {Iterable<string>} whole
 * @returns {Generator<[number, number]>} UTF-16 units
 */
function* keptWhole(text, whole) {
  for (const pattern of [NAME, LATIN_IN_BRACKETS]) {
    for (const match of text.matchAll(pattern)) yield [match.index, match.index + match[0].length];
  }
  for (const words of whole) {
    if (words.length < 2) continue;
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
      yield [at, at + words.length];
    }
  }
}

/**
 * What is kept whole also begins and ends at an edge.
 *
 * @param {string} text
 * @param {number[]} edges - code points
 * @param {[number, number][]} kept - UTF-16 units
 */
function withEdges(text, edges, kept) {
  const all = new Set(edges);
  for (const [from, to] of kept) {
    for (const at of [from, to]) {
      if (!kept.some(([a, b]) => a < at && at < b)) all.add(pointsAt(text, at));
    }
  }
  return [...all].sort((a, b) => a - b);
}
