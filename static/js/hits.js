/**
 * Going from one place that was found to the next.
 *
 * @module hits
 */

/**
 * Let Enter in the search field go to the next hit, and Shift+Enter to the one before, once the words are
 * those that were looked for. The link beside the number does what Enter does.
 *
 * @param {Document | HTMLElement} root
 */
export function startHits(root) {
  root.addEventListener("keydown", (event) => {
    const { key, shiftKey, isComposing, target } = /** @type {KeyboardEvent} */ (event);
    const field = /** @type {HTMLInputElement} */ (target);
    if (key !== "Enter" || isComposing || !field.matches("input[type=search]")) return;
    if (field.value !== field.defaultValue || !root.querySelector(".hit")) return;
    event.preventDefault();
    goOn(root, shiftKey ? -1 : 1);
  });
  root.addEventListener("click", (event) => {
    if (!(/** @type {Element} */ (event.target).closest("[data-next]"))) return;
    event.preventDefault();
    goOn(root, 1);
  });
}

/**
 * @param {ParentNode} root
 * @param {1 | -1} direction
 */
function goOn(root, direction) {
  const hits = [...root.querySelectorAll(".hit[id]")];
  const last = hits.findIndex((hit) => hit.matches(".here"));
  const before = last < 0 && direction < 0 ? 0 : last;
  const at = (before + direction + hits.length) % hits.length;
  hits[last]?.classList.remove("here");
  hits[at]?.classList.add("here");
  hits[at]?.scrollIntoView({ block: "center" });
  const told = /** @type {HTMLElement | null} */ (root.querySelector("[data-at]"));
  if (told) told.textContent = (told.dataset.at ?? "").replace("{n}", String(at + 1));
}
