import * as breaks from "../../static/js/breaks.js";
import { Cursor, moved, movedByClause } from "../../static/js/cursor.js";
import { Keys } from "../../static/js/keys.js";
import { Reading } from "../../static/js/reading.js";
import { page } from "./dom.js";

/**
 * Finds the fewest keys that tag an example, by pressing all of them in the real code: keys, cursor,
 * narrowing, words and the rule for the ends.
 *
 * Where the cursor is (`place`) and which words a tag holds are the states; a tag that has just been
 * made is moved by the same keys as the cursor. Attributes and links cost nothing: the server fills
 * them in.
 */

const LABELS = ["claim", "quote", "source", "opinion"];
const STEPS = ["j", "k", "J", "K", ".", ","]; // these leave a tag
const ENDS = { start: ["L", "H", "}", "{"], end: [">", "<", "l", "h", "]", "["] }; // these move those of one
const FURTHEST = 6; // keys from one tag to the next
const MOST_MOVES = 12; // keys to put one end of a tag right
const keys = new Keys();

/** @param {string} key */
const commandOf = (key) =>
  keys.commandFor(
    {
      key,
      code: "",
      shiftKey: /[A-Z]/u.test(key),
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      isComposing: false,
    },
    { inText: true, inField: false, single: true },
  );

/** @param {{start: number, end: number} | null} place */
const named = (place) => (place ? `${place.start}-${place.end}-${place.kind ?? ""}` : "");

/** @param {string} text - with the words to be tagged in 【】 */
export function example(text) {
  const plain = text.replace(/[【】]/gu, "");
  const spans = [];
  const open = [];
  let at = 0;
  for (const character of text) {
    if (character === "【") open.push(spans.push({ start: at, end: at }) - 1);
    else if (character === "】") spans[open.pop()].end = at;
    else at += 1;
  }
  return { plain, spans };
}

export class Hand {
  /** @param {string} text @param {string[]} [terms] */
  constructor(text, terms = []) {
    const length = [...text].length;
    const row = `<div class="row" id="b0"><p class="blk" data-o="0" data-n="${length}">${text}</p></div>`;
    this.reading = new Reading(page(row).body);
    this.reading.breaks = breaks;
    this.terms = terms;
    this.seen = new Map();
  }

  /** @param {string} key @param {any} place */
  press(key, place) {
    const cursor = new Cursor(this.reading, () => 0);
    cursor.place = place;
    const { name, direction } = commandOf(key);
    if (name === "extend") cursor.extend(direction);
    else if (name === "clause") cursor.clause(direction);
    else cursor.sentence(direction);
    return cursor.place;
  }

  /** @param {string} key @param {any} span */
  moved(key, span) {
    const { name, direction, edge } = commandOf(key);
    if (name === "clauses") return movedByClause(this.reading, span, direction);
    const step = name === "character" ? "character" : this.terms;
    return moved(this.reading, span, edge, direction, step);
  }

  /**
   * Everything that is near to `from`.
   *
   * @param {any} from
   * @returns {{place: any, keys: string}[]} the nearest first
   */
  near(from) {
    const found = new Map([[named(from), { place: from, keys: "" }]]);
    // A map may grow while it is walked through.
    for (const { place, keys: pressed } of found.values()) {
      if (pressed.length === FURTHEST) break;
      for (const key of STEPS) {
        const to = this.press(key, place);
        if (!found.has(named(to))) found.set(named(to), { place: to, keys: pressed + key });
      }
    }
    return [...found.values()].filter(({ place }) => place);
  }

  /**
   * @param {any} span
   * @param {{start: number, end: number}} target
   * @returns {string | null} the keys that move one to the other
   */
  mended(span, target) {
    const name = `${named(span)} ${named(target)}`;
    if (!this.seen.has(name)) {
      const ways = [
        ["start", "end"],
        ["end", "start"],
      ].map((order) => this.mendedIn(order, span, target));
      const whole = ways.filter((way) => way !== null).sort((a, b) => a.length - b.length);
      this.seen.set(name, whole[0] ?? null);
    }
    return this.seen.get(name);
  }

  mendedIn(order, span, target) {
    let [now, pressed] = [span, ""];
    for (const edge of order) {
      const way = this.mendedAt(edge, now, target);
      if (!way) return null;
      now = way.span;
      pressed += way.keys;
    }
    return now.start === target.start && now.end === target.end ? pressed : null;
  }

  mendedAt(edge, span, target) {
    const found = new Map([[named(span), { span, keys: "" }]]);
    for (const one of found.values()) {
      if (one.span[edge] === target[edge]) return one;
      if (one.keys.length === MOST_MOVES) return null;
      for (const key of ENDS[edge]) {
        const to = this.moved(key, one.span);
        if (!found.has(named(to))) found.set(named(to), { span: to, keys: one.keys + key });
      }
    }
    return null;
  }

  /** All ways from `from` to a tag, one for each place where the cursor ends; the shortest first. */
  ways(from, target, label) {
    const digit = String(LABELS.indexOf(label) + 1);
    const ways = [];
    for (const { place, keys: pressed } of this.near(from)) {
      const meant = this.reading.meant(place, label);
      const made = meant && this.reading.tidy(meant);
      const mend = made && made.end > made.start ? this.mended(made, target) : null;
      if (mend !== null) ways.push({ place, keys: pressed + digit + mend });
    }
    return ways.sort((a, b) => a.keys.length - b.keys.length).slice(0, 8);
  }

  /**
   * @param {{start: number, end: number}[]} spans
   * @param {string[]} labels
   * @returns {string} the fewest keys that tag all of them, in whichever order
   */
  fewest(spans, labels) {
    const targets = spans.map((span) => this.reading.tidy(span));
    /** @type {Map<string, {place: any, done: number, keys: string}>} */
    let states = new Map([["", { place: null, done: 0, keys: "" }]]);
    for (const _ of targets) {
      const next = new Map();
      for (const state of states.values()) {
        for (const [k, target] of targets.entries()) {
          if (state.done & (1 << k)) continue;
          for (const way of this.ways(state.place, target, labels[k])) {
            const done = state.done | (1 << k);
            const keys = state.keys + way.keys;
            const name = `${done} ${named(way.place)}`;
            if (!(next.get(name)?.keys.length <= keys.length))
              next.set(name, { place: way.place, done, keys });
          }
        }
      }
      states = next;
    }
    const all = [...states.values()].sort((a, b) => a.keys.length - b.keys.length);
    if (all.length === 0) throw new Error("These words cannot be tagged with so few keys.");
    return all[0].keys;
  }
}
