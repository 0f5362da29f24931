/**
 * A panel beside the text that does not keep anybody from working in it: where there is room it stands over
 * the labels, else over the notes, on a phone it is a sheet. At most one is open.
 *
 * @module side
 */

/** @type {Side | null} the one that is open */
let shown = null;

/** @type {Set<string>} style sheets that the page has */
const styles = new Set();

/** Wide enough for the text, the notes and a panel. */
export const hasRoom = () => matchMedia("(min-width: 1400px)").matches;

export class Side {
  /**
   * @param {object} parts
   * @param {string} parts.id
   * @param {string} parts.title
   * @param {string} parts.close - what the button that closes it is called
   * @param {string} parts.css - addresses of style sheets
   */
  constructor({ id, title, close, css }) {
    for (const sheet of css.split(" ")) addStyle(sheet);
    this.element = document.createElement("aside");
    this.element.id = id;
    this.element.className = "side";
    this.element.hidden = true;
    this.body = document.createElement("div");
    this.body.className = "side-body";
    this.body.tabIndex = -1;
    this.build(title, close);
    /** @type {HTMLElement | null} */
    this.opener = null;
    document.body.append(this.element);
  }

  /** @param {string} title @param {string} close */
  build(title, close) {
    const head = document.createElement("div");
    head.className = "side-head";
    const heading = document.createElement("h2");
    heading.id = `${this.element.id}-title`;
    heading.textContent = title;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ghost";
    button.textContent = "×";
    button.setAttribute("aria-label", close);
    button.addEventListener("click", () => this.shut());
    head.append(heading, button);
    this.element.append(head, this.body);
    this.element.setAttribute("aria-labelledby", heading.id);
    this.element.addEventListener("keydown", (event) => {
      // The keys of the text mean nothing here, but submitting is the same everywhere.
      if (!(event.key === "Enter" && (event.ctrlKey || event.metaKey))) event.stopPropagation();
      if (event.key === "Escape" && !event.isComposing) this.shut();
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Show it, and come back to where the keyboard was when it is closed. */
  open() {
    if (shown !== this) shown?.shut(false);
    shown = this;
    if (!this.element.contains(document.activeElement)) {
      this.opener = /** @type {HTMLElement | null} */ (document.activeElement);
    }
    this.element.hidden = false;
  }

  /** @param {boolean} back - whether the keyboard goes back to where it was */
  shut(back = true) {
    const had = this.element.contains(document.activeElement);
    this.element.hidden = true;
    if (shown === this) shown = null;
    if (back && had) leaveTo(this.opener);
    this.element.dispatchEvent(new CustomEvent("shut"));
  }
}

/**
 * Put the keyboard back where it was. What is hidden would else keep it until the next frame, and with it a
 * key that is pressed at once.
 *
 * @param {HTMLElement | null} element
 */
export function leaveTo(element) {
  /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
  element?.focus({ preventScroll: true });
}

/** @param {string} href */
function addStyle(href) {
  if (!href || styles.has(href)) return;
  styles.add(href);
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = href;
  document.head.append(style);
}
