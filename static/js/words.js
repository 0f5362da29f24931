/**
 * What scripts say comes from the page, in its language.
 *
 * @module words
 */

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values] - for the places in braces
 * @returns {string}
 */
export function say(key, values = {}) {
  const words = /** @type {HTMLTemplateElement | null} */ (document.querySelector("#words"));
  const pattern = words?.content.querySelector(`[data-key="${key}"]`)?.textContent ?? key;
  return pattern.replace(/\{([a-z_]+)\}/gu, (whole, name) => String(values[name] ?? whole));
}
