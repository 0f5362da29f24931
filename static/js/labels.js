/**
 * The project's labels, as the rail of the page lists them.
 *
 * @module labels
 */

/**
 * @typedef {object} Label
 * @property {string} name
 * @property {string} digit
 * @property {string} slot - its colour and line pattern, "1" to "8"
 * @property {string} title
 * @property {string} attribute - the one that its digit cycles, "" if it has none
 * @property {{value: string, title: string}[]} choices
 */

export class Labels {
  /** @param {HTMLElement} rail */
  constructor(rail) {
    this.rail = rail;
    this.items = [...rail.querySelectorAll("li[data-label]")].map(readLabel);
  }

  /** @param {string} name */
  named(name) {
    return this.items.find((label) => label.name === name);
  }

  /** @param {string} digit */
  onDigit(digit) {
    return this.items.find((label) => label.digit === digit);
  }

  /**
   * Count the tags again.
   *
   * @param {ParentNode} page
   */
  count(page) {
    for (const label of this.items) {
      const notes = page.querySelectorAll(`.note[data-l="${CSS.escape(label.name)}"]`);
      const shown = this.rail.querySelector(`[data-label="${CSS.escape(label.name)}"] .n`);
      if (shown) shown.textContent = String(notes.length);
    }
  }
}

/**
 * @param {Element} item
 * @returns {Label}
 */
function readLabel(item) {
  /** @param {string} name */
  const value = (name) => item.getAttribute(`data-${name}`) ?? "";
  return {
    name: value("label"),
    digit: value("digit"),
    slot: value("slot"),
    title: item.querySelector(".nm")?.textContent?.trim() ?? "",
    attribute: value("attribute"),
    choices: [...item.querySelectorAll("[data-value]")].map((choice) => ({
      value: choice.getAttribute("data-value") ?? "",
      title: choice.textContent?.trim() ?? "",
    })),
  };
}

/**
 * @param {Label} label
 * @param {string} value
 * @returns {string} the next choice, and unset after the last
 */
export function nextValue(label, value) {
  const values = ["", ...label.choices.map((choice) => choice.value)];
  return values[(values.indexOf(value) + 1) % values.length] ?? "";
}
