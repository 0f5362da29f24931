/**
 * From a key to what it means. What is done about it is not decided here.
 *
 * A key is written as what it types: `j`, `J` for Shift and J, `.`. A person may give an action another
 * key; digits, named keys and the arrows stay what they are.
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

/** @type {Record<string, [string, string, (1 | -1)?, ("start" | "end")?]>} by action: its key, its command */
const ACTIONS = {
  next_sentence: ["j", "sentence", 1],
  previous_sentence: ["k", "sentence", -1],
  extend_forward: ["J", "extend", 1],
  extend_back: ["K", "extend", -1],
  next_clause: [".", "clause", 1],
  previous_clause: [",", "clause", -1],
  add_clause: [">", "clauses", 1],
  drop_clause: ["<", "clauses", -1],
  end_forward: ["l", "word", 1, "end"],
  end_back: ["h", "word", -1, "end"],
  start_forward: ["L", "word", 1, "start"],
  start_back: ["H", "word", -1, "start"],
  end_forward_by_one: ["]", "character", 1, "end"],
  end_back_by_one: ["[", "character", -1, "end"],
  start_forward_by_one: ["}", "character", 1, "start"],
  start_back_by_one: ["{", "character", -1, "start"],
  next_tag: ["n", "tag", 1],
  previous_tag: ["p", "tag", -1],
  relabel: ["e", "relabel"],
  choose_source: ["s", "chooseSource"],
  add_source: ["S", "addSource"],
  unlink: ["u", "unlink"],
  comment: ["c", "comment"],
  guidelines: ["g", "guidelines"],
  history: ["U", "history"],
  undo: ["z", "undo"],
  redo: ["Z", "redo"],
  help: ["?", "help"],
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

const CHINESE = "。，？》《】【｝｛";
const LATIN = ".,?><][}{";

/** What an input method hides, by the place of the key: plain, and with Shift. @type {Record<string, string>} */
const BY_PLACE = {
  Period: ".>",
  Comma: ",<",
  Slash: "/?",
  BracketLeft: "[{",
  BracketRight: "]}",
};

/**
 * @typedef {Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "isComposing"> & {repeat?: boolean}} Pressed
 */

export class Keys {
  /** @param {Record<string, string>} [map] - by action: the keys that a person has chosen */
  constructor(map = {}) {
    this.map = map;
  }

  /** @returns {string[]} */
  get actions() {
    return Object.keys(ACTIONS);
  }

  /**
   * @param {string} action
   * @returns {string}
   */
  keyOf(action) {
    return this.map[action] ?? usualKey(action);
  }

  /**
   * @param {string} key
   * @returns {Command | null}
   */
  on(key) {
    const action = this.actions.find((one) => this.keyOf(one) === key);
    const [, name = "", direction, edge] = ACTIONS[action ?? ""] ?? [];
    if (!action) return null;
    return { name, ...(direction && { direction }), ...(edge && { edge }) };
  }

  /**
   * @param {Pressed} event
   * @param {{inText: boolean, inField: boolean, single: boolean}} where - whether the text or a form
   *   field has the focus, and whether single keys are switched on
   * @returns {Command | null}
   */
  commandFor(event, { inText, inField, single }) {
    if (inField || event.isComposing) return null;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      return event.repeat ? null : { name: "submit" }; // a held key has not been pressed again
    }
    if (event.ctrlKey || event.metaKey) return null;
    const named = NAMED[event.key] ?? (inText && !event.shiftKey && ARROWS[event.key]);
    if (named) return event.altKey ? null : named;
    const key = single ? keyFrom(event) : "";
    return /^[1-9]$/u.test(key) ? { name: "label", digit: key } : this.on(key);
  }
}

/**
 * @param {string} action
 * @returns {string} the key that it has unless a person has chosen another
 */
export const usualKey = (action) => ACTIONS[action]?.[0] ?? "";

/**
 * @param {string} key
 * @returns {string} as it stands on keyboards
 */
export const printed = (key) => (/^[A-Z]$/u.test(key) ? `⇧${key}` : key.toUpperCase());

/**
 * @param {Pressed} event
 * @returns {string} the key as it is written here; from its place where an input method hides it
 */
export function keyFrom({ key, code, shiftKey, altKey }) {
  const digit = /^(?:Digit|Numpad)([0-9])$/u.exec(code)?.[1];
  if (altKey) return "";
  if (digit && !shiftKey) return digit;
  const hidden = key === "Process" || key === "Unidentified";
  const typed = hidden ? atPlace(code, shiftKey) : key;
  if (/^[a-z]$/iu.test(typed)) return shiftKey ? typed.toUpperCase() : typed.toLowerCase();
  return (typed && LATIN[CHINESE.indexOf(typed)]) || typed;
}

/**
 * @param {string} code
 * @param {boolean} shiftKey
 */
function atPlace(code, shiftKey) {
  return /^Key([A-Z])$/u.exec(code)?.[1] ?? BY_PLACE[code]?.charAt(Number(shiftKey)) ?? "";
}
