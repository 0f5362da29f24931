/**
 * The project's labels, as the rail of the page lists them.
 *
 * @module labels
 */

/**
 * @typedef {object} Label
 * @property {string} name
 * @property {string} digit
 * @property {string} slot - its colour and line pattern, "1" to "10"
 * @property {string} title
 * @property {string} attribute - the one that its digit cycles, "" if it has none
 * @property {{value: string, title: string}[]} choices
 * @property {string[]} goals - the labels that its tags can be linked to
 * @property {HTMLElement} item - what the rail shows of it; holds further attributes and kinds of links
 */

/** Names are longer than terms, and one word all the same. */
export const SOURCE = "source";

export class Labels {
  /** @param {HTMLElement} rail */
  constructor(rail) {
    this.rail = rail;
    /** @type {NodeListOf<HTMLElement>} */
    const items = rail.querySelectorAll("li[data-label]");
    this.items = [...items].map(readLabel);
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
    /** @type {Map<string | null, number>} */
    const counts = new Map();
    for (const note of page.querySelectorAll(".note")) {
      const label = note.getAttribute("data-l");
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    for (const { name } of this.items) {
      const shown = this.rail.querySelector(`[data-label="${CSS.escape(name)}"] .n`);
      if (shown) shown.textContent = String(counts.get(name) ?? 0);
    }
  }
}

/**
 * @param {HTMLElement} item
 * @returns {Label}
 */
function readLabel(item) {
  const { label = "", digit = "", slot = "", attribute = "", goals = "[]" } = item.dataset;
  const title = textOf(item.querySelector(".nm"));
  const choices = [...item.querySelectorAll("[data-value]")].map((choice) => ({
    value: choice.getAttribute("data-value") ?? "",
    title: textOf(choice),
  }));
  return { name: label, digit, slot, title, attribute, choices, goals: JSON.parse(goals), item };
}

/** @param {Element | null} element */
const textOf = (element) => element?.textContent?.trim() ?? "";

/**
 * @param {Label} label
 * @param {string} value
 * @returns {string} the next choice, and unset after the last
 */
export function nextValue(label, value) {
  const values = ["", ...label.choices.map((choice) => choice.value)];
  return values[(values.indexOf(value) + 1) % values.length] ?? "";
}
