/**
 * What somebody has begun to write and not sent yet: it outlasts a closed panel, a reload, another article.
 *
 * @module drafts
 */

const KEPT = 50; // places; the oldest are forgotten first

/**
 * @typedef {object} Draft
 * @property {string} text
 * @property {string} id - under which it may have been sent already, without an answer; "" if it has none
 */

export class Drafts {
  /**
   * @param {HTMLElement} root - holds forms that name their draft, and says whose they are
   * @param {() => string} place - what is written about
   */
  constructor(root, place) {
    this.root = root;
    this.place = place;
    root.addEventListener("input", (event) => this.typed(event));
  }

  /** Others may use the same browser. */
  get key() {
    const whose = this.root.querySelector("[data-person]")?.getAttribute("data-person");
    return `xiwen-drafts-${whose}`;
  }

  /** @returns {Record<string, Record<string, Draft>>} by place, the newest last, then by form */
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "{}");
    } catch {
      return {};
    }
  }

  /** @returns {Record<string, Draft>} those of this place, by form */
  get here() {
    return this.read()[this.place()] ?? {};
  }

  /**
   * @param {string} name - of the form
   * @param {Draft | null} draft
   */
  keep(name, draft) {
    const place = this.place();
    const { [place]: here = {}, ...others } = this.read();
    const { [name]: _before, ...drafts } = here;
    if (draft) drafts[name] = draft;
    const all = Object.entries({ ...others, [place]: drafts });
    const kept = all.filter(([, one]) => Object.keys(one).length > 0).slice(-KEPT);
    try {
      localStorage.setItem(this.key, JSON.stringify(Object.fromEntries(kept)));
    } catch {
      // No room, or not allowed: it stays in its field as long as the page does.
    }
  }

  /** @param {Event} event */
  typed(event) {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || !field.form?.dataset.draft) return;
    const isOwn = field.value !== "" && field.value !== field.defaultValue;
    this.keep(field.form.dataset.draft, isOwn ? draftIn(field.form, field) : null);
  }

  /** Put back what was not sent, and open where it stands. */
  restore() {
    for (const [name, draft] of Object.entries(this.here)) {
      const form = this.root.querySelector(`form[data-draft="${CSS.escape(name)}"]`);
      const field = form?.querySelector("textarea");
      if (!(form instanceof HTMLFormElement) || !field) continue;
      const isRefused = form.querySelector("[name=id]") && field.value !== "";
      if (isRefused)
        this.keep(name, draftIn(form, field)); // the server has shown it again
      else {
        field.value = draft.text;
        if (draft.id) idIn(form).value = draft.id;
      }
      reveal(field);
    }
  }

  /** It has arrived. @param {string} name */
  forget(name) {
    this.keep(name, null);
  }
}

/** @param {HTMLFormElement} form */
const idIn = (form) => /** @type {HTMLInputElement} */ (form.elements.namedItem("id"));

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} field
 * @returns {Draft}
 */
const draftIn = (form, field) => ({ text: field.value, id: idIn(form)?.value ?? "" });

/** @param {Element} field */
function reveal(field) {
  let box = field.closest("details");
  while (box) {
    box.open = true;
    box = box.parentElement?.closest("details") ?? null;
  }
}
