/**
 * The quiet list before submitting: what somebody may want to look at first. It never keeps anybody from
 * submitting: the same key again submits, and so it does where the server cannot be asked. Fetched when
 * somebody submits.
 *
 * @module finishing
 */

/** @import { Bench } from "./bench.js" */
/** @import { Outbox } from "./outbox.js" */

import { hasRoom, Side } from "./side.js";

const PATIENCE = 2500; // milliseconds that submitting may wait for the list
const TWICE = 400; // milliseconds in which a second press is the same one: a double click, a held key
const REST = 150; // milliseconds after which the list is asked for again
const PART = { "X-Part": "unfinished" };

/**
 * @typedef {object} Parts
 * @property {Bench} bench
 * @property {Outbox} outbox
 * @property {string} base - the address of the article
 * @property {(tag: number | null) => Promise<void>} talk - opens the comments
 * @property {() => void} submit
 */

/** @type {Finishing | undefined} made once */
let list;

/** @param {Parts} parts */
export async function finish(parts) {
  list ??= new Finishing(parts);
  await list.press();
}

class Finishing {
  /** @param {Parts} parts */
  constructor({ bench, outbox, base, talk, submit }) {
    this.bench = bench;
    this.outbox = outbox;
    this.address = `${base}unfinished/`;
    this.talk = talk;
    this.submit = submit;
    this.asking = false;
    this.opened = 0;
    this.form = /** @type {HTMLFormElement} */ (document.querySelector("#submit-form"));
    /** @type {Side | undefined} */
    this.side = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    outbox.addEventListener("done", () => this.later());
  }

  /** Somebody wants to submit: show them what is left, unless they have seen it or nothing is. */
  async press() {
    if (this.asking) return;
    if (this.side?.isOpen) {
      if (performance.now() - this.opened > TWICE) this.go();
      return;
    }
    this.asking = true;
    const found = await this.ask();
    this.asking = false;
    if (found) this.show(found);
    else this.go();
  }

  go() {
    this.side?.shut();
    this.submit();
  }

  /** @returns {Promise<Element | null>} null if nothing is left, or nobody can say */
  async ask() {
    const signal = AbortSignal.timeout(PATIENCE);
    await sent(this.outbox, signal);
    if (this.outbox.waiting.length > 0) return null;
    const found = await this.fetch(signal);
    return found?.getAttribute("data-left") === "0" ? null : found;
  }

  /** @param {AbortSignal} signal */
  async fetch(signal) {
    try {
      const answer = await fetch(this.address, { headers: PART, signal });
      if (!answer.ok) return null;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      return page.querySelector(".unfinished"); // not there if it is another page, as for signing in
    } catch {
      return null;
    }
  }

  /** @param {Element} found */
  show(found) {
    this.side ??= this.made();
    this.side.body.replaceChildren(found);
    this.side.open();
    this.opened = performance.now();
    const first = this.links()[0] ?? this.side.body;
    first.focus({ preventScroll: true });
  }

  made() {
    const { css = "", title = "", close = "" } = this.form.dataset;
    const side = new Side({ id: "unfinished", css, title, close });
    const { element } = side;
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go();
    });
    element.addEventListener("click", (event) => this.clicked(event));
    element.addEventListener("keydown", (event) => this.moved(event));
    for (const kind of ["pointerover", "focusin"]) {
      element.addEventListener(kind, (event) => this.hover(event));
    }
    element.addEventListener("shut", () => this.bench.notes.hover(""));
    return side;
  }

  /** @returns {HTMLElement[]} */
  links() {
    return [...(this.side?.body.querySelectorAll("a") ?? [])];
  }

  /** @param {Event} event */
  hover(event) {
    const line = /** @type {Element} */ (event.target).closest("a");
    this.bench.notes.hover(line?.getAttribute("data-tag") ?? "");
  }

  /** @param {KeyboardEvent} event */
  moved(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = this.links().indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (!step || at < 0) return;
    event.preventDefault();
    this.links()[at + step]?.focus();
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const line = /** @type {Element} */ (event.target).closest("a");
    if (!line || event.ctrlKey || event.metaKey) return;
    const { tag = "", comment } = line.dataset;
    if (!tag && !comment) return; // leads to another page
    event.preventDefault();
    if (!hasRoom()) this.side?.shut(false);
    if (tag) this.jump(tag);
    if (comment) void this.talk(Number(tag) || null);
  }

  /** @param {string} tag */
  jump(tag) {
    const { bench } = this;
    bench.entering = true; // by us: the cursor stays where it is
    bench.reading.root.focus({ preventScroll: true });
    bench.entering = false;
    bench.focus(tag);
  }

  /** Something was saved: what is left may be less. */
  later() {
    clearTimeout(this.timer);
    if (this.side?.isOpen) this.timer = setTimeout(() => this.renew(), REST);
  }

  async renew() {
    const found = await this.fetch(AbortSignal.timeout(PATIENCE));
    const { side } = this;
    if (!found || !side?.isOpen) return;
    const had = this.links().indexOf(/** @type {HTMLElement} */ (document.activeElement));
    side.body.replaceChildren(found);
    if (had < 0) return;
    const links = this.links();
    (links[Math.min(had, links.length - 1)] ?? side.body).focus({ preventScroll: true });
  }
}

/**
 * Wait until everything is sent, the network is away, or it takes too long.
 *
 * @param {Outbox} outbox
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function sent(outbox, signal) {
  return new Promise((resolve) => {
    const look = () => {
      const goesOn = outbox.condition === "saving" && outbox.waiting.length > 0 && !signal.aborted;
      if (goesOn) return;
      outbox.removeEventListener("state", look);
      signal.removeEventListener("abort", look);
      resolve();
    };
    outbox.addEventListener("state", look);
    signal.addEventListener("abort", look);
    look();
  });
}
