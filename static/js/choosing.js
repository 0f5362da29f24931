/**
 * Fields that take the key that is pressed, instead of what it would add to the one before.
 *
 * @module choosing
 */

import { keyFrom } from "./keys.js";

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.matches(".key")) return;
  const key = event.ctrlKey || event.metaKey ? "" : keyFrom(event);
  // Named keys such as Tab and Delete do what they do in any field.
  if ([...key].length !== 1 || key === " ") return;
  event.preventDefault();
  field.value = key;
  field.select();
});
