/**
 * The keyboard cursor: a sentence, a clause, or what was made of them word by word.
 *
 * @module cursor
 */

/** @import { Span } from "./offsets.js" */
/** @import { Reading } from "./reading.js" */
/** @typedef {Span & {kind: "sentence" | "clause" | "free"}} Place */
/** @typedef {Iterable<string> | "character"} Step by words (those given are one word each), or by one */

export class Cursor {
  /**
   * @param {Reading} reading
   * @param {() => number} whereToBegin - the first code point that is on the screen
   */
  constructor(reading, whereToBegin) {
    this.reading = reading;
    this.whereToBegin = whereToBegin;
    /** @type {Place | null} */
    this.place = null;
  }

  /**
   * @param {1 | -1} direction
   * @param {Span | null} [from] - where to go on from, if there is no cursor
   */
  sentence(direction, from = this.place) {
    const here = from && this.reading.sentenceAt(from.start);
    const next = here ? this.beside(here, direction) : this.first();
    if (next) this.place = { ...next, kind: "sentence" };
  }

  /** @param {1 | -1} direction */
  extend(direction) {
    if (!this.place) return this.sentence(direction);
    const edge = direction > 0 ? Math.max(this.place.start, this.place.end - 1) : this.place.start;
    const here = this.reading.sentenceAt(edge);
    const next = here && this.beside(here, direction);
    if (!next) return;
    const start = Math.min(this.place.start, next.start);
    this.place = { start, end: Math.max(this.place.end, next.end), kind: "free" };
  }

  /**
   * @param {1 | -1} direction
   * @param {Span | null} [from]
   */
  clause(direction, from = this.place) {
    if (!from) this.sentence(direction);
    const at = from ?? this.place;
    const sentence = at && this.reading.sentenceAt(at.start);
    if (!at || !sentence) return;
    const inClause = this.place?.kind === "clause";
    const all = this.reading.clausesOf(sentence);
    const k = all.findIndex((clause) => at.start < clause.end);
    const whole = direction > 0 ? 0 : all.length - 1;
    const next = all[inClause ? k + direction : whole] ?? this.clauseBeyond(sentence, direction);
    if (next) this.place = { ...next, kind: "clause" };
  }

  /**
   * @param {Span} sentence
   * @param {1 | -1} direction
   */
  clauseBeyond(sentence, direction) {
    const next = this.beside(sentence, direction);
    if (!next) return undefined;
    return this.reading.clausesOf(next).at(direction > 0 ? 0 : -1);
  }

  /** @param {Span} span */
  take({ start, end }) {
    this.place = { start, end, kind: "free" };
  }

  /** @param {number} point */
  tap(point) {
    const sentence = this.reading.sentenceAt(point);
    if (sentence) this.place = { ...sentence, kind: "sentence" };
  }

  clear() {
    this.place = null;
  }

  /** @returns {Span | undefined} the first sentence on the screen */
  first() {
    const begin = this.whereToBegin();
    const last = this.reading.index.blocks.length;
    for (let k = this.reading.blockAt(begin); k < last; k++) {
      const found = this.reading.sentencesOf(k).find((sentence) => sentence.start >= begin);
      if (found) return found;
    }
    return undefined;
  }

  /**
   * @param {Span} sentence
   * @param {1 | -1} direction
   * @returns {Span | undefined} the next or the previous one, over blocks without any
   */
  beside(sentence, direction) {
    let k = this.reading.blockAt(sentence.start);
    const all = this.reading.sentencesOf(k);
    const near = all[all.findIndex((one) => one.start === sentence.start) + direction];
    if (near) return near;
    for (k += direction; k >= 0 && k < this.reading.index.blocks.length; k += direction) {
      const found = this.reading.sentencesOf(k).at(direction > 0 ? 0 : -1);
      if (found) return found;
    }
    return undefined;
  }
}

/**
 * @param {Reading} reading
 * @param {Span} span
 * @param {1 | -1} direction
 * @returns {Span} ending where the next or the previous clause of its block ends
 */
export function movedByClause(reading, span, direction) {
  const ends = reading.clauseEnds(span.end - 1);
  return movedTo(reading, span, "end", direction, ends);
}

/**
 * @param {Reading} reading
 * @param {Span} span
 * @param {"start" | "end"} edge
 * @param {1 | -1} direction
 * @param {Step} step
 * @returns {Span} with one end moved to the next edge of a word, or by a character
 */
export function moved(reading, span, edge, direction, step) {
  const inside = edge === "end" ? Math.max(span.start, span.end - 1) : span.start;
  const places = step === "character" ? reading.points(inside) : reading.wordEdges(inside, step);
  return movedTo(reading, span, edge, direction, places);
}

/**
 * @param {Reading} reading
 * @param {Span} span
 * @param {"start" | "end"} edge
 * @param {1 | -1} direction
 * @param {number[]} places - ascending
 * @returns {Span} with the end at the first of the places that makes a difference once it is tidied:
 *   nobody presses a key to go over a comma. Never empty.
 */
function movedTo(reading, span, edge, direction, places) {
  const now = reading.tidy(span);
  const inward = (edge === "start") === direction > 0;
  const between = inward && betweenMarks(reading, now);
  if (between) return between;
  const beyond = places.filter((place) => (place - now[edge]) * direction > 0);
  if (direction < 0) beyond.reverse();
  for (const place of beyond) {
    const given = { ...now, [edge]: place };
    if (given.start >= given.end) break;
    const next = reading.tidy(given);
    if (next.end > next.start && !same(next, now)) return next;
  }
  return span;
}

/**
 * @param {Reading} reading
 * @param {Span} now - tidied
 * @returns {Span | null} what stands between the pair of marks around it, which only go together
 */
function betweenMarks(reading, { start, end }) {
  const kept = [
    { start: start + 1, end },
    { start, end: end - 1 },
  ].every((one) => same(reading.tidy(one), { start, end }));
  const inner = kept ? reading.tidy({ start: start + 1, end: end - 1 }) : { start, end };
  return inner.end > inner.start && !same(inner, { start, end }) ? inner : null;
}

/**
 * @param {Span} a
 * @param {Span} b
 */
export const same = (a, b) => a.start === b.start && a.end === b.end;
