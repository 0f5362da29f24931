/**
 * The notes beside the text: which tag has the focus, and what can be done with it.
 *
 * @module notes
 */

/** @import { Keys } from "./keys.js" */
/** @import { Label, Labels } from "./labels.js" */
/** @import { Span } from "./offsets.js" */
/** @import * as tools from "./tools.js" */

/**
 * @typedef {object} Tag
 * @property {string} ref - its number in the article
 * @property {Span} span
 * @property {string} label
 * @property {string} value - of its first attribute
 * @property {string} source - the numbers of the linked sources, or ""
 * @property {Span | null} guess - where its speaker seems to stand
 * @property {boolean} editable
 */

import { SOURCE } from "./labels.js";

const LONGEST = { source: 32, other: 6 }; // code points of what may be one word

/**
 * @param {Element} note
 * @returns {string[]} its words, unless they are too many for a name or a term, or hold a comma
 */
function shortWords(note) {
  const words = note.querySelector(".q")?.textContent ?? "";
  const longest = LONGEST[note.getAttribute("data-l") === SOURCE ? "source" : "other"];
  return [...words].length > longest || /[，。！？；：、“”]/u.test(words) ? [] : [words];
}

/** @param {string[]} labels */
const ofLabels = (labels) => labels.map((label) => `.note[data-l="${CSS.escape(label)}"]`).join();

export class Notes {
  /**
   * @param {HTMLElement} root
   * @param {Labels} labels
   * @param {{canTag: boolean, editsAll: boolean}} rights
   * @param {Keys} keys
   */
  constructor(root, labels, rights, keys) {
    this.keys = keys;
    this.root = root;
    this.labels = labels;
    this.rights = rights;
    this.focused = "";
    this.just = false;
    this.closedHeight = 0; // pixels
    this.measuredAt = 0; // how wide the window was then
    this.hovered = "";
    // Long articles hold tens of thousands of marks: what was changed is remembered, not sought.
    /** @type {Element[]} */
    this.lit = [];
    /** @type {Element[]} */
    this.touched = [];
    /** @type {HTMLElement | null} */
    this.opened = null;
    /** @type {Set<string> | null} */
    this.short = null;
    /** @type {typeof tools | undefined} */
    this.tools = undefined;
    this.grown = () => {}; // the open note has got its buttons, and may cover more
  }

  /** Fetch what an open note can be changed with. */
  async learnTools() {
    if (this.tools) return;
    this.tools = await import("./tools.js").catch(() => undefined);
    if (!this.tools || !this.opened) return;
    this.show();
    if (this.bottom !== undefined) this.grown(); // beside the text it covers nothing
  }

  /** @param {string} ref */
  note(ref) {
    return document.getElementById(`n${ref}`);
  }

  /**
   * @param {string} ref
   * @returns {Tag | null}
   */
  tag(ref) {
    const note = ref ? this.note(ref) : null;
    return note && this.read(note);
  }

  /**
   * @param {HTMLElement} note
   * @returns {Tag}
   */
  read(note) {
    const { a, s, e, l, v, src, gs, ge, mine } = note.dataset;
    return {
      ref: a ?? "",
      span: { start: Number(s), end: Number(e) },
      label: l ?? "",
      value: v ?? "",
      source: src ?? "",
      guess: gs ? { start: Number(gs), end: Number(ge) } : null,
      editable: this.rights.canTag && (this.rights.editsAll || Boolean(mine)),
    };
  }

  /**
   * @param {Span} span
   * @param {string} label
   * @returns {string} one's own tag of the same words, "" if there is none
   */
  same(span, label) {
    const { start, end } = span;
    const wanted = `.note[data-mine][data-s="${start}"][data-e="${end}"][data-l="${CSS.escape(label)}"]`;
    return this.root.querySelector(wanted)?.getAttribute("data-a") ?? "";
  }

  /** @returns {Set<string>} what is tagged and may be one word: names with their titles, short terms */
  shortWords() {
    this.short ??= new Set([...this.root.querySelectorAll(".note")].flatMap(shortWords));
    return this.short;
  }

  /** @returns {Tag | null} */
  get current() {
    return this.tag(this.focused);
  }

  /**
   * @param {string} ref
   * @param {boolean} [just] - it was made just now: where the open note would cover the text, it stays
   *   closed until somebody asks for it
   */
  focus(ref, just = false) {
    if (this.focused === ref && this.just === just) return;
    this.focused = ref;
    this.just = just;
    this.show();
  }

  clear() {
    for (const element of this.lit) element.classList.remove("on", "just");
    this.lit = [];
    this.opened?.querySelector(".tools")?.remove();
    if (this.opened) giveRoom(this.opened, 0);
    this.opened = null;
    this.focused = "";
    this.tools?.drawLinks(this);
  }

