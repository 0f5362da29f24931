/**
 * Who is said to speak in a sentence of a flat block, and by which words.
 *
 * @module speaking
 */

/** @import { Stretch } from "./offsets.js" */
/** @typedef {{source: Stretch, cue: Stretch, inherited: boolean}} Attribution */

import {
  ACCORDING_HEADS,
  ACCORDING_TAILS,
  BLANK,
  HEADS,
  MEDIA,
  NEGATIONS,
  NO_SOURCE_END,
  NOT_AFTER,
  NOT_BEFORE,
  PAPERS,
  RELAYS,
  STRONG_CUES,
  SUBJECT_STOPS,
  TAILS,
  WEAK_CUES,
} from "./lexicon.js";
import { mask } from "./quoted.js";
import { trimmed } from "./units.js";

/** Nobody writes longer sentences, and reading them costs the square of their length. */
const LONGEST_SENTENCE = 1000;
const LONGEST_SOURCE = 45;
const LONGEST_TAIL = 40; // 在, 24 characters and Facebook, with some room

const longestFirst = [...STRONG_CUES, ...WEAK_CUES].sort((a, b) => b.length - a.length);
const CUE = new RegExp(longestFirst.join("|"), "gu");
/** @type {Record<string, string | undefined>} */
const BEFORE = NOT_BEFORE;
/** @type {Record<string, string | undefined>} */
const AFTER = NOT_AFTER;
const NEGATED = new RegExp(`(?:${NEGATIONS.join("|")})$`, "u");
const FROM_MEDIA = new RegExp(`${MEDIA}》?[^，。；：]{0,8}$`, "u");
const HEAD = new RegExp(`^(?:${HEADS.join("|")})(?:[，、]|${BLANK})*`, "u");
const TAIL = new RegExp(`(?:${TAILS.join("|")})${BLANK}*$`, "gu");
const ONE_TAIL = new RegExp(`(?:${TAILS.join("|")})$`, "uy");
const BLANKS_AT_END = new RegExp(`${BLANK}*$`, "u");
const CUT = /[，。；：:！？!?”」』",…\n]/u;
const SUBJECT = new RegExp(`^([\\u4e00-\\u9fff·‧・]{2,12}?)(?=${SUBJECT_STOPS})`, "u");
const ACCORDING = new RegExp(
  `${ACCORDING_HEADS}([^，。；：”]{1,40}?)${ACCORDING_TAILS}(?=[，,：:”])`,
  "dgu",
);
const PAPER = new RegExp(
  `${ACCORDING_HEADS}([^，。；：”]{1,40}?${PAPERS})(?:显示|称|说|指出)?(?=[，,：:])`,
  "dgu",
);
const RELAY = new RegExp(RELAYS, "u");
const RELAYED_TAIL = /(?:的(?:分析|话|说法|消息|报告|表态))?(?:报道|报导)?$/u;
export const LEAD = new RegExp(`^(?:[，：:,]|${BLANK})*(?:that(?![A-Za-z])${BLANK}*)?`, "u");

/** @type {((masked: string) => Attribution[])[]} what else has been fetched: `english.js` */
export const inOtherLanguages = [];

/**
 * @param {string} text
 * @param {Stretch} sentence
 * @returns {Attribution[]} in the order of the sentence
 */
export function attributions(text, sentence) {
  if (sentence[1] - sentence[0] > LONGEST_SENTENCE) return [];
  const masked = mask(text).slice(...sentence);
  const found = [...accordingTo(masked), ...inOtherLanguages.flatMap((find) => find(masked))].sort(
    byPlace,
  );
  for (const cue of cues(masked)) {
    if (found.some((other) => other.cue[0] <= cue[0] && cue[0] < other.cue[1])) continue;
    found.push(...sourcesOf(masked, cue, found));
    found.sort(byPlace);
  }
  return found.map(({ source, cue, inherited }) => ({
    source: shift(source, sentence[0]),
    cue: shift(cue, sentence[0]),
    inherited,
  }));
}

/**
 * @param {Attribution} a
 * @param {Attribution} b
 */
const byPlace = (a, b) => a.cue[0] - b.cue[0];

/**
 * @param {string} masked
 * @returns {Stretch[]}
 */
function cues(masked) {
  /** @type {Stretch[]} */
  const found = [];
  for (const match of masked.matchAll(CUE)) {
    const cue = /** @type {Stretch} */ ([match.index, match.index + match[0].length]);
    if (isCue(masked, cue, match[0])) found.push(cue);
  }
  return found;
}

/**
 * @param {string} masked
 * @param {Stretch} cue
 * @param {string} word
 */
function isCue(masked, [start, end], word) {
  const before = masked.slice(0, start);
  const next = masked.charAt(end);
  if (next && `了过${BEFORE[word] ?? ""}`.includes(next)) return false;
  if (before && `（(${AFTER[word] ?? ""}`.includes(before.slice(-1))) return false;
  if (NEGATED.test(before)) return false;
  if (word === "报道" || word === "报导") return FROM_MEDIA.test(before);
  if (!WEAK_CUES.includes(word)) return true;
  return next !== "" && !"的。；、".includes(next);
}

/**
 * @param {string} masked
 * @returns {Attribution[]} 据…报道 and 根据…的数据
 */
function accordingTo(masked) {
  const papers = [...masked.matchAll(PAPER)].map(fromMatch);
  const reports = [...masked.matchAll(ACCORDING)].map(fromMatch);
  const rest = reports.filter((one) => !papers.some((other) => other.cue[0] === one.cue[0]));
  return [...papers, ...rest];
}

/**
 * @param {RegExpExecArray} match - its first group is the source
 * @returns {Attribution}
 */
export function fromMatch(match) {
  const cue = /** @type {Stretch} */ ([match.index, match.index + match[0].length]);
  return { source: match.indices?.[1] ?? cue, cue, inherited: false };
}

/**
 * @param {string} masked
 * @param {Stretch} cue
 * @param {Attribution[]} earlier
 * @returns {Attribution[]} one; two if an outlet passes on another's words; none if nobody is named
 */
function sourcesOf(masked, cue, earlier) {
  const from = Math.max(0, ...earlier.map((one) => one.cue[1]).filter((end) => end <= cue[0]));
  const relay = RELAY.exec(masked.slice(from, cue[0]));
  if (relay) return relayed(masked, from, from + relay.index, cue);
  const source = nounPhrase(masked, from, cue[0]);
  if (source) return [{ source, cue, inherited: false }];
  const subject = earlier.at(-1)?.source ?? subjectOf(masked, cue[0]);
  return subject ? [{ source: subject, cue, inherited: true }] : [];
}

/**
 * @param {string} masked
 * @param {number} from
 * @param {number} at - where 援引 stands
 * @param {Stretch} cue
 * @returns {Attribution[]}
 */
function relayed(masked, from, at, cue) {
  const after = at + 2;
  const words = masked.slice(after, cue[0]).replace(RELAYED_TAIL, "");
  const speaker = nounPhrase(masked, after, after + words.length);
  const outlet = nounPhrase(masked, from, at);
  /** @type {Attribution[]} */
  const found = [];
  if (outlet) found.push({ source: outlet, cue: [at, after], inherited: false });
  if (speaker) found.push({ source: speaker, cue, inherited: false });
  return found;
}

/**
 * @param {string} masked
 * @param {number} from
 * @param {number} to
 * @returns {Stretch | null} the last noun phrase before `to`, without time, place and addressee
 */
function nounPhrase(masked, from, to) {
  const start = withoutHead(masked, from + lastCut(masked.slice(from, to)), to);
  const end = withoutTails(masked, start, to);
  const words = masked.slice(start, end);
  const odd = NO_SOURCE_END.includes(words.slice(-1)) || words.includes("【");
  if (odd || words.length > LONGEST_SOURCE) return null;
  const source = trimmed(masked, [start, end]);
  return source[0] >= source[1] || onlyTails(words) ? null : source;
}

/**
 * @param {string} masked
 * @param {number} start
 * @param {number} to
 * @returns {number} where the words end that are no time, place, manner or addressee
 */
function withoutTails(masked, start, to) {
  for (let end = to; ; ) {
    const words = masked.slice(0, end);
    const last = BLANKS_AT_END.exec(masked.slice(start, end))?.index ?? 0;
    TAIL.lastIndex = Math.max(start, start + last - LONGEST_TAIL);
    const tail = TAIL.exec(words);
    if (!tail || tail.index === start) return end;
    end = tail.index;
  }
}

/**
 * A table instead of one pattern with a plus: that would try every way to cut 对对对对… into addressees.
 *
 * @param {string} words
 * @returns {boolean} whether they are nothing but adverbials
 */
function onlyTails(words) {
  const reached = new Set([0]);
  for (let end = 1; end <= words.length; end++) {
    const upTo = words.slice(0, end);
    for (const start of reached) {
      ONE_TAIL.lastIndex = start;
      if (ONE_TAIL.test(upTo)) {
        reached.add(end);
        break;
      }
    }
  }
  return reached.has(words.length);
}

/**
 * @param {string} words
 * @returns {number} after the last mark that ends a clause, those in brackets aside
 */
function lastCut(words) {
  let depth = 0;
  let cut = 0;
  for (let i = 0; i < words.length; i++) {
    const mark = words.charAt(i);
    if ("（(".includes(mark)) depth++;
    else if ("）)".includes(mark)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && CUT.test(mark)) cut = i + 1;
  }
  return cut;
}

/**
 * @param {string} masked
 * @param {number} start
 * @param {number} end
 * @returns {number} where what is no connector and no time begins
 */
export function withoutHead(masked, start, end) {
  let at = start;
  for (let head = HEAD.exec(masked.slice(at, end)); head; ) {
    if (at + head[0].length >= end) return at;
    at += head[0].length;
    head = HEAD.exec(masked.slice(at, end));
  }
  return at;
}

/**
 * @param {string} masked
 * @param {number} cue
 * @returns {Stretch | null} the subject of the sentence: 王毅在北京出席会议，并表示…
 */
function subjectOf(masked, cue) {
  const start = withoutHead(masked, 0, cue);
  const subject = SUBJECT.exec(masked.slice(start, cue))?.[1];
  return subject ? nounPhrase(masked, start, start + subject.length) : null;
}

/**
 * Of several who speak, the one whose words follow: 路透社报道说，佩斯科夫表示，… is 佩斯科夫.
 *
 * @param {string} text
 * @param {Attribution[]} found
 * @returns {Attribution | undefined}
 */
export function governing(text, found) {
  let main = found[0];
  for (const next of found.slice(1)) {
    if (!main || next.inherited || afterLead(text, main.cue[1]) < next.source[0]) break;
    main = next;
  }
  return main;
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {number} past the comma or colon after a cue, and past a connector or time
 */
function afterLead(text, at) {
  const start = at + (LEAD.exec(text.slice(at))?.[0].length ?? 0);
  return withoutHead(text, start, text.length);
}

/**
 * @param {Stretch} stretch
 * @param {number} by
 * @returns {Stretch}
 */
const shift = ([start, end], by) => [start + by, end + by];
