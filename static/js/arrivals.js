/**
 * Puts rows that others have changed in their place, so that it disturbs nobody: what is selected, open or
 * has the keyboard waits, what is being read stays where it is on the screen.
 *
 * @module arrivals
 */

/** @import { Bench } from "./bench.js" */
/** @import { Labels } from "./labels.js" */
/** @import { Notes } from "./notes.js" */
/** @import { Outbox } from "./outbox.js" */
/** @import { Reading } from "./reading.js" */
/** @import { Write } from "./store.js" */

import { held } from "./pointer.js";

const AGAIN = 400; // milliseconds until what waits is tried again
const SHOWN = 4000; // for which the new is lifted out
const STEP = 24; // pixels, less than a line
const HEADER = 80; // pixels
const EYES = 1 / 3; // of the height of the screen: about where somebody reads, if nothing else tells

export class Arrivals {
  /**
   * @param {object} parts
   * @param {Reading} parts.reading
   * @param {Notes} parts.notes
   * @param {Labels} parts.labels
   * @param {Outbox} parts.outbox
   * @param {Bench} [parts.bench] - of those who can tag
   */
  constructor({ reading, notes, labels, outbox, bench }) {
    this.reading = reading;
    this.notes = notes;
    this.labels = labels;
    this.outbox = outbox;
    this.bench = bench;
    /** @type {Map<string, string>} HTML by the id of the row */
    this.waiting = new Map();
    /** @type {Set<string>} tags of others that have not been shown as new */
    this.fresh = new Set();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * @param {Record<string, string>} rows - HTML by id, made by the server
   * @param {number[]} fresh - tags of others among them
   */
  take(rows, fresh) {
    for (const [id, html] of Object.entries(rows)) this.waiting.set(id, html);
    for (const ref of fresh) this.fresh.add(String(ref));
    this.put();
  }

  /**
   * What the page has drawn itself from the answer to a write is as new.
   *
   * @param {Record<string, string>} [rows]
   */
  drop(rows = {}) {
    for (const id of Object.keys(rows)) this.waiting.delete(id);
  }

  /** Put in place what disturbs nobody; try the rest again later. */
  put() {
    clearTimeout(this.timer);
    const free = [...this.waiting].filter(([id]) => !this.isBusy(id));
    for (const [id] of free) this.waiting.delete(id);
    const changed = free.filter(([id, html]) => !isShown(id, html));
    if (changed.length > 0) this.inPlace(() => this.swap(changed));
    this.lift();
    if (this.waiting.size > 0) this.timer = setTimeout(() => this.put(), AGAIN);
  }

  /** @param {string} id */
  isBusy(id) {
    const row = document.getElementById(id);
    if (!row) return false;
    const selection = getSelection();
    const range = selection?.isCollapsed === false ? selection.getRangeAt(0) : null;
    return (
      held.any || // something is being selected
      this.bench?.linking.from ||
      range?.intersectsNode(row) ||
      row.contains(document.activeElement) ||
      row.querySelector(".on") !== null
    );
  }

  /** @param {[string, string][]} rows */
  swap(rows) {
    const { reading, notes, bench } = this;
    for (const [id, html] of rows) reading.swapRow(id, html);
    notes.short = null;
    notes.hover(notes.hovered);
    this.labels.count(reading.root);
    if (!bench) return;
    bench.tagging.paint();
    for (const write of this.outbox.waiting) this.showUnsent(write);
    bench.paintCursor();
  }

  /**
   * What this person has done and the server does not know yet is not to be seen in its rows.
   *
   * @param {Write} write
   */
  showUnsent({ verb, url, body }) {
    const { notes, labels } = this;
    const ref = /\/spans\/(\d+)\//u.exec(url)?.[1] ?? "";
    const tag = notes.tag(ref);
    if (!tag) return;
    if (verb === "delete") notes.setGone(ref, true);
    const shown = body.attr !== undefined && labels.named(tag.label)?.attribute === body.attr;
    if (verb === "change" && shown) notes.setValue(tag, body.value ?? "");
  }

  /**
   * What is being read stays where it is: the cursor's paragraph if it is on the screen, else the one where
   * the eyes are.
   *
   * @param {() => void} act
   */
  inPlace(act) {
    const id = this.anchor()?.id ?? "";
    const top = () => document.getElementById(id)?.getBoundingClientRect().top ?? 0;
    const before = top();
    act();
    const moved = top() - before;
    if (Math.abs(moved) > 1) scrollBy({ top: moved, behavior: "instant" });
  }

  /** @returns {Element | null | undefined} the paragraph that is to stay where it is */
  anchor() {
    const place = this.bench?.cursor.place;
    const block = place && this.reading.index.blocks[this.reading.blockAt(place.start)];
    const { top, bottom } = block?.getBoundingClientRect() ?? { top: innerHeight, bottom: 0 };
    if (bottom > HEADER && top < innerHeight) return block?.closest(".row");
    const { left, width } = this.reading.root.getBoundingClientRect();
    for (let y = innerHeight * EYES; y < innerHeight; y += STEP) {
      const row = document.elementFromPoint(left + width / 3, y)?.closest(".row[id]");
      if (row) return row;
    }
    return null;
  }

  /** Lift out what is new, for a moment. */
  lift() {
    for (const ref of this.fresh) {
      const note = this.notes.note(ref);
      if (this.waiting.has(note?.closest(".row")?.id ?? "")) continue;
      if (note || this.waiting.size === 0) this.fresh.delete(ref);
      const parts = note ? this.notes.parts(ref) : [];
      for (const part of parts) part.classList.add("fresh");
      setTimeout(() => {
        for (const part of parts) part.classList.remove("fresh");
      }, SHOWN);
    }
  }
}

/**
 * @param {string} id
 * @param {string} html
 * @returns {boolean} whether the page shows just this, or has no such row
 */
function isShown(id, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const row = document.getElementById(id);
  return !row || (template.content.firstElementChild?.isEqualNode(row) ?? true);
}
