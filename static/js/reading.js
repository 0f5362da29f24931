/**
 * The article on the page: its blocks, their sentences, the rows that are swapped, and what is painted
 * over it.
 *
 * @module reading
 */

/** @import * as breaks from "./breaks.js" */
/** @import { Index, Span } from "./offsets.js" */

import { narrowToQuote, narrowToSpeaker } from "./narrow.js";
import { blockAt, blockText, domToPoint, index, rangeToSpan, spanToRange } from "./offsets.js";
import { clauses, graphemeSafe, sentences, trim } from "./units.js";

/** @import { Place } from "./cursor.js" */

/** @typedef {{text: string, start: number, sentences?: Span[], edges?: number[]}} Block its text and where it starts, code points */

const AROUND = 40; // code points that a cursor looks about when it moves by one

/** @type {Record<string, (text: string, sentence: Span) => Span | null>} by the name of the label */
const NARROWING = { quote: narrowToQuote, source: narrowToSpeaker };

export class Reading {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Index | null} */
    this.found = null;
    /** @type {Map<number, Block>} */
    this.blocks = new Map();
    /** @type {typeof breaks | undefined} */
    this.breaks = undefined;
  }

  /** @returns {Index} made when it is needed: long articles have thousands of blocks */
  get index() {
    this.found ??= index(this.root);
    return this.found;
  }

  /** @param {number} k */
  block(k) {
    let block = this.blocks.get(k);
    if (!block) {
      const element = this.index.blocks[k];
      block = {
        text: element ? blockText(element) : "",
        start: this.index.starts[k] ?? 0,
      };
      this.blocks.set(k, block);
    }
    return block;
  }

  /** @param {number} point */
  blockAt(point) {
    return blockAt(this.index, point);
  }

  /**
   * @param {number} k
   * @returns {Span[]}
   */
  sentencesOf(k) {
    const block = this.block(k);
    block.sentences ??= sentences(block.text, block.start);
    return block.sentences;
  }

  /**
   * @param {number} point
   * @returns {Span | undefined} the sentence that holds it
   */
  sentenceAt(point) {
    const all = this.sentencesOf(this.blockAt(point));
    return all.find((sentence) => point < sentence.end) ?? all.at(-1);
  }

  /**
   * @param {Span} sentence
   * @returns {Span[]}
   */
  clausesOf(sentence) {
    const { text, start } = this.block(this.blockAt(sentence.start));
    return clauses(text, inside(sentence, start), start);
  }

  /**
   * @param {Span} span - within one block
   * @returns {string}
   */
  words(span) {
    const { text, start } = this.block(this.blockAt(span.start));
    return [...text].slice(span.start - start, span.end - start).join("");
  }

  /** Fetch what tells words apart. */
  async learnWords() {
    this.breaks ??= await import("./breaks.js").catch(() => undefined);
  }

  /**
   * @param {number} point
   * @param {Iterable<string>} whole - strings that are one word each
   * @returns {number[]} where the words of the block begin and end; every place near the point if the
   *   network went away before words could be told apart
   */
  wordEdges(point, whole) {
    const block = this.block(this.blockAt(point));
    if (!this.breaks) return this.points(point);
    block.edges ??= this.breaks.edgesOf(block.text);
    return this.breaks.wordEdges(block.text, whole, block.edges).map((edge) => edge + block.start);
  }

  /**
   * @param {number} point
   * @returns {number[]} the places around it, in its block
   */
  points(point) {
    const k = this.blockAt(point);
    const first = Math.max(this.block(k).start, point - AROUND);
    const last = Math.min(this.endOf(k), point + AROUND);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }

  /**
   * @param {number} point
   * @returns {number[]} where the clauses of its block end
   */
  clauseEnds(point) {
    const all = this.sentencesOf(this.blockAt(point));
    return all.flatMap((sentence) => this.clausesOf(sentence)).map((clause) => clause.end);
  }

  /**
   * @param {Place} place
   * @param {string} label - its name
   * @returns {Span | null} what the label means there: of a sentence the words of somebody else, or
   *   who speaks; null if nobody does
   */
  meant(place, label) {
    const narrow = NARROWING[place.kind === "sentence" ? label : ""];
    if (!narrow) return place;
    const { text, start } = this.block(this.blockAt(place.start));
    const span = narrow(text, inside(place, start));
    return span && { start: span.start + start, end: span.end + start };
  }

  /**
   * The one rule for the ends of a span: no cut characters, no blanks, no dangling marks. The server
   * does the same, and cuts what crosses blocks.
   *
   * @param {Span} span - may cross blocks, and stays as it is then
   * @returns {Span}
   */
  tidy(span) {
    const k = this.blockAt(span.start);
    if (span.end > this.endOf(k) + 1) return span;
    const { text, start } = this.block(k);
    const within = inside({ start: span.start, end: Math.min(span.end, this.endOf(k)) }, start);
    const part = trim(text, graphemeSafe(text, within));
    return { start: part.start + start, end: part.end + start };
  }

  /** @param {number} k */
  endOf(k) {
    return (this.index.starts[k] ?? 0) + (this.index.lengths[k] ?? 0);
  }

  /** @param {Span} span */
  range(span) {
    return spanToRange(this.index, span);
  }

  /**
   * @param {Node} node
   * @param {number} offset
   */
  pointAt(node, offset) {
    return domToPoint(this.index, node, offset);
  }

  /**
   * @param {{clientX: number, clientY: number}} place
   * @returns {number | null} the code point under the finger
   */
  pointUnder({ clientX, clientY }) {
    if (document.caretPositionFromPoint) {
      const caret = document.caretPositionFromPoint(clientX, clientY);
      return caret && this.pointAt(caret.offsetNode, caret.offset);
    }
    const range = document.caretRangeFromPoint?.(clientX, clientY);
    return range ? this.pointAt(range.startContainer, range.startOffset) : null;
  }

  /** @returns {Span | null} what is selected in the text, as it was dragged */
  selected() {
    const selection = getSelection();
    if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.root) || !this.root.contains(selection.anchorNode)) return null;
    const span = rangeToSpan(this.index, range);
    return span.end > span.start ? span : null;
  }

  /**
   * Put rows in the place of those with the same id; what is selected stays selected.
   *
   * @param {Record<string, string>} rows - HTML by id
   */
  swap(rows) {
    const kept = this.selected();
    for (const [id, html] of Object.entries(rows)) this.swapRow(id, html);
    if (kept) this.select(kept);
  }

  /** @param {Span} span */
  select(span) {
    this.deselect();
    getSelection()?.addRange(this.range(span));
  }

  /** Nothing is selected, and no bubble lies over what is clicked next. */
  deselect() {
    getSelection()?.removeAllRanges();
    document.querySelector("#bubble")?.setAttribute("hidden", "");
  }

  /**
   * @param {string} id
   * @param {string} html - made by the server, which has escaped what is text
   */
  swapRow(id, html) {
    const old = document.getElementById(id);
    const template = document.createElement("template");
    template.innerHTML = html;
    const fresh = template.content.firstElementChild;
    if (!old || !fresh) return;
    const k = this.index.blocks.findIndex((block) => old.contains(block));
    old.replaceWith(fresh);
    const block = fresh.querySelector("[data-o]");
    if (k >= 0 && block instanceof HTMLElement) this.index.blocks[k] = block;
  }
}

