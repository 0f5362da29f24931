/**
 * From words chosen roughly to whole clauses: most boundaries that people disagree about lie beside
 * the edge of a clause, not at it.
 *
 * @module snapping
 */

/** @import { Reading } from "./reading.js" */
/** @import { Span } from "./offsets.js" */

/**
 * @param {Reading} reading
 * @param {Span} span - within one block
 * @returns {Span} from the nearest beginning of a clause to the nearest end of one after it
 */
export function snapped(reading, span) {
  const starts = clausesAround(reading, span.start).map((clause) => clause.start);
  const start = nearest(starts, span.start) ?? span.start;
  const ends = clausesAround(reading, span.end - 1).map((clause) => clause.end);
  const end = nearest(
    ends.filter((place) => place > start),
    span.end,
  );
  return reading.tidy({ start, end: end ?? Math.max(span.end, start + 1) });
}

/**
 * @param {Reading} reading
 * @param {number} point
 * @returns {Span[]} the clauses of the sentence that holds it, and of its neighbours in the block
 */
function clausesAround(reading, point) {
  const all = reading.sentencesOf(reading.blockAt(point));
  const at = all.findIndex((sentence) => point < sentence.end);
  const middle = at < 0 ? all.length - 1 : at;
  return all
    .slice(Math.max(middle - 1, 0), middle + 2)
    .flatMap((sentence) => reading.clausesOf(sentence));
}

/**
 * @param {number[]} places
 * @param {number} point
 * @returns {number | undefined} the one next to the point, the earlier of two
 */
function nearest(places, point) {
  const by = (/** @type {number} */ place) => Math.abs(place - point);
  return places.reduce(
    (/** @type {number | undefined} */ best, place) =>
      best !== undefined && by(best) <= by(place) ? best : place,
    undefined,
  );
}
