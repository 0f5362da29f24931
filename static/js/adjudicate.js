/**
 * Adjudication: keys press the buttons of the card, answers bring the next one. Everything here can be
 * done without scripts as well, by the same forms.
 *
 * @module adjudicate
 */

/** @import { Span } from "./offsets.js" */
/** @import { Meant } from "./deciding.js" */

import { moved } from "./cursor.js";
import { meant } from "./deciding.js";
import { singleKeys } from "./hints.js";
import { paint, Reading, scrollTo } from "./reading.js";
import { snapped } from "./snapping.js";
import { toast } from "./toasts.js";
import { uuid } from "./uuid.js";
import { say } from "./words.js";

const root = document.querySelector("#text");
const card = document.querySelector("#card");

class Desk {
  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} card
   */
  constructor(root, card) {
    this.root = root;
    this.card = card;
    this.reading = new Reading(root);
    void this.reading.learnWords();
    this.busy = false;
    /** @type {Map<string, string>} requests under way, by what they ask for: sent again, they are the same */
    this.requests = new Map();
  }

  /** @returns {HTMLFormElement | null} */
  get form() {
    return this.card.querySelector("#decide");
  }

  /** @returns {HTMLDetailsElement | null} */
  get edit() {
    return this.card.querySelector("#edit");
  }

  get item() {
    return this.form?.dataset.item ?? "";
  }

  /** @param {Meant} wish */
  do(wish) {
    if (this.busy) return;
    const acts = {
      choose: () => this.press(`[data-key="${wish.value}"]`),
      go: () => this.go({ to: wish.value ?? "on" }),
      edit: () => this.startEditing(),
      gap: () => this.toggleGap(),
      undo: () => press(document, "#undo-form button"),
      redo: () => press(document, "#redo-form button"),
      finish: () => press(document, "#finish-form button"),
      leave: () => this.stopEditing(),
      confirm: () => this.press('[name="edit"]'),
      label: () => this.chooseLabel(wish.value ?? ""),
      move: () => this.move(wish),
      snap: () => this.choose(snapped(this.reading, this.place())),
    };
    acts[wish.name]();
  }

  /** @param {string} selector - of a button of the card */
  press(selector) {
    press(this.card, selector);
  }

  /** Say, or no longer say, that the guidelines have nothing about this. */
  toggleGap() {
    const gap = /** @type {HTMLInputElement | null} */ (
      this.card.querySelector('[name="reason"][value="guideline_gap"]')
    );
    if (gap) gap.checked = !gap.checked;
  }

  /** @param {Record<string, string>} where */
  async go(where) {
    const query = new URLSearchParams({ from: this.item, ...where });
    await this.ask(`${this.root.dataset.base}?${query}`);
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} button
   */
  async send(form, button) {
    const body = new FormData(form, button);
    const named = button instanceof HTMLButtonElement ? button.value : "";
    const asked = `${form.action} ${named} ${body.get("start")} ${body.get("end")}`;
    const request = this.requests.get(asked) ?? uuid();
    this.requests.set(asked, request);
    body.set("request", request);
    body.set("from", this.item);
    if (await this.ask(form.action, body)) this.requests.delete(asked);
  }

  /**
   * @param {string} address
   * @param {FormData} [body]
   * @returns {Promise<boolean>} whether the server has answered
   */
  async ask(address, body) {
    if (this.busy) return false;
    this.setBusy(true);
    try {
      const answer = await fetch(address, {
        method: body ? "POST" : "GET",
        headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
        ...(body && { body }),
      });
      const told = await answer.json();
      this.setBusy(false);
      if (told.next) location.assign(told.next);
      else this.show(told);
      return true;
    } catch {
      this.setBusy(false);
      toast(say("failed"), "error");
      return false;
    }
  }

  /** @param {boolean} busy */
  setBusy(busy) {
    this.busy = busy;
    this.card.setAttribute("aria-busy", String(busy));
  }

  /** @param {Record<string, any>} told */
  show(told) {
    if (told.error) toast(told.error, "error");
    if (told.card === undefined) return;
    const hadFocus = this.card.contains(document.activeElement);
    this.reading.swap(told.rows);
    this.card.innerHTML = told.card;
    this.card.scrollTop = 0;
    paint("edit", []);
    for (const name of ["undo", "redo"]) able(`#${name}-form button`, told[`can_${name}`]);
    able("#finish-form button", told.left === 0);
    if (hadFocus) this.card.focus({ preventScroll: true });
    this.announce(told.error ?? told.message ?? "");
    this.settle();
  }

  /** Bring the item onto the screen, and its fields into shape. */
  settle() {
    const words = this.shown();
    if (words) scrollTo(this.reading.range(words));
    this.showLabel();
  }

  /** @returns {Span | null} the words of the item's candidates */
  shown() {
    const marks = [...this.root.querySelectorAll(`mark.cand`)];
    const [first, last] = [marks[0], marks.at(-1)];
    if (!first || !last) return null;
    const start = this.reading.pointAt(first, 0);
    return { start, end: Math.max(start + 1, this.reading.pointAt(last, last.childNodes.length)) };
  }

  /** @param {string} words */
  announce(words) {
    const live = document.querySelector("#live");
    const kind = this.card.querySelector("h2")?.textContent ?? "";
    const left = this.card.querySelector(".progress p")?.textContent?.trim() ?? "";
    if (live) live.textContent = [words, kind, left].filter(Boolean).join(" ");
  }

  // Editing

  get editing() {
    return this.edit?.open ?? false;
  }

  /** Open the fields, with the words that are selected, if there are any. */
  startEditing() {
    const edit = this.edit;
    if (!edit) return;
    const chosen = this.reading.selected();
    if (chosen) this.put(this.reading.tidy(chosen));
    edit.open = true;
  }

  /** Show the words in the text while the fields are open. */
  toggled() {
    if (!this.editing) return paint("edit", []);
    this.put(this.place());
    this.edit?.scrollIntoView({ block: "nearest" });
    this.announce(say("select_first"));
  }

  stopEditing() {
    if (this.edit) this.edit.open = false;
  }

  /** @param {string} name @returns {HTMLInputElement | null} */
  field(name) {
    return this.card.querySelector(`[name="${name}"]`);
  }

  /** @returns {Span} the range in the fields */
  place() {
    const [start, end] = ["start", "end"].map((name) => Number(this.field(name)?.value ?? 0));
    return { start: start ?? 0, end: Math.max((start ?? 0) + 1, end ?? 0) };
  }

  /** @param {Span} span */
  put(span) {
    for (const [name, value] of Object.entries({ start: span.start, end: span.end })) {
      const field = this.field(name);
      if (field) field.value = String(value);
    }
    const range = this.reading.range(span);
    const shown = this.card.querySelector("#edit-words");
    if (shown) shown.textContent = this.reading.words(span);
    paint("edit", [range]);
    scrollTo(range);
  }

  /** @param {Meant} wish */
  move({ edge = "end", direction = 1, byOne }) {
    const step = byOne ? "character" : [];
    const place = moved(this.reading, this.place(), edge, direction, step);
    this.choose(place);
  }

  /** @param {Span} place - chosen by a key */
  choose(place) {
    getSelection()?.removeAllRanges(); // what was selected by hand holds no longer
    this.put(place);
  }

  /** @param {string} digit */
  chooseLabel(digit) {
    const option = /** @type {HTMLOptionElement | null} */ (
      this.card.querySelector(`option[data-digit="${digit}"]`)
    );
    if (option) option.selected = true;
    this.showLabel();
  }

  /** Show the attributes of the chosen label only. */
  showLabel() {
    const chosen = this.field("label")?.value;
    for (const part of this.card.querySelectorAll("[data-label]")) {
      /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-label") !== chosen;
    }
  }
}