  /** Rows were swapped: what they hold is read again when it is needed. */
  renew() {
    this.short = null;
    this.show();
  }

  /** Show again what has the focus. */
  show() {
    const ref = this.focused;
    this.clear();
    this.hover(this.hovered);
    const note = this.note(ref);
    if (!note) return;
    // All have the same, and asking lays the page out.
    if (this.measuredAt !== innerWidth) this.closedHeight = note.offsetHeight;
    this.measuredAt = innerWidth;
    this.focused = ref;
    this.opened = note;
    this.lit = [...this.parts(ref), note.closest(".chunk") ?? note];
    for (const element of this.lit) element.classList.add("on");
    note.classList.toggle("just", this.just);
    const tag = this.read(note);
    const label = this.labels.named(tag.label);
    if (label && this.tools) note.append(this.tools.toolsFor(tag, label, note, this.keys));
    giveRoom(note, this.closedHeight);
    this.tools?.drawLinks(this);
  }

  /** @returns {number | undefined} pixels from the top where the open note covers the text, if it does */
  get bottom() {
    const note = this.opened;
    const covers = note && getComputedStyle(note).position === "fixed";
    return covers ? note.getBoundingClientRect().top - 24 : undefined;
  }

  /** Show the labels that the open tag could get. */
  offerLabels() {
    const label = this.current?.label;
    const others = this.labels.items.filter((one) => one.name !== label);
    const chips = this.tools?.labelChips(others);
    if (!chips) return;
    this.opened?.querySelector(".tools")?.append(chips);
    if (this.opened) giveRoom(this.opened, this.closedHeight);
    chips.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} ref - "" for nothing */
  hover(ref) {
    for (const element of this.touched) element.classList.remove("hover");
    this.hovered = ref;
    this.touched = [...this.parts(ref)];
    for (const element of this.touched) element.classList.add("hover");
    this.tools?.drawLinks(this);
  }

  /**
   * @param {string} ref
   * @returns {Element[]} its note, and its marks from there on: nothing else is looked at
   */
  parts(ref) {
    const note = this.note(ref);
    const end = Number(note?.dataset.e);
    const parts = [];
    for (let row = note?.closest(".row"); row; row = rowAfter(row)) {
      const starts = row.querySelector("[data-o]")?.getAttribute("data-o");
      if (parts.length > 0 && Number(starts) >= end) break;
      parts.push(...row.querySelectorAll(`[data-a="${CSS.escape(ref)}"]`));
    }
    return parts;
  }

  /** @param {string[]} labels */
  any(labels) {
    return this.root.querySelector(ofLabels(labels)) !== null;
  }

  /**
   * @param {1 | -1} direction
   * @param {number} from - the code point to go on from, if nothing has the focus
   * @param {string[]} [labels] - only tags of these labels
   * @returns {string} the next tag, "" if there is none
   */
  beside(direction, from, labels) {
    const only = labels ? ofLabels(labels) : ".note";
    const wanted = /** @type {HTMLElement[]} */ ([...this.root.querySelectorAll(only)]);
    const k = wanted.findIndex((note) => note.dataset.a === this.focused);
    if (k >= 0) return wanted[k + direction]?.dataset.a ?? "";
    const after = wanted.findIndex((note) => Number(note.dataset.s) >= from);
    const beyond = after < 0 ? wanted.length : after;
    return wanted[direction > 0 ? beyond : beyond - 1]?.dataset.a ?? "";
  }

  /**
   * Show a value at once, before the server confirms it.
   *
   * @param {Tag} tag
   * @param {string} value
   */
  setValue(tag, value) {
    const note = this.note(tag.ref);
    if (!note) return;
    note.dataset.v = value;
    const choices = this.labels.named(tag.label)?.choices ?? [];
    const title = choices.find((choice) => choice.value === value)?.title ?? "";
    const shown = note.querySelector(".at") ?? document.createElement("span");
    shown.className = "at";
    shown.textContent = title;
    if (!shown.parentNode) note.querySelector(".who")?.before(shown);
    if (tag.ref === this.focused) this.show();
  }

  /**
   * @param {string} ref
   * @param {boolean} gone - shown as deleted before the server confirms it
   */
  setGone(ref, gone) {
    for (const element of this.parts(ref)) element.classList.toggle("gone", gone);
  }
}

/** @param {Element} row */
const rowAfter = (row) =>
  row.nextElementSibling ?? row.parentElement?.nextElementSibling?.querySelector(".row");

/**
 * An open note lies over those below it, so that the text does not move.
 *
 * @param {HTMLElement} note
 * @param {number} collapsed - its height when closed, pixels; 0 to close it
 */
function giveRoom(note, collapsed) {
  const floats = collapsed > 0 && matchMedia("(min-width: 901px)").matches;
  note.style.marginBottom = floats ? `${collapsed - note.offsetHeight}px` : "";
}
