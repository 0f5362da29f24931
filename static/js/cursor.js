/**
 * The keyboard cursor: a sentence, a clause, or what was made of them word by word.
 *
 * @module cursor
 */

/** @import { Span } from "./offsets.js" */
/** @import { Reading } from "./reading.js" */
/** @typedef {Span & {kind: "sentence" | "clause" | "free"}} Place */

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

  /**
   * @param {"start" | "end"} edge
   * @param {1 | -1} direction
   * @param {Iterable<string>} whole - strings that are one word each
   */
  word(edge, direction, whole) {
    if (this.place)
      this.place = { ...moved(this.reading, this.place, edge, direction, whole), kind: "free" };
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
 * @param {"start" | "end"} edge
 * @param {1 | -1} direction
 * @param {Iterable<string>} whole
 * @returns {Span} with one end moved to the next edge of a word, never empty
 */
export function moved(reading, span, edge, direction, whole) {
  const from = span[edge];
  const edges = reading.wordEdges(edge === "end" ? Math.max(span.start, from - 1) : from, whole);
  const next =
    direction > 0 ? edges.find((one) => one > from) : edges.filter((one) => one < from).at(-1);
  const changed = { start: span.start, end: span.end, [edge]: next ?? from };
  return changed.end > changed.start ? changed : { start: span.start, end: span.end };
}
