/**
 * Linking a tag to another, as a quotation to its source: the next click, or Enter, chooses which.
 *
 * @module linking
 */

/** @import { Bench } from "./bench.js" */

import { say } from "./words.js";

export class Linking {
  /** @param {Bench} bench */
  constructor(bench) {
    this.bench = bench;
    this.from = ""; // the tag that is to be linked, "" while none is
    /** @type {string[]} the labels that it can be linked to */
    this.goals = [];
    this.as = { how: "", kind: "" };
  }

  /** @param {string} ref */
  set(ref) {
    this.from = ref;
    document.body.classList.toggle("linking", ref !== "");
  }

  /**
   * @param {string} how - what becomes of the links that there are: "instead" or "add"
   * @param {string} [kind] - of link; without it the first that fits
   */
  start(how, kind = "") {
    if (this.from) return this.stop();
    const { bench } = this;
    const tag = bench.notes.current;
    this.goals = tag ? bench.goalsOf(tag) : [];
    if (!tag || this.goals.length === 0 || !bench.mayChange(tag)) return;
    if (!bench.notes.any(this.goals)) return bench.tell(say("no_source"));
    this.as = { how, kind };
    this.set(tag.ref);
    bench.tell(say("choose_source"));
  }

  stop() {
    const ref = this.from;
    this.set("");
    this.bench.tell("");
    this.bench.focus(ref);
  }

  /**
   * @param {string} ref
   * @returns {boolean} whether the tag to be linked can be linked to this one
   */
  mayLead(ref) {
    return ref !== this.from && this.goals.includes(this.bench.notes.tag(ref)?.label ?? "");
  }

  /** @param {string} goal */
  link(goal) {
    if (this.mayLead(goal)) this.bench.tagging.link(this.from, goal, this.as);
    this.stop();
  }

  confirm() {
    if (this.from) this.link(this.bench.notes.focused);
  }

  /** @param {string} which - the kind and number of a link, "" for the source linked last */
  unlink(which) {
    const { notes, tagging } = this.bench;
    const tag = notes.current;
    const [kind = "", to = ""] = which ? which.split(":") : ["", tag?.source.split(" ").at(-1)];
    if (tag && to && this.bench.mayChange(tag)) {
      tagging.link(tag.ref, to, { how: "remove", kind });
    }
  }
}
