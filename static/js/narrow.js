/**
 * From a sentence to the part that a label means: the quotation, or who is quoted.
 *
 * The server follows the same rules, and both are held to `tests/vectors/narrowing.json`. Offsets
 * are code points of the block; inside, the block is flat.
 *
 * @module narrow
 */

/** @import { Span, Stretch } from "./offsets.js" */
/** @import { Attribution } from "./speaking.js" */

import { flat } from "./offsets.js";
import { said, stretches } from "./quoted.js";
import { attributions, governing, LEAD } from "./speaking.js";
import { sentences, trimmed } from "./units.js";

const HAS_WORDS = /[A-Za-z\u4e00-\u9fff]/u;

/**
 * What key 2 means on a sentence: the words of somebody else.
 *
 * A quotation in marks, unless it is a term or only part of what is reported; then the reported
 * clause; in the middle of a long quotation, all of it; else the sentence.
 *
 * @param {string} given - one block
 * @param {Span} sentence
 * @returns {Span}
 */
export function narrowToQuote(given, { start, end }) {
  const text = flat(given);
  const quoted = said(text);
  const found = attributions(text, [start, end]);
  const begun = quoted.filter(([from]) => start <= from && from < end);
  const longest = begun.sort((a, b) => b[1] - b[0] - (a[1] - a[0]))[0];
  if (longest) return tidy(text, mixedClause(text, [start, end], longest, found) ?? longest);
  const around = quoted.find(([from, to]) => from < start && start < to);
  if (around) return tidy(text, around);
  const main = governing(text, found);
  return tidy(text, main ? reported(text, [start, end], main, found) : [start, end]);
}

/**
 * What key 3 means on a sentence: who speaks in it, name, title and bracketed Latin name included.
 *
 * In a sentence that only continues a quotation, or is followed by “他说”, the speaker is sought
 * around the quotation.
 *
 * @param {string} given - one block
 * @param {Span} sentence
 * @returns {Span | null} null if nobody is named
 */
export function narrowToSpeaker(given, { start, end }) {
  const text = flat(given);
  const main = governing(text, attributions(text, [start, end]));
  if (main) return toSpan(main.source);
  const around = stretches(text).find(([from, to]) => from < end && start < to);
  return around ? speakerAround(text, around) : null;
}

/**
 * @param {string} text
 * @param {Stretch} quoted
 * @returns {Span | null} who speaks where the quotation begins, or else right behind it
 */
function speakerAround(text, quoted) {
  const all = sentences(text);
  const opening = all.find((one) => one.start <= quoted[0] && quoted[0] < one.end);
  const before = opening && governing(text, attributions(text, [opening.start, opening.end]));
  if (before) return toSpan(before.source);
  const next = all.find((one) => one.start === quoted[1]);
  const after = next && attributions(text, [next.start, next.end])[0];
  return after?.source[0] === quoted[1] ? toSpan(after.source) : null;
}

/**
 * The whole reported clause, if the quoted words are only part of it.
 *
 * @param {string} text
 * @param {Stretch} sentence
 * @param {Stretch} quoted
 * @param {Attribution[]} found
 * @returns {Stretch | null}
 */
function mixedClause(text, sentence, quoted, found) {
  const before = found.filter((one) => one.cue[1] <= quoted[0] && quoted[1] <= sentence[1]).at(-1);
  if (!before) return null;
  const clause = reported(text, sentence, before, found);
  const besides = HAS_WORDS.test(text.slice(clause[0], quoted[0]));
  return besides && quoted[1] <= clause[1] ? clause : null;
}

/**
 * @param {string} text
 * @param {Stretch} sentence
 * @param {Attribution} main
 * @param {Attribution[]} found
 * @returns {Stretch} what `main` says: after the cue, or before a source that comes last
 */
function reported(text, sentence, main, found) {
  const lead = LEAD.exec(text.slice(main.cue[1], sentence[1]))?.[0].length ?? 0;
  const start = main.cue[1] + lead;
  const next = found.find((one) => one.cue[0] >= start);
  const limit = next ? clauseBefore(text, start, next) : sentence[1];
  const after = trimmed(text, [start, limit]);
  if (after[1] - after[0] > 1) return withoutStop(text, after);
  return [sentence[0], main.source[0] > sentence[0] ? main.source[0] : sentence[1]];
}

/**
 * @param {string} text
 * @param {number} start
 * @param {Attribution} next
 * @returns {number} the end of the last clause before another one speaks
 */
function clauseBefore(text, start, next) {
  const to = next.inherited ? next.cue[0] : Math.min(next.source[0], next.cue[0]);
  const cut = Math.max(text.lastIndexOf("，", to), text.lastIndexOf("；", to));
  return cut > start ? cut : to;
}

/**
 * @param {string} text
 * @param {Stretch} stretch
 * @returns {Stretch} without the full stop of an English sentence
 */
function withoutStop(text, [start, end]) {
  return /[a-z0-9]\.$/u.test(text.slice(start, end)) ? [start, end - 1] : [start, end];
}

/**
 * @param {string} text
 * @param {Stretch} stretch
 */
const tidy = (text, stretch) => toSpan(trimmed(text, stretch));

/**
 * @param {Stretch} stretch
 * @returns {Span}
 */
const toSpan = ([start, end]) => ({ start, end });
