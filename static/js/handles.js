/**
 * Two handles at the ends of what the finger has chosen: a sentence, or a tag of one's own. Fetched on
 * devices that are touched.
 *
 * @module handles
 */

/** @import { Bench } from "./bench.js" */
/** @import { Span } from "./offsets.js" */

import { same } from "./cursor.js";
import { drawCursor } from "./reading.js";

const LIFT = 26; // pixels from the middle of a handle up to the words it is about
const EDGE = 96; // pixels at the top and the bottom in which dragging scrolls
const STEP = 10;

export class Handles {
  /** @param {Bench} bench */
  constructor(bench) {
    this.bench = bench;
    this.ends = { start: this.make("start"), end: this.make("end") };
    /** @type {Span | null} what they stand at */
    this.span = null;
  }

  /** @param {"start" | "end"} edge */
  make(edge) {
    const handle = document.createElement("span");
    handle.className = `handle ${edge}`;
    handle.hidden = true;
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener("pointermove", (event) => {
      if (handle.hasPointerCapture(event.pointerId)) this.drag(edge, event);
    });
    handle.addEventListener("lostpointercapture", () => this.drop());
    handle.addEventListener("click", (event) => this.passOn(event));
    document.querySelector("#main")?.append(handle);
    return handle;
  }

  /**
   * A tap that pulls nothing is meant for what lies under the handle.
   *
   * @param {MouseEvent} event
   */
  passOn(event) {
    event.stopPropagation();
    for (const handle of Object.values(this.ends)) handle.hidden = true;
    const { clientX, clientY } = event;
    const how = { bubbles: true, cancelable: true, clientX, clientY };
    document.elementFromPoint(clientX, clientY)?.dispatchEvent(new MouseEvent("click", how));
    this.show();
  }

  /** Stand at the ends of the tag that has the focus, else of the cursor. */
  show() {
    const { notes, cursor } = this.bench;
    const tag = notes.current;
    this.span = tag ? (tag.editable ? tag.span : null) : cursor.place;
    this.draw();
  }

  draw() {
    const main = document.querySelector("#main")?.getBoundingClientRect();
    const rects = this.span ? [...this.bench.reading.range(this.span).getClientRects()] : [];
    const [first, last] = [rects[0], rects.at(-1)];
    for (const handle of Object.values(this.ends)) handle.hidden = !first;
    if (!main || !first || !last) return;
    const { start, end } = this.ends;
    start.style.cssText = `left:${first.left - main.left}px;top:${first.bottom - main.top}px`;
    end.style.cssText = `left:${last.right - main.left}px;top:${last.bottom - main.top}px`;
  }

  /**
   * @param {"start" | "end"} edge
   * @param {PointerEvent} event
   */
  drag(edge, { clientX, clientY }) {
    const { reading, notes } = this.bench;
    const point = reading.pointUnder({ clientX, clientY: clientY - LIFT });
    if (!this.span || point === null) return;
    if (clientY < EDGE) scrollBy(0, -STEP);
    if (clientY > innerHeight - EDGE) scrollBy(0, STEP);
    const next = { ...this.span, [edge]: point };
    const crosses = notes.focused && reading.blockAt(point) !== reading.blockAt(this.span.start);
    if (next.start >= next.end || crosses) return;
    this.span = next;
    drawCursor(reading, next);
    this.draw();
  }

  drop() {
    const { span, bench } = this;
    const tag = bench.notes.current;
    const next = bench.reading.tidy(span ?? { start: 0, end: 0 });
    if (next.end > next.start && !tag) bench.cursor.take(next);
    if (next.end > next.start && tag && !same(next, tag.span)) bench.tagging.move(tag.ref, next);
    bench.paintCursor();
  }
}