/**
 * @param {Span} span
 * @param {number} start
 * @returns {Span} in code points of the block
 */
const inside = (span, start) => ({ start: span.start - start, end: span.end - start });

/**
 * On a narrow screen notes open and close between the paragraphs: what one looks at stays put.
 *
 * @param {Element | undefined} element
 * @param {() => void} act
 */
export function inPlace(element, act) {
  const before = element?.getBoundingClientRect().top ?? 0;
  act();
  const after = element?.getBoundingClientRect().top ?? 0;
  if (Math.abs(after - before) > 1) scrollBy({ top: after - before, behavior: "instant" });
}

/**
 * @param {Range} range - brought onto the screen, if it is not there
 * @param {number} [below] - pixels from the top where something covers the text
 */
export function scrollTo(range, below = innerHeight - 110) {
  const { top, bottom } = range.getBoundingClientRect();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (top >= 80 && bottom <= below) return;
  scrollBy({
    top: top - Math.min(innerHeight * 0.36, below / 2),
    behavior: calm ? "auto" : "smooth",
  });
}

/*
 * Paint that comes and goes without touching the text: the cursor, and tags that the server has not
 * confirmed yet.
 *
 * The tags use the Highlight API; browsers without it miss the paint, and nothing else. The cursor
 * does not: browsers repaint the lines of the tags under a highlight in the colour of the text, and
 * the labels could not be told apart.
 */

/**
 * @param {string} name
 * @param {AbstractRange[]} ranges - all that the layer shows from now on
 */
export function paint(name, ranges) {
  if (!CSS.highlights) return;
  if (ranges.length > 0) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

/** @type {Element[]} */
let drawn = [];

/**
 * @param {Reading} reading
 * @param {Span | null} place
 */
export function drawCursor(reading, place) {
  for (const part of drawn) part.remove();
  drawn = [];
  if (!place) return;
  const last = reading.blockAt(Math.max(place.start, place.end - 1));
  for (let k = reading.blockAt(place.start); k <= last; k++) {
    const start = Math.max(place.start, reading.block(k).start);
    const end = Math.min(place.end, reading.endOf(k));
    if (end > start) drawIn(reading, k, { start, end });
  }
}

/**
 * @param {Reading} reading
 * @param {number} k
 * @param {Span} span - within block `k`
 */
function drawIn(reading, k, span) {
  const row = reading.index.blocks[k]?.closest(".row");
  if (!row) return;
  const { left, top } = row.getBoundingClientRect();
  for (const line of lines(reading.range(span).getClientRects())) {
    const part = document.createElement("span");
    part.className = "cursor-part";
    const { x, y, width, height } = line;
    part.style.cssText = `left:${x - left}px;top:${y - top}px;width:${width}px;height:${height}px`;
    row.append(part);
    drawn.push(part);
  }
}

/**
 * @param {Iterable<DOMRect>} rects - one for each stretch of text, several in a line
 * @returns {DOMRect[]} one for each line
 */
function lines(rects) {
  /** @type {DOMRect[]} */
  const found = [];
  for (const { x, y, width, height } of rects) {
    const middle = y + height / 2;
    const line = found.find((box) => box.top < middle && middle < box.bottom);
    if (width === 0) continue;
    if (line) line.width = Math.max(line.right, x + width) - line.x;
    else found.push(new DOMRect(x, y, width, height));
  }
  return found;
}
