/**
 * Short messages in the corner.
 *
 * @module toasts
 */

const STAYS = { info: 6000, error: 15_000 }; // milliseconds

const list = () => /** @type {HTMLElement} */ (document.querySelector("#toasts"));

/**
 * @param {string} text
 * @param {"info" | "error"} [kind] - an error stays longer
 * @returns {HTMLElement} the message
 */
export function toast(text, kind = "info") {
  const { content } = /** @type {HTMLTemplateElement} */ (document.querySelector("#toast"));
  const item = /** @type {HTMLElement} */ (content.firstElementChild?.cloneNode(true));
  item.classList.add(kind);
  item.querySelector("p")?.append(text);
  list().append(item);
  setTimeout(() => item.remove(), STAYS[kind]);
  return item;
}

/** Let messages be closed, and let good news go by itself. */
export function startToasts() {
  list().addEventListener("click", (event) => {
    const close = /** @type {Element} */ (event.target).closest(".close");
    close?.closest(".toast")?.remove();
  });
  for (const item of list().children) {
    const seconds = Number(item.getAttribute("data-seconds"));
    // What went wrong stays until it is closed.
    const stays = seconds * 1000 || (item.matches(".error, .warning") ? 0 : STAYS.info);
    if (stays) setTimeout(() => item.remove(), stays);
  }
}
