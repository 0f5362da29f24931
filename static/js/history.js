/**
 * The history of the article in a drawer beside the text. Fetched when somebody first opens it; without
 * scripts it is a page.
 *
 * @module history
 */

/** @import { Notes } from "./notes.js" */
/** @import { Outbox } from "./outbox.js" */

import { uuid } from "./uuid.js";

/** The header by which the server is asked for the history alone. */
const PART = { "X-Part": "history" };

/** @type {Drawer | undefined} made once */
let drawer;

/**
 * @param {HTMLAnchorElement} link - leads to the page of the history
 * @param {Outbox} outbox
 * @param {Notes} notes
 */
export async function openHistory(link, outbox, notes) {
  drawer ??= new Drawer(link, outbox, notes);
  await drawer.open();
}

class Drawer {
  /**
   * @param {HTMLAnchorElement} link
   * @param {Outbox} outbox
   * @param {Notes} notes
   */
  constructor(link, outbox, notes) {
    this.link = link;
    this.outbox = outbox;
    this.notes = notes;
    this.address = new URL(link.href);
    /** @type {Set<string>} the writes that were asked for here */
    this.own = new Set();
    this.dialog = document.createElement("dialog");
    this.body = element("div", "body");
    this.told = element("p", "told");
    this.build();
    outbox.addEventListener("done", (event) =>
      this.done(/** @type {CustomEvent} */ (event).detail),
    );
    outbox.addEventListener("refused", (event) => {
      const { write, error } = /** @type {CustomEvent} */ (event).detail;
      if (this.own.delete(write.id)) this.tell(error, "error");
    });
  }

  build() {
    const { dialog, link } = this;
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = link.dataset.css ?? "";
    document.head.append(style);
    dialog.id = "past";
    dialog.setAttribute("aria-labelledby", "past-title");
    const head = element("div", "head");
    const title = element("h2", "");
    title.id = "past-title";
    title.textContent = link.dataset.title ?? "";
    const close = button("×", () => dialog.close());
    close.setAttribute("aria-label", link.dataset.close ?? "");
    head.append(title, close);
    this.told.setAttribute("role", "status");
    this.body.tabIndex = -1;
    dialog.append(head, this.told, this.body);
    dialog.addEventListener("submit", (event) => this.submitted(event));
    dialog.addEventListener("change", (event) => this.changed(event));
    dialog.addEventListener("click", (event) => this.clicked(event));
    document.body.append(dialog);
  }

  async open() {
    this.tell("");
    this.address = new URL(this.link.href);
    this.body.replaceChildren();
    if (!this.dialog.open) this.dialog.showModal();
    await this.show();
  }

  /** Show the page of the history that is asked for. */
  async show() {
    const { address, body } = this;
    const { id } = /** @type {HTMLElement} */ (document.activeElement);
    try {
      const answer = await fetch(address, { headers: PART });
      if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("text/html")) {
        location.assign(answer.url);
        return;
      }
      const list = await answer.text();
      if (address !== this.address) return; // something else has been asked for meanwhile
      const top = body.scrollTop;
      body.innerHTML = list;
      body.scrollTop = top;
    } catch {
      this.tell(this.link.dataset.offline ?? "", "error");
    }
    const had = id ? body.querySelector(`#${CSS.escape(id)}`) : null;
    if (had instanceof HTMLElement) had.focus();
    else if (!this.dialog.contains(document.activeElement)) body.focus();
  }

  /** @param {string} words @param {string} [kind] @param {HTMLElement[]} more */
  tell(words, kind = "", ...more) {
    this.told.className = `told ${kind}`;
    this.told.replaceChildren(...(words ? [words, ...more] : []));
  }

  /** @param {SubmitEvent} event */
  submitted(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.method === "get") return this.filter(form);
    for (const one of form.querySelectorAll("button")) one.disabled = true;
    const revision = form.querySelector("[name=revision]")?.getAttribute("value") ?? "";
    this.send(form.dataset.verb ?? "", form.action, { revision }, form.dataset.words);
  }

  /** @param {Event} event */
  changed(event) {
    const form = /** @type {Element} */ (event.target).closest("form");
    if (form?.method === "get") this.filter(form);
  }

  /** @param {HTMLFormElement} form */
  filter(form) {
    this.address = new URL(this.link.href);
    for (const [name, value] of new FormData(form)) {
      this.address.searchParams.set(name, String(value));
    }
    void this.show();
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    if (target === this.dialog) this.dialog.close();
    const jump = target.closest(".jump");
    const turn = target.closest(".pager a");
    if (!jump && !turn) return;
    event.preventDefault();
    if (jump) return this.jump(jump.getAttribute("data-span") ?? "");
    this.address = new URL(turn?.getAttribute("href") ?? "", this.link.href);
    this.body.scrollTop = 0;
    this.body.focus();
    void this.show();
  }

  /** @param {string} ref - of the tag to be shown in the text */
  jump(ref) {
    this.dialog.close();
    this.notes.focus(ref);
    const mark = document.querySelector(`mark[data-a="${CSS.escape(ref)}"]`);
    mark?.scrollIntoView({ block: "center" });
    this.notes.root.focus({ preventScroll: true });
  }

  /**
   * @param {string} verb
   * @param {string} address
   * @param {Record<string, string>} body
   * @param {string} [words]
   */
  send(verb, address, body, words) {
    const title = document.title.replace(/ · [^·]*$/u, "");
    const id = uuid();
    this.own.add(id);
    const url = new URL(address).pathname;
    this.outbox.push({ id, verb, url, body, ...(words && { words }), title });
  }

  /** @param {{write: {id: string, verb: string}, answer: Record<string, any>}} detail */
  async done({ write, answer }) {
    if (!this.own.delete(write.id) || !this.dialog.open) return;
    const undo = button(this.link.dataset.undo ?? "", () => {
      undo.disabled = true;
      this.send("undo", new URL(`${answer.act}/undo/`, this.link.href).href, {});
    });
    this.tell(answer.answer?.message ?? "", "", ...(write.verb === "undo" ? [] : [undo]));
    if (undo.isConnected) undo.focus();
    await this.show();
  }
}

/**
 * @param {string} tag
 * @param {string} name - of its class
 */
function element(tag, name) {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

/**
 * @param {string} words
 * @param {() => void} act
 */
function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ghost";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}
