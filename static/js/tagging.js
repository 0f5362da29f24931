/**
 * What a person does to tags: shown at once, sent in order, put right by the server's answer.
 *
 * @module tagging
 */

/** @import { Labels } from "./labels.js" */
/** @import { Notes, Tag } from "./notes.js" */
/** @import { Span } from "./offsets.js" */
/** @import { Outbox } from "./outbox.js" */
/** @import { Reading } from "./reading.js" */
/** @import { Write } from "./store.js" */
/** @typedef {{span: Span, label: string, hidden: boolean}} Pending */
/** @typedef {{number: number, id: string, label: string, start: number, end: number}} Stored */

import { paint } from "./reading.js";
import { uuid } from "./uuid.js";

export class Tagging {
  /**
   * @param {object} parts
   * @param {Reading} parts.reading
   * @param {Notes} parts.notes
   * @param {Labels} parts.labels
   * @param {Outbox} parts.outbox
   * @param {string} parts.base - the address of the article; writes go below it
   */
  constructor({ reading, notes, labels, outbox, base }) {
    this.reading = reading;
    this.notes = notes;
    this.labels = labels;
    this.outbox = outbox;
    this.base = base;
    this.revision = reading.root.dataset.revision ?? "";
    /** @type {Map<string, Pending>} by UUID: not confirmed yet */
    this.pending = new Map();
    /** @type {Map<string, ((ref: string) => void)[]>} by UUID: what to do once it has a number */
    this.afterwards = new Map();
  }

  /** Show again what an earlier page could not send. */
  restore() {
    for (const { verb, body } of this.outbox.waiting) {
      if (verb !== "create" || !body.id || body.revision !== this.revision) continue;
      const span = { start: Number(body.start), end: Number(body.end) };
      this.pending.set(body.id, { span, label: body.label ?? "", hidden: false });
    }
    this.paint();
  }

  /**
   * @param {Span} given
   * @param {string} label
   * @returns {string} the UUID of the new tag; "" if nothing but blanks and marks was given
   */
  create(given, label) {
    const span = this.reading.tidy(given);
    if (span.end <= span.start) return "";
    const id = uuid();
    this.pending.set(id, { span, label, hidden: false });
    this.paint();
    const body = { id, label, start: String(span.start), end: String(span.end) };
    this.send("create", "spans/", body, this.reading.words(span));
    return id;
  }

  /**
   * @param {Tag} tag
   * @param {string} attribute
   * @param {string} value - "" unsets it
   */
  setValue(tag, attribute, value) {
    this.notes.setValue(tag, value);
    this.change(tag.ref, attribute, value);
  }

  /**
   * @param {string} ref
   * @param {string} attr
   * @param {string} value - "" unsets it
   */
  change(ref, attr, value) {
    this.send("change", `spans/${ref}/`, { attr, value }, this.wordsOf(ref));
  }

  /**
   * @param {string} ref - a number, or the UUID of a tag that has none yet
   * @param {string} label
   */
  relabel(ref, label) {
    this.send("change", `spans/${ref}/`, { label }, this.wordsOf(ref));
  }

  /**
   * @param {string} ref
   * @param {Span} span
   */
  move(ref, span) {
    const body = { start: String(span.start), end: String(span.end) };
    this.send("change", `spans/${ref}/`, body, this.wordsOf(ref));
  }

  /** @param {string} ref */
  remove(ref) {
    const pending = this.pending.get(ref);
    if (pending) pending.hidden = true;
    this.paint();
    this.notes.setGone(ref, true);
    this.send("delete", `spans/${ref}/delete/`, {}, this.wordsOf(ref));
  }

  /**
   * @param {string} ref
   * @param {string} to - a source or other tag
   * @param {Record<string, string>} [as] - how, and by which kind of link
   */
  link(ref, to, as = {}) {
    this.send("source", `spans/${ref}/source/`, { to, ...as }, this.wordsOf(ref));
  }

  undo() {
    // What is still on its way disappears at once; the rest waits for the answer.
    const last = [...this.pending.values()].filter((one) => !one.hidden).at(-1);
    if (last) last.hidden = true;
    this.paint();
    this.send("undo", "undo/", {});
  }

  redo() {
    this.send("redo", "redo/", {});
  }

  submit() {
    if (this.outbox.waiting.some((write) => write.verb === "submit")) return;
    this.send("submit", "submit/", {});
  }

  /**
   * @param {string} verb
   * @param {string} path - below the article's address
   * @param {Record<string, string>} body
   * @param {string} [words] - that it is about, for people
   */
  send(verb, path, body, words) {
    const revision = this.revision; // so that nothing meant for one wording is done to another
    const title = document.title.replace(/ · [^·]*$/u, "");
    const write = { verb, url: this.base + path, body: { ...body, revision }, words, title };
    this.outbox.push({ id: uuid(), ...write });
  }

  /** @param {string} ref */
  wordsOf(ref) {
    return this.notes.note(ref)?.querySelector(".q")?.textContent ?? "…";
  }

  /**
   * @param {string} id - the UUID of a tag that may have no number yet
   * @param {(ref: string) => void} act
   */
  onceNumbered(id, act) {
    this.afterwards.set(id, [...(this.afterwards.get(id) ?? []), act]);
  }

  /**
   * Put the server's rows in place.
   *
   * @param {Write} write
   * @param {Record<string, any>} answer
   * @returns {Stored[]} the tags that it is about
   */
  settle(write, answer) {
    this.reading.swap(answer.rows ?? {});
    const stored = /** @type {Stored[]} */ (answer.answer?.spans ?? []);
    this.notes.renew();
    if (write.verb === "create") this.number(write.body.id ?? "", stored[0]);
    this.labels.count(this.reading.root);
    this.paint();
    return stored;
  }

  /**
   * @param {string} id
   * @param {Stored | undefined} stored
   */
  number(id, stored) {
    this.pending.delete(id);
    const acts = this.afterwards.get(id) ?? [];
    this.afterwards.delete(id);
    if (stored) for (const act of acts) act(String(stored.number));
  }

  /** @param {Write} write - one that the server refused */
  withdraw(write) {
    if (write.verb === "create") this.number(write.body.id ?? "", undefined);
    if (write.verb === "delete") this.notes.setGone(write.url.split("/").at(-3) ?? "", false);
    this.paint();
  }

  paint() {
    const shown = [...this.pending.values()].filter((one) => !one.hidden);
    for (const { slot } of this.labels.items) {
      const of = shown.filter((one) => this.labels.named(one.label)?.slot === slot);
      paint(
        `p-c${slot}`,
        of.map((one) => this.reading.range(one.span)),
      );
    }
  }
}
