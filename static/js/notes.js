/**
 * The notes beside the text: which tag has the focus, and what can be done with it.
 *
 * @module notes
 */

/** @import { Keys } from "./keys.js" */
/** @import { Label, Labels } from "./labels.js" */
/** @import { Span } from "./offsets.js" */

import { printed } from "./keys.js";
import { say } from "./words.js";

/**
 * @typedef {object} Tag
 * @property {string} ref - its number in the article
 * @property {Span} span
 * @property {string} label
 * @property {string} value - of its first attribute
 * @property {string} source - the number of the linked source, or ""
 * @property {Span | null} guess - where its speaker seems to stand
 * @property {boolean} editable
 */

/** What may be attributed to a source is decided by the server; a source itself never is. */
export const SOURCE = "source";

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
    this.closedHeight = note.offsetHeight;
    this.focused = ref;
    this.opened = note;
    this.lit = [...this.parts(ref), note.closest(".chunk") ?? note];
    for (const element of this.lit) element.classList.add("on");
    note.classList.toggle("just", this.just);
    const tag = this.read(note);
    const label = this.labels.named(tag.label);
    if (tag.editable && label) note.append(toolsFor(tag, label, note, this.keys));
    giveRoom(note, this.closedHeight);
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
    const chips = labelChips(others);
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
  }

  /** @param {string} ref */
  parts(ref) {
    return ref ? this.root.querySelectorAll(`[data-a="${CSS.escape(ref)}"]`) : [];
  }

  /**
   * @param {1 | -1} direction
   * @param {number} from - the code point to go on from, if nothing has the focus
   * @param {string} [label] - only tags of this label
   * @returns {string} the next tag, "" if there is none
   */
  beside(direction, from, label) {
    const only = label ? `[data-l="${CSS.escape(label)}"]` : "";
    const wanted = /** @type {HTMLElement[]} */ ([...this.root.querySelectorAll(`.note${only}`)]);
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

/**
 * @param {Tag} tag
 * @param {Label} label
 * @param {HTMLElement} note
 * @param {Keys} keys
 * @returns {HTMLElement}
 */
function toolsFor(tag, label, note, keys) {
  /** @param {string} act @param {string} title @param {string} action */
  const keyed = (act, title, action) => button(act, title, printed(keys.keyOf(action)));
  const tools = document.createElement("div");
  tools.className = "tools";
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", say("tools"));
  if (label.choices.length > 0) tools.append(chips(tag, label));
  if (tag.label !== SOURCE) tools.append(...sourceButtons(tag, note, keyed));
  tools.append(keyed("relabel", say("relabel_short"), "relabel"));
  tools.append(button("delete", say("delete"), "⌫"), button("clear", say("close")));
  return tools;
}

/**
 * @param {Tag} tag
 * @param {Label} label
 */
function chips(tag, label) {
  const group = document.createElement("span");
  group.className = "chips";
  for (const choice of label.choices) {
    const chip = button("set", choice.title);
    chip.dataset.value = choice.value;
    chip.setAttribute("aria-pressed", String(choice.value === tag.value));
    group.append(chip);
  }
  return group;
}

/**
 * @param {Tag} tag
 * @param {HTMLElement} note
 * @param {(act: string, title: string, action: string) => HTMLElement} keyed
 * @returns {HTMLElement[]}
 */
function sourceButtons(tag, note, keyed) {
  if (tag.source) {
    return [
      keyed("chooseSource", say("source_change"), "choose_source"),
      keyed("unlink", say("source_unlink"), "unlink"),
    ];
  }
  const choose = keyed("chooseSource", say("source_set"), "choose_source");
  if (!tag.guess) return [choose];
  const words = (note.querySelector(".guess")?.textContent ?? "").replace(
    /^[—\s]+|[？?\s]+$/gu,
    "",
  );
  return [button("guess", say("guess", { words }), "3"), choose];
}

/**
 * @param {Label[]} labels
 * @returns {HTMLElement} a button for each that the tag could get instead
 */
function labelChips(labels) {
  const group = document.createElement("span");
  group.className = "chips";
  for (const { name, slot, title, digit } of labels) {
    const chip = button("", title, digit);
    delete chip.dataset.act;
    chip.dataset.tag = name;
    chip.className = `c${slot}`;
    group.append(chip);
  }
  return group;
}

/** @param {string} title */
export function plainButton(title) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = title;
  return made;
}

/**
 * @param {string} act
 * @param {string} title
 * @param {string} [key] - the key that does the same
 */
function button(act, title, key) {
  const made = plainButton(title);
  made.dataset.act = act;
  if (key) {
    const hint = document.createElement("kbd");
    hint.textContent = key;
    hint.setAttribute("aria-hidden", "true");
    made.append(hint);
  }
  return made;
}
