/**
 * Who is said to speak in English sentences. Fetched where an article holds some.
 *
 * @module english
 */

/** @import { Attribution } from "./speaking.js" */

import { BLANK } from "./lexicon.js";
import { fromMatch, inOtherLanguages } from "./speaking.js";

export const ENGLISH_CUES =
  "(?:said|says|told|tells|added|adds|argued|argues|wrote|writes|warned|warns|stressed|stresses|noted|notes|claimed|claims|announced|stated|states|insisted|acknowledged|denied)";
export const ENGLISH_SOURCE =
  "(?:[Hh]e|[Ss]he|[Tt]hey|[Tt]he(?: [a-z-]+){1,3}|(?:[Tt]he |[Aa]n? )?(?:[A-Z][A-Za-z’'-]*(?:\\.(?= [A-Z]))?|officials?|spokesman|spokeswoman|spokesperson|minister|president|police|experts?|analysts?|report|ministry|government)(?: (?:of|the|for|de|von|van|and|[A-Z][A-Za-z’'-]*(?:\\.(?= [A-Z]))?|officials?|spokesman|spokeswoman|spokesperson|minister|president|ministry|police|government))*)";
const ENGLISH_BEFORE = new RegExp(
  `(?<![A-Za-z])(${ENGLISH_SOURCE})(?:, [^,.;”]{1,60},)?(?: also| later| then| has| had)? ${ENGLISH_CUES}(?![A-Za-z])`,
  "dgu",
);
const ENGLISH_AFTER = new RegExp(
  `”,?${BLANK}*${ENGLISH_CUES} (${ENGLISH_SOURCE})(?![A-Za-z])`,
  "dgu",
);
const ENGLISH_ACCORDING = /[Aa]ccording to ([^,.;”]{2,60})/dgu;

/**
 * @param {string} masked
 * @returns {Attribution[]}
 */
function english(masked) {
  return [ENGLISH_BEFORE, ENGLISH_AFTER, ENGLISH_ACCORDING].flatMap((pattern) =>
    [...masked.matchAll(pattern)].map(fromMatch),
  );
}

inOtherLanguages.push(english);
