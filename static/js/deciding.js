/**
 * From a key to what an adjudicator means by it. What is done about it is not decided here.
 *
 * @module deciding
 */

import { keyFrom } from "./keys.js";

/** @import { Pressed } from "./keys.js" */

/**
 * @typedef {object} Meant
 * @property {"choose" | "go" | "edit" | "gap" | "undo" | "redo" | "finish" | "leave" | "confirm" | "label" | "move" | "snap"} name
 * @property {string} [value] - the key of a choice, the digit of a label, or where to go
 * @property {"start" | "end"} [edge]
 * @property {1 | -1} [direction]
 * @property {boolean} [byOne] - by a character, not a word
 */

/** @type {Record<string, Meant>} */
const ALWAYS = {
  j: { name: "go", value: "on" },
  k: { name: "go", value: "back" },
  e: { name: "edit" },
  g: { name: "gap" },
  z: { name: "undo" },
  Z: { name: "redo" },
};

/** While something is edited. @type {Record<string, Meant>} */
const EDITING = {
  s: { name: "snap" },
  l: { name: "move", edge: "end", direction: 1 },
  h: { name: "move", edge: "end", direction: -1 },
  L: { name: "move", edge: "start", direction: 1 },
  H: { name: "move", edge: "start", direction: -1 },
  "]": { name: "move", edge: "end", direction: 1, byOne: true },
  "[": { name: "move", edge: "end", direction: -1, byOne: true },
  "}": { name: "move", edge: "start", direction: 1, byOne: true },
  "{": { name: "move", edge: "start", direction: -1, byOne: true },
};

/**
 * @param {Pressed} event
 * @param {{inField: boolean, onButton: boolean, editing: boolean, single: boolean}} where - what has the
 *   focus, whether something is edited, and whether single keys are switched on
 * @returns {Meant | null}
 */
export function meant(event, { inField, onButton, editing, single }) {
  if (event.isComposing) return null;
  const held = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && held) return { name: "finish" };
  if (held) return null;
  if (editing && event.key === "Escape") return { name: "leave" };
  if (editing && event.key === "Enter" && !onButton) return { name: "confirm" };
  if (inField || !single) return null;
  const key = keyFrom(event);
  if (editing && /^[1-9]$/u.test(key)) return { name: "label", value: key };
  if (editing && EDITING[key]) return EDITING[key];
  if (ALWAYS[key]) return ALWAYS[key];
  return !editing && /^[1-9ax]$/u.test(key) ? { name: "choose", value: key } : null;
}
