/**
 * Paint that comes and goes without touching the text: tags that the server has not confirmed yet. Browsers without the Highlight API miss the paint, and nothing else.
 *
 * @module paint
 */

const SLOTS = 8;

/** @type {Map<string, Highlight>} */
const layers = new Map();

/** @param {string} name */
function layer(name) {
  let found = layers.get(name);
  if (!found && typeof Highlight === "function" && "highlights" in CSS) {
    found = new Highlight();
    CSS.highlights.set(name, found);
    layers.set(name, found);
  }
  return found;
}

/** Make the layers before the first key is pressed. */
export function preparePaint() {
  for (let slot = 1; slot <= SLOTS; slot++) layer(`p-c${slot}`);
}

/**
 * @param {string} name
 * @param {Iterable<AbstractRange>} ranges - all that the layer shows from now on
 */
export function paint(name, ranges) {
  const target = layer(name);
  if (!target) return;
  target.clear();
  for (const range of ranges) target.add(range);
}
