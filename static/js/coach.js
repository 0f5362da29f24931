/**
 * The first hints for newcomers, each ticked only when it was done. The browser remembers that; one
 * that remembers nothing forgets it with the page. Fetched where the page holds hints.
 *
 * @module coach
 */

/** @param {string} name */
function kept(name) {
  try {
    return localStorage.getItem(`xiwen-${name}`) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function keep(name, value) {
  try {
    localStorage.setItem(`xiwen-${name}`, value);
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}

const STEPS = "coach";
const CLOSED = "closed";

export class Coach {
  constructor() {
    this.line = /** @type {HTMLElement | null} */ (document.querySelector("#coach"));
    this.done = new Set(kept(STEPS).split(" ").filter(Boolean));
    this.line?.querySelector(".coach-close")?.addEventListener("click", () => this.tick(CLOSED));
    this.show();
  }

  /** @param {string} step */
  tick(step) {
    if (!this.line || this.done.has(step)) return;
    this.done.add(step);
    keep(STEPS, [...this.done].join(" "));
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
