/**
 * The comments beside the text. Fetched when somebody first opens them; without scripts they are a page.
 *
 * @module comments
 */

/** @import { Notes } from "./notes.js" */

import { Drafts } from "./drafts.js";
import { startMentions } from "./mentions.js";
import { hasRoom, Side } from "./side.js";
import { say } from "./words.js";

/** The header by which the server is asked for the comments alone. */
const PART = { "X-Part": "comments" };

/** @type {Talk | undefined} made once */
let talk;

/**
 * Show the comments in the panel, with a form to say something about a tag or about the article.
 *
 * @param {HTMLAnchorElement} link - leads to the page of comments
 * @param {number | null} tag - the number of the tag that is talked about
 * @param {Notes} notes
 */
export async function openComments(link, tag, notes) {
  talk ??= new Talk(link, notes);
  await talk.open(tag);
}

class Talk {
  /**
   * @param {HTMLAnchorElement} link
   * @param {Notes} notes
   */
  constructor(link, notes) {
    const { css = "", title = "", close = "", offline = "" } = link.dataset;
    this.link = link;
    this.notes = notes;
    this.offline = offline;
    /** @type {number | null} */
    this.tag = null;
    this.side = new Side({ id: "talk", css, title, close });
    const { body } = this.side;
    startMentions(body); // first: its Escape closes the names, not the panel
    this.drafts = new Drafts(body, () => this.place);
    body.addEventListener("submit", (event) => this.send(event));
    body.addEventListener("click", (event) => this.clicked(event));
    body.addEventListener("keydown", (event) => sendByKey(event));
    body.addEventListener("toggle", (event) => opened(event), true);
    document.addEventListener("said", () => this.offer());
  }

  /** Something has been said while the panel is open: it comes when it is asked for, and moves nothing. */
  offer() {
    const head = this.side.element.querySelector(".side-head");
    if (!this.side.isOpen || head?.querySelector(".newer")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ghost newer";
    button.textContent = say("newer");
    button.addEventListener("click", () => {
      this.side.body.focus({ preventScroll: true });
      void this.show(fetch(this.address(this.link.href), { headers: PART }));
    });
    head?.querySelector("h2")?.after(button);
  }

  /** Where drafts belong: what is said of a tag is another draft than what is said of the article. */
  get place() {
    return this.tag ? `${this.link.pathname}#${this.tag}` : this.link.pathname;
  }

  /** @param {number | null} tag */
  async open(tag) {
    this.tag = tag;
    this.side.open();
    this.side.body.focus({ preventScroll: true });
    if (!(await this.show(fetch(this.address(this.link.href), { headers: PART })))) return;
    const field = this.side.body.querySelector(".say textarea");
    const first = this.side.body.querySelector(tag ? `.thread[data-span="${tag}"]` : ".thread");
    // With fingers the keyboard would cover what has been said: it comes when the field is touched.
    const asks = tag !== null || !matchMedia("(hover: none)").matches;
    if (asks && field instanceof HTMLElement) field.focus();
    if (first && tag) this.side.body.scrollTop = 0;
  }

  /** @param {string} href */
  address(href) {
    const address = new URL(href, this.link.href);
    if (this.tag !== null) address.searchParams.set("span", String(this.tag));
    return address;
  }

  /**
   * Put what the server answers into the panel.
   *
   * @param {Promise<Response>} asked
   * @param {string} [sent] - the draft that has been sent: forgotten once it has arrived
   * @returns {Promise<boolean>} whether it is there
   */
  async show(asked, sent) {
    const { body } = this.side;
    try {
      const answer = await asked;
      if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("text/html")) {
        location.assign(answer.url); // to sign in; what is written waits in its draft
        return false;
      }
      const html = await answer.text();
      this.side.element.querySelector(".newer")?.remove();
      if (sent && answer.ok) this.drafts.forget(sent);
      const top = body.scrollTop;
      body.innerHTML = html;
      body.scrollTop = top;
      this.drafts.restore();
      this.mark();
      return true;
    } catch {
      body.querySelector(".offline")?.remove();
      body.prepend(this.alarm()); // what has been written stays where it is
      body.scrollTop = 0;
      return false;
    }
  }

  /** Let the notes and the link to the comments say what there is now. */
  mark() {
    const marks = this.side.body.querySelector("template.marks");
    if (!(marks instanceof HTMLTemplateElement)) return;
    for (const mark of document.querySelectorAll(".notes .said")) mark.remove();
    for (const one of marks.content.querySelectorAll("[data-a]")) {
      const mark = one.firstElementChild;
      const note = this.notes.note(one.getAttribute("data-a") ?? "");
      if (mark) note?.querySelector(".who")?.before(mark, " ");
    }
    this.link.innerHTML = marks.content.querySelector("b")?.innerHTML ?? "";
  }

  /** Say that the server cannot be reached. */
  alarm() {
    const words = document.createElement("p");
    words.className = "note-box error offline";
    words.setAttribute("role", "alert");
    words.textContent = this.offline;
    return words;
  }

  /** @param {SubmitEvent} event */
  async send(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.ariaBusy) return;
    form.ariaBusy = "true";
    const body = new FormData(form, event.submitter);
    const asked = fetch(this.address(form.action), { method: "POST", body, headers: PART });
    const isThere = await this.show(asked, form.dataset.draft);
    form.ariaBusy = null;
    if (!isThere) return;
    const told = this.side.body.querySelector(".told")?.textContent;
    const live = document.querySelector("#live");
    if (live && told) live.textContent = told;
    this.goOn(form);
  }

  /** The keyboard goes on where it was: beside the comment that was changed, else in the field. @param {HTMLFormElement} form */
  goOn(form) {
    const { body } = this.side;
    const comment = form.classList.contains("say") ? "" : (form.closest(".comment")?.id ?? "");
    const there = comment && body.querySelector(`#${comment} :is(summary, button)`);
    const next = there || body.querySelector(".say textarea") || body;
    if (next instanceof HTMLElement && next.checkVisibility()) next.focus();
    else body.focus();
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const jump = /** @type {HTMLElement} */ (event.target).closest("a.jump");
    if (!jump || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!hasRoom()) this.side.shut();
    const ref = jump.getAttribute("data-span") ?? "";
    this.notes.focus(ref);
    const mark = document.querySelector(`mark[data-a="${CSS.escape(ref)}"]`);
    mark?.scrollIntoView({ block: "center" });
  }
}

/** Where somebody writes, this sends what they have written, not the article. @param {KeyboardEvent} event */
function sendByKey(event) {
  const field = event.target;
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  if (!(field instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  event.stopPropagation();
  field.form?.requestSubmit();
}

/** @param {Event} event */
function opened(event) {
  const box = event.target;
  if (!(box instanceof HTMLDetailsElement) || !box.open) return;
  const field = box.querySelector("textarea");
  if (field && box.contains(document.activeElement)) field.focus();
}
