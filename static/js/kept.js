/**
 * Small choices that a browser remembers; one that remembers nothing forgets them with the page.
 *
 * @module kept
 */

/** @type {Map<string, string>} */
const here = new Map();

/** @param {string} name */
export function kept(name) {
  try {
    return localStorage.getItem(`xiwen-${name}`) ?? "";
  } catch {
    return here.get(name) ?? "";
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function keep(name, value) {
  here.set(name, value);
  try {
    localStorage.setItem(`xiwen-${name}`, value);
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}