/**
 * @param {Element | Document} within
 * @param {string} selector
 */
function press(within, selector) {
  const button = within.querySelector(selector);
  if (button instanceof HTMLButtonElement && !button.disabled) button.click();
}

/**
 * @param {string} selector
 * @param {boolean} is
 */
function able(selector, is) {
  const button = document.querySelector(selector);
  if (button instanceof HTMLButtonElement) button.disabled = !is;
}

/** @param {Desk} desk */
function listen(desk) {
  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : desk.root;
    const wish = meant(event, {
      inField: target.matches("input:not([type=radio]), textarea, select"),
      onButton: target.matches("button, a, summary"),
      editing: desk.editing,
      single: singleKeys(),
    });
    if (!wish) return;
    event.preventDefault();
    desk.do(wish);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.action.includes("/adjudicate/")) return;
    event.preventDefault();
    void desk.send(form, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : desk.root;
    const way = target.closest("[data-go]")?.getAttribute("data-go");
    if (way) void desk.go({ to: way });
    else openUnder(desk, target);
  });
  desk.card.addEventListener("change", () => {
    desk.showLabel();
    if (desk.editing) desk.put(desk.place());
  });
  // The fields open by a click as well; such an event does not rise.
  desk.card.addEventListener("toggle", () => desk.toggled(), true);
  document.addEventListener("selectionchange", () => {
    const chosen = desk.editing ? desk.reading.selected() : null;
    const tidied = chosen && desk.reading.tidy(chosen);
    if (tidied && tidied.end > tidied.start) desk.put(tidied);
  });
}

/**
 * A click on a tag opens its decision.
 *
 * @param {Desk} desk
 * @param {Element} target
 */
function openUnder(desk, target) {
  if (getSelection()?.isCollapsed === false || desk.editing) return;
  const item = target.closest("mark")?.getAttribute("data-i");
  if (item && item !== desk.item && desk.root.contains(target)) void desk.go({ item });
}

if (root instanceof HTMLElement && card instanceof HTMLElement) {
  const desk = new Desk(root, card);
  listen(desk);
  desk.settle();
}
document.documentElement.dataset.ready = "yes";
