/**
 * Choosing the words on which a tag of an earlier wording stands now.
 *
 * @module settle
 */

import { index, rangeToSpan } from "./offsets.js";

const root = document.querySelector("#text");
const form = document.querySelector("#settle");

/** @param {HTMLFormElement} form @param {Element} root */
function take(form, root) {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return;
  const { start, end } = rangeToSpan(index(root), range);
  if (end <= start) return;
  for (const [name, value] of Object.entries({ start, end })) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = String(value);
  }
  const shown = form.querySelector("output");
  if (shown) shown.textContent = selection.toString();
  const button = form.querySelector("button");
  if (button) button.disabled = false;
}

if (root && form instanceof HTMLFormElement) {
  document.addEventListener("selectionchange", () => take(form, root));
}
