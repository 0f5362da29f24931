/**
 * The first hints. A step is ticked only when it was done.
 *
 * @module coach
 */

import { keep, kept } from "./kept.js";

const NAME = "coach";
const CLOSED = "closed";

export class Coach {
  constructor() {
    this.line = /** @type {HTMLElement | null} */ (document.querySelector("#coach"));
    this.done = new Set(kept(NAME).split(" ").filter(Boolean));
    this.line?.querySelector(".coach-close")?.addEventListener("click", () => this.tick(CLOSED));
    this.show();
  }

  /** @param {string} step */
  tick(step) {
    if (!this.line || this.done.has(step)) return;
    this.done.add(step);
    keep(NAME, [...this.done].join(" "));
    this.show();
  }

  show() {
    const steps = [...(this.line?.querySelectorAll(".coach-step") ?? [])];
    for (const step of steps) step.classList.toggle("done", this.has(step));
    const over = this.done.has(CLOSED) || steps.every((step) => this.has(step));
    if (this.line) this.line.hidden = over;
  }

  /** @param {Element} step */
  has(step) {
    return this.done.has(step.getAttribute("data-step") ?? "");
  }
}
