/**
 * The list of what the server refused: what each was to do, why it was refused, and the choice of what
 * becomes of it. Fetched when there is something to choose.
 *
 * @module needs
 */

/** @import { Labels } from "./labels.js" */
/** @import { Outbox } from "./outbox.js" */
/** @import { Span } from "./offsets.js" */
/** @import { Reading } from "./reading.js" */
/** @import { Store, Write } from "./store.js" */

import { discard, sendStrays, tryAgain } from "./refused.js";
import { toast } from "./toasts.js";
import { plainButton } from "./tools.js";
import { say } from "./words.js";

const SHORT = 24;

const dialog = () => /** @type {HTMLDialogElement} */ (document.querySelector("#needs"));

export class Needs {
  /**
   * @param {object} parts
   * @param {Outbox} parts.outbox
   * @param {Store} parts.store
   * @param {Reading} parts.reading
   * @param {Labels} parts.labels
   */
  constructor({ outbox, store, reading, labels }) {
    this.outbox = outbox;
    this.store = store;
    this.reading = reading;
    this.labels = labels;
    outbox.addEventListener("state", () => dialog().open && this.list());
  }

  /**
   * @param {Write} write
   * @param {string} error
   */
  tell(write, error) {
    toast(`${this.describe(write, SHORT)}: ${error || say("refused")}`, "error");
  }

  /**
   * @param {Write} write
   * @param {number} [longest] - UTF-16 units of the words that are shown
   */
  describe({ verb, body, words = "…" }, longest = Number.POSITIVE_INFINITY) {
    const label = this.labels.named(body.label ?? "")?.title ?? "";
    const shown = words.length > longest ? `${words.slice(0, longest)}…` : words;
    return say(`op_${verb}`, { words: shown, label });
  }

  open() {
    this.list();
    if (!dialog().open) dialog().showModal();
  }

  list() {
    const refused = this.outbox.refused.filter((write) => !write.about);
    if (refused.length === 0) dialog().close();
    const items = refused.map((write) => this.item(write));
    dialog()
      .querySelector(".refused")
      ?.replaceChildren(...items);
  }

  /** @param {Write} write */
  item(write) {
    const item = document.createElement("li");
    const what = document.createElement("b");
    const why = document.createElement("p");
    what.textContent = this.describe(write);
    why.textContent = write.error || say("refused");
    item.append(what, why);
    if (write.lane !== this.outbox.lane && write.title) {
      why.append(" ", say("in_article", { title: write.title }));
    }
    item.append(...this.choices(write));
    return item;
  }

  /**
   * @param {Write} write
   * @returns {HTMLElement[]}
   */
  choices(write) {
    const { revision = "" } = this.reading.root.dataset;
    const other = write.lane === this.outbox.lane && write.body.revision !== revision;
    const away = choice(say("discard"), () => discard(this.outbox, write.id));
    if (!other) return [choice(say("try_again"), () => this.tryAgain(write, {})), away];
    const places = write.verb === "create" ? this.find(write.words ?? "") : [];
    const [place] = places;
    if (!place || places.length > 1) return [remark(say("not_found_once")), away];
    const change = { start: String(place.start), end: String(place.end), revision };
    return [choice(say("tag_here"), () => this.tryAgain(write, change)), away];
  }

  /**
   * @param {Write} write
   * @param {Record<string, string>} change
   */
  async tryAgain(write, change) {
    await tryAgain(this.outbox, write.id, change);
    if (write.lane !== this.outbox.lane) await sendStrays(this.store, this.outbox);
  }

  /**
   * @param {string} words
   * @returns {Span[]} where they stand in the present wording
   */
  find(words) {
    const wanted = [...words].length;
    return words ? this.reading.index.blocks.flatMap((_, k) => this.findIn(k, words, wanted)) : [];
  }

  /**
   * @param {number} k
   * @param {string} words
   * @param {number} length - of the words, code points
   * @returns {Span[]}
   */
  findIn(k, words, length) {
    const { text, start } = this.reading.block(k);
    return [...text.split(words)].slice(0, -1).map((_, nth, before) => {
      const units = before.slice(0, nth + 1).join(words);
      const at = start + [...units].length;
      return { start: at, end: at + length };
    });
  }
}

/**
 * @param {string} title
 * @param {() => void} act
 */
function choice(title, act) {
  const button = plainButton(title);
  button.className = "button";
  button.addEventListener("click", act);
  return button;
}

/** @param {string} words */
function remark(words) {
  const made = document.createElement("p");
  made.className = "muted";
  made.textContent = words;
  return made;
}
