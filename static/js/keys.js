/**
 * From a key to what it means. What is done about it is not decided here.
 *
 * @module keys
 */

/**
 * @typedef {object} Command
 * @property {string} name
 * @property {1 | -1} [direction]
 * @property {"start" | "end"} [edge]
 * @property {string} [digit]
 * @property {string} [value]
 */

/** @type {Record<string, Command>} */
const PLAIN = {
  j: { name: "sentence", direction: 1 },
  k: { name: "sentence", direction: -1 },
  ".": { name: "clause", direction: 1 },
  ",": { name: "clause", direction: -1 },
  l: { name: "word", edge: "end", direction: 1 },
  h: { name: "word", edge: "end", direction: -1 },
  n: { name: "tag", direction: 1 },
  p: { name: "tag", direction: -1 },
  e: { name: "relabel" },
  s: { name: "chooseSource" },
  u: { name: "unlink" },
  z: { name: "undo" },
  "?": { name: "help" },
  "？": { name: "help" },
  "。": { name: "clause", direction: 1 },
  "，": { name: "clause", direction: -1 },
};

/** @type {Record<string, Command>} */
const SHIFTED = {
  j: { name: "extend", direction: 1 },
  k: { name: "extend", direction: -1 },
  l: { name: "word", edge: "start", direction: 1 },
  h: { name: "word", edge: "start", direction: -1 },
  z: { name: "redo" },
};

/** Keys that are no single characters: they work with single keys switched off. @type {Record<string, Command>} */
const NAMED = {
  Delete: { name: "delete" },
  Backspace: { name: "delete" },
  Escape: { name: "clear" },
};

/** Only while the text has the focus: elsewhere they scroll. @type {Record<string, Command>} */
const ARROWS = {
  ArrowDown: { name: "sentence", direction: 1 },
  ArrowUp: { name: "sentence", direction: -1 },
  ArrowRight: { name: "clause", direction: 1 },
  ArrowLeft: { name: "clause", direction: -1 },
  Enter: { name: "confirm" },
};

/** What an input method hides, by the place of the key. @type {Record<string, string>} */
const BY_PLACE = { Period: ".", Comma: "," };

/**
 * @typedef {Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "isComposing">} Pressed
 */

/**
 * @param {Pressed} event
 * @param {{inText: boolean, inField: boolean, single: boolean}} where - whether the text or a form
 *   field has the focus, and whether single keys are switched on
 * @returns {Command | null}
 */
export function commandFor(event, where) {
  if (where.inField || event.isComposing) return null;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return { name: "submit" };
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (where.inText && !event.shiftKey && ARROWS[event.key]) return ARROWS[event.key] ?? null;
  if (NAMED[event.key]) return NAMED[event.key] ?? null;
  return where.single ? single(event) : null;
}

/**
 * @param {Pressed} event
 * @returns {Command | null}
 */
function single(event) {
  const key = characterOf(event);
  if (/^[1-9]$/u.test(key)) return { name: "label", digit: key };
  // Some layouts need Shift for a full stop or a question mark.
  const shifted = event.shiftKey && /^[a-z]$/u.test(key);
  return (shifted ? SHIFTED[key] : PLAIN[key]) ?? null;
}

/**
 * @param {Pressed} event
 * @returns {string} lower case; from the place of the key where an input method hides it
 */
function characterOf(event) {
  const digit = /^(?:Digit|Numpad)([0-9])$/u.exec(event.code);
  if (digit?.[1] && !event.shiftKey) return digit[1];
  if (event.key !== "Process" && event.key !== "Unidentified") return event.key.toLowerCase();
  const letter = /^Key([A-Z])$/u.exec(event.code);
  if (letter?.[1]) return letter[1].toLowerCase();
  if (event.code === "Slash" && event.shiftKey) return "?";
  return BY_PLACE[event.code] ?? "";
}
