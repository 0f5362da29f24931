/**
 * The one place where the browser's offsets and the server's meet.
 *
 * JavaScript counts UTF-16 units, the server counts code points: an emoji, or a rare Chinese
 * character such as U+20BB7, is two of the former and one of the latter. The DOM counts in nodes.
 *
 * The contract with the server: every block is an element whose `data-o` is the code point at
 * which it starts and whose `data-n` is its length in code points. Its text in the DOM is its text
 * in the article, except that elements with `data-x` do not count and a `<br>` counts as one.
 *
 * @module offsets
 */

/** @typedef {{start: number, end: number}} Span half-open, in code points */
/** @typedef {{blocks: HTMLElement[], starts: number[], lengths: number[]}} Index */

/** @typedef {[number, number]} Stretch half-open, in units of a flat text */

/**
 * The text with one UTF-16 unit for each code point, so that places in it are code points.
 *
 * Characters beyond the first plane become private ones; no rule of ours asks which they are.
 *
 * @param {string} text
 */
export const flat = (text) =>
  text.replace(/[\u{10000}-\u{10ffff}]/gu, (character) =>
    String.fromCharCode(0xe000 + (Number(character.codePointAt(0)) % 6400)),
  );

/**
 * @param {string} text
 * @returns {number} its length in code points; a lone surrogate counts as one
 */
export const pointsIn = (text) => flat(text).length;

/**
 * @param {string} text
 * @param {number} points - code points from its start
 * @returns {number} UTF-16 units from its start
 */
export const unitsAt = (text, points) => [...text].slice(0, points).join("").length;

/**
 * Find the blocks of a document. Build it anew after rows were swapped.
 *
 * @param {Element} root
 * @returns {Index}
 */
export function index(root) {
  const blocks = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-o]")]);
  return {
    blocks,
    starts: blocks.map((block) => Number(block.dataset.o)),
    lengths: blocks.map((block) => Number(block.dataset.n)),
  };
}

/**
 * @param {number} count
 * @param {(k: number) => boolean} holds - true up to some place, false from there on
 * @returns {number} the last place where it is true, -1 if there is none
 */
function lastWhere(count, holds) {
  let [low, high] = [-1, count - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * @param {Index} at
 * @param {number} point - code points
 * @returns {number} which block holds that point, or ends at it
 */
export const blockAt = ({ starts }, point) =>
  Math.max(
    0,
    lastWhere(starts.length, (k) => Number(starts[k]) <= point),
  );

/**
 * The text of a block as the server counts it.
 *
 * @param {Node} block
 */
export function blockText(block) {
  let text = "";
  for (const leaf of leaves(block)) text += isText(leaf) ? leaf.data : "\n";
  return text;
}

/**
 * @param {Index} at
 * @param {Node} node
 * @param {number} offset - as in a Range: UTF-16 units in a text node, else children
 * @returns {number} code points; a place between two blocks counts as the end of the first
 */
export function domToPoint(at, node, offset) {
  const before = document.createRange();
  const k = lastWhere(at.blocks.length, (one) => {
    before.selectNodeContents(/** @type {HTMLElement} */ (at.blocks[one]));
    return before.comparePoint(node, offset) >= 0;
  });
  const block = at.blocks[k];
  if (block === undefined) return at.starts[0] ?? 0;
  before.selectNodeContents(block);
  if (before.comparePoint(node, offset) === 0) before.setEnd(node, offset);
  return Number(at.starts[k]) + pointsIn(blockText(before.cloneContents()));
}

/**
 * @param {Index} at
 * @param {number} point - code points
 * @param {"start" | "end"} edge - whether the place begins or ends something
 * @returns {[Node, number]} a boundary point as a Range takes it
 */
export function pointToDom(at, point, edge) {
  const k = blockAt(at, edge === "end" ? Math.max(0, point - 1) : point);
  const block = at.blocks[k];
  if (block === undefined) throw new RangeError("The document has no block.");
  let left = Math.max(0, Math.min(point - Number(at.starts[k]), Number(at.lengths[k])));
  /** @type {[Node, number]} */
  let last = [block, 0];
  for (const leaf of leaves(block)) {
    const length = isText(leaf) ? pointsIn(leaf.data) : 1;
    if (left < length || (left === length && edge === "end")) return placeIn(leaf, left);
    left -= length;
    last = placeIn(leaf, length);
  }
  return last;
}

/**
 * @param {Index} at
 * @param {Range | StaticRange} range
 * @returns {Span}
 */
export function rangeToSpan(at, range) {
  return {
    start: domToPoint(at, range.startContainer, range.startOffset),
    end: domToPoint(at, range.endContainer, range.endOffset),
  };
}

/**
 * @param {Index} at
 * @param {Span} span
 * @returns {Range}
 */
export function spanToRange(at, span) {
  const range = document.createRange();
  range.setStart(...pointToDom(at, span.start, "start"));
  range.setEnd(...pointToDom(at, span.end, "end"));
  return range;
}

/**
 * @param {Node} node
 * @returns {node is Text}
 */
const isText = (node) => node.nodeType === Node.TEXT_NODE;

/**
 * The parts of a block that count: its text nodes and line breaks.
 *
 * @param {Node} block
 * @returns {Generator<Node>}
 */
function* leaves(block) {
  const walker = document.createTreeWalker(
    block,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => {
      if (isText(node) || node.nodeName === "BR") return NodeFilter.FILTER_ACCEPT;
      const counts = !(/** @type {Element} */ (node).hasAttribute("data-x"));
      return counts ? NodeFilter.FILTER_SKIP : NodeFilter.FILTER_REJECT;
    },
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node;
}

/**
 * @param {Node} leaf
 * @param {number} points - code points into the leaf
 * @returns {[Node, number]}
 */
function placeIn(leaf, points) {
  if (isText(leaf)) return [leaf, unitsAt(leaf.data, points)];
  const parent = /** @type {Node} */ (leaf.parentNode);
  const place = [...parent.childNodes].indexOf(/** @type {ChildNode} */ (leaf));
  return [parent, place + points];
}
