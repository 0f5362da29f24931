/**
 * Short messages in the corner.
 *
 * @module toasts
 */

const STAYS = { info: 6000, error: 15_000 }; // milliseconds

/** @returns {HTMLElement | null} */
const list = () => document.querySelector("#toasts");

/**
 * @param {string} text
 * @param {"info" | "error"} [kind] - an error stays longer
 * @returns {HTMLElement | null} the message
 */
export function toast(text, kind = "info") {
  const template = /** @type {HTMLTemplateElement | null} */ (document.querySelector("#toast"));
  const item = template?.content.firstElementChild?.cloneNode(true);
  if (!(item instanceof HTMLElement)) return null;
  item.classList.add(kind);
  const words = item.querySelector("p");
  if (words) words.textContent = text;
  list()?.append(item);
  setTimeout(() => item.remove(), STAYS[kind]);
  return item;
}

/** Let messages be closed, and let good news go by itself. */
export function startToasts() {
  list()?.addEventListener("click", (event) => {
    const close = /** @type {Element} */ (event.target).closest(".close");
    close?.closest(".toast")?.remove();
  });
  for (const item of list()?.children ?? []) {
    const seconds = Number(item.getAttribute("data-seconds"));
    // What went wrong stays until it is closed.
    const stays = seconds * 1000 || (item.matches(".error, .warning") ? 0 : STAYS.info);
    if (stays) setTimeout(() => item.remove(), stays);
  }
}
