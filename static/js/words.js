/**
 * What scripts say comes from the page, in its language.
 *
 * @module words
 */

/** @type {Map<string, string> | null} */
let known = null;

function read() {
  const template = /** @type {HTMLTemplateElement | null} */ (document.querySelector("#words"));
  const entries = template?.content.querySelectorAll("[data-key]") ?? [];
  return new Map([...entries].map((entry) => [keyOf(entry), entry.textContent ?? ""]));
}

/** @param {Element} entry */
const keyOf = (entry) => entry.getAttribute("data-key") ?? "";

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values] - for the places in braces
 * @returns {string}
 */
export function say(key, values = {}) {
  known ??= read();
  const pattern = known.get(key) ?? key;
  return pattern.replace(/\{([a-z_]+)\}/gu, (whole, name) => String(values[name] ?? whole));
}
