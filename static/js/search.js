/**
 * The key `/` leads to the field of a search, unless single keys are switched off.
 *
 * @module search
 */

import { singleKeys } from "./hints.js";

const FIELDS = "input, select, textarea, [contenteditable]";

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
  const field = document.querySelector("[data-search], #id_words");
  if (event.key !== "/" || !isPlain || !singleKeys() || target.closest(FIELDS)) return;
  if (!(field instanceof HTMLInputElement)) return;
  event.preventDefault();
  field.focus();
  field.select();
});
