/**
 * One box in a list ticks all the others of its page. The list may be swapped at any time.
 *
 * @module ticking
 */

const BOXES = "#article-list .choose";

/** @returns {NodeListOf<HTMLInputElement>} */
const boxes = () => document.querySelectorAll(BOXES);

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  const all = /** @type {HTMLInputElement | null} */ (document.querySelector("#chosen .all"));
  if (target === all) for (const box of boxes()) box.checked = all.checked;
  else if (target.matches(BOXES) && all) all.checked = [...boxes()].every((box) => box.checked);
});
