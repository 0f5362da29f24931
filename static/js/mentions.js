/**
 * Names of whom a comment tells: while somebody writes one behind the sign for it, those that fit are
 * offered below the field, to be chosen by keys or by touch. Fetched with the comments.
 *
 * @module mentions
 */

const MOST = 6; // names that are offered at once
// An @, also that of a Chinese keyboard, and what has been written of a name; not the @ of an address.
const BEGUN = /(?<![0-9A-Za-z._%+-])[@＠]([^@＠\n]{0,30})$/u;

/**
 * @typedef {object} Person
 * @property {string} written - what a comment says to name them
 * @property {string} name
 */

/** @param {HTMLElement} root - holds the fields, and [data-mention] for each name */
export function startMentions(root) {
  const list = new Names(root);
  root.addEventListener("input", (event) => list.typed(event));
  root.addEventListener("compositionend", (event) => list.look(event.target));
  root.addEventListener("keydown", (event) => list.pressed(event));
  root.addEventListener("focusout", (event) => list.left(event));
  root.addEventListener("mousedown", (event) => list.held(event)); // the field keeps the keyboard
  root.addEventListener("click", (event) => list.clicked(event));
}

class Names {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.list = document.createElement("ul");
    this.list.id = "names";
    this.list.className = "names";
    this.list.setAttribute("role", "listbox");
    /** @type {HTMLTextAreaElement | null} in which a name is being written */
    this.field = null;
    /** @type {Person[]} */
    this.found = [];
    this.chosen = 0;
  }

  /** @returns {Person[]} */
  get people() {
    return [...this.root.querySelectorAll(".readers [data-mention]")].map((one) => {
      const written = one.getAttribute("data-mention") ?? "";
      return { written, name: one.getAttribute("title") || written };
    });
  }

  /** @param {Event} event */
  typed(event) {
    if (event instanceof InputEvent && event.isComposing) return; // what stands there is no name yet
    this.look(event.target);
  }

  /** @param {EventTarget | null} field */
  look(field) {
    if (!(field instanceof HTMLTextAreaElement)) return;
    const begun = BEGUN.exec(field.value.slice(0, field.selectionEnd))?.[1];
    const part = begun?.toLowerCase();
    this.found = part === undefined ? [] : this.fitting(part);
    const isWhole = this.found.length === 1 && this.found[0]?.written.toLowerCase() === part;
    if (this.found.length === 0 || isWhole) return this.close();
    this.field = field;
    this.chosen = 0;
    this.draw();
  }

  /** @param {string} part @returns {Person[]} first whose name begins so, then whose name holds it */
  fitting(part) {
    const named = this.people.map((one) => ({
      one,
      at: Math.min(...[one.written, one.name].map((name) => placeIn(name, part))),
    }));
    const found = named.filter(({ at }) => at < Infinity).sort((a, b) => a.at - b.at);
    return found.slice(0, MOST).map(({ one }) => one);
  }

  draw() {
    const { field, list } = this;
    if (!field) return;
    list.replaceChildren(
      ...this.found.map(({ written, name }, k) => {
        const option = document.createElement("li");
        option.id = `name-${k}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", String(k === this.chosen));
        option.dataset.pick = String(k);
        option.textContent = written === name ? name : `${name} (${written})`;
        return option;
      }),
    );
    list.setAttribute("aria-label", "@");
    field.after(list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-activedescendant", `name-${this.chosen}`);
  }

  close() {
    this.list.remove();
    this.field?.removeAttribute("aria-activedescendant");
    this.field?.removeAttribute("aria-controls");
    this.field = null;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (!this.field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.chosen = (this.chosen + step + this.found.length) % this.found.length;
      this.draw();
    } else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) {
      this.pick(this.chosen);
    } else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the panel has an Escape of its own
  }

  /** @param {FocusEvent} event */
  left(event) {
    if (event.target === this.field) this.close();
  }

  /** @param {Event} event */
  held(event) {
    if (/** @type {Element} */ (event.target).closest(".names")) event.preventDefault();
  }

  /** @param {Event} event */
  clicked(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const pick = target.closest("[data-pick]")?.getAttribute("data-pick");
    if (pick) return this.pick(Number(pick));
    const written = target.closest("button[data-mention]")?.getAttribute("data-mention");
    const field = target.closest("form")?.querySelector("textarea");
    if (!written || !field) return;
    const before = field.value.slice(0, field.selectionEnd);
    put(field, `${before && !/\s$/u.test(before) ? " " : ""}@${written} `, field.selectionEnd);
  }

  /** @param {number} k */
  pick(k) {
    const { field } = this;
    const person = this.found[k];
    if (!field || !person) return;
    const begun = BEGUN.exec(field.value.slice(0, field.selectionEnd))?.[1] ?? "";
    put(field, `${person.written} `, field.selectionEnd - begun.length);
    this.close();
  }
}

/** @param {string} name @param {string} part @returns {number} Infinity if it is not in it */
function placeIn(name, part) {
  const at = name.toLowerCase().indexOf(part);
  return at < 0 ? Infinity : at;
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} words
 * @param {number} start - where they take the place of what stands before the caret
 */
function put(field, words, start) {
  field.setRangeText(words, start, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
