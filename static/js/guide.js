/**
 * The guidelines beside the text: whole, or what they say about one label, with a search. Fetched when
 * somebody first opens them; without scripts they are a page.
 *
 * @module guide
 */

import { startHits } from "./hits.js";
import { Side } from "./side.js";

const PART = { "X-Part": "guidelines" };
const REST = 250; // milliseconds after the last key before words are looked for
const KEPT = 40; // places that are remembered

/** @type {Guide | undefined} made once */
let guide;

/**
 * Open the guidelines where they speak of the label, else where they were left. What is open already is
 * closed.
 *
 * @param {HTMLAnchorElement} link - leads to the page of the guidelines
 * @param {string | undefined} label - its name; "" for everything, undefined for where they were left
 */
export async function openGuide(link, label) {
  guide ??= new Guide(link);
  await guide.open(label);
}

class Guide {
  /** @param {HTMLAnchorElement} link */
  constructor(link) {
    const { css = "", title = "", close = "", offline = "" } = link.dataset;
    this.home = new URL(link.href);
    this.offline = offline;
    this.side = new Side({ id: "guide", css, title, close });
    /** @type {Map<string, string>} by address, for when the network is away */
    this.pages = new Map();
    const kept = read();
    this.key = this.home.pathname;
    this.address = kept[this.key]?.address ?? this.home.href;
    /** @type {Map<string, number>} by address: pixels */
    this.places = new Map(kept[this.key]?.places ?? []);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.listen();
  }

  listen() {
    const { element, body } = this.side;
    startHits(body);
    element.addEventListener("click", (event) => this.clicked(event));
    element.addEventListener("submit", (event) => this.submitted(event));
    for (const kind of ["input", "compositionend"]) {
      element.addEventListener(kind, (event) => this.typed(event));
    }
    body.addEventListener("scroll", () => this.remember(), { passive: true });
    element.addEventListener("shut", () => this.keep());
    addEventListener("pagehide", () => this.keep());
  }

  /** @param {string | undefined} label */
  async open(label) {
    const address = new URL(this.home);
    if (label) address.searchParams.set("label", label);
    const wanted = label === undefined ? this.address : address.href;
    if (this.side.isOpen && wanted === this.address) return this.side.shut();
    this.side.open();
    this.side.body.focus({ preventScroll: true });
    await this.show(wanted);
  }

  /** @param {string} address */
  async show(address) {
    const { body } = this.side;
    this.address = address;
    const html = await this.get(address);
    if (address !== this.address) return; // somebody has gone on meanwhile
    if (html === null) return body.prepend(this.alarm());
    const field = document.activeElement;
    const had = field instanceof HTMLInputElement && body.contains(field) ? field : null;
    const caret = had?.selectionStart ?? null;
    body.innerHTML = html;
    for (const link of body.querySelectorAll(".prose a[href^=http]")) {
      link.setAttribute("target", "_blank"); // reading on is no reason to leave the article
    }
    body.scrollTop = this.places.get(address) ?? 0;
    const again = /** @type {HTMLInputElement | null} */ (
      had && body.querySelector("[type=search]")
    );
    again?.focus({ preventScroll: true });
    again?.setSelectionRange(caret, caret);
    body.querySelector("#hit-1")?.scrollIntoView({ block: "center" });
  }

  /**
   * @param {string} address
   * @returns {Promise<string | null>} null if it cannot be had
   */
  async get(address) {
    try {
      const answer = await fetch(address, { headers: PART });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const html = await answer.text();
      this.pages.set(address, html);
      return html;
    } catch {
      return this.pages.get(address) ?? null;
    }
  }

  alarm() {
    this.side.body.querySelector(".note-box.error")?.remove();
    const words = document.createElement("p");
    words.className = "note-box error";
    words.setAttribute("role", "alert");
    words.textContent = this.offline;
    return words;
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || link.target || event.ctrlKey || event.metaKey) return;
    const { pathname, hash, href } = new URL(link.href);
    if (link.hasAttribute("data-next") || pathname.startsWith("/") === false) return;
    if (link.getAttribute("href")?.startsWith("#")) {
      event.preventDefault();
      const heading = this.side.body.querySelector(
        CSS.escape ? `[id="${CSS.escape(hash.slice(1))}"]` : hash,
      );
      heading?.scrollIntoView({ block: "start" });
    } else if (pathname === this.home.pathname) {
      event.preventDefault();
      this.side.body.focus({ preventScroll: true });
      void this.show(href);
    }
  }

  /** @param {SubmitEvent} event */
  submitted(event) {
    event.preventDefault();
    this.look(/** @type {HTMLFormElement} */ (event.target));
  }

  /** @param {Event} event */
  typed(event) {
    const field = /** @type {HTMLInputElement} */ (event.target);
    clearTimeout(this.timer);
    if (event instanceof InputEvent && event.isComposing) return;
    if (field.form) this.timer = setTimeout(this.look.bind(this, field.form), REST);
  }

  /** @param {HTMLFormElement} form */
  look(form) {
    clearTimeout(this.timer);
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) {
      if (String(value).trim()) address.searchParams.set(name, String(value));
    }
    void this.show(address.href);
  }

  remember() {
    if (this.side.isOpen) this.places.set(this.address, this.side.body.scrollTop);
  }

  /** Keep the places for the next article. */
  keep() {
    const places = [...this.places].slice(-KEPT);
    const all = { ...read(), [this.key]: { address: this.address, places } };
    try {
      sessionStorage.setItem("guide", JSON.stringify(all));
    } catch {
      // No room, or no right to: the next article begins at the top.
    }
  }
}

/** @returns {Record<string, {address: string, places: [string, number][]}>} by project */
function read() {
  try {
    return JSON.parse(sessionStorage.getItem("guide") ?? "{}");
  } catch {
    return {};
  }
}
