/**
 * How every page behaves: menus close when one clicks elsewhere or presses Escape, and a button
 * pressed twice is pressed once.
 *
 * The server answers a repeated request as it can; for most of them it can only say that the thing
 * is done already, and the browser shows the last answer only.
 *
 * @module manners
 */

const AGAIN = 3000; // milliseconds after which the same form may be sent again

/** @returns {NodeListOf<HTMLDetailsElement>} */
const open = () => document.querySelectorAll("details.menu[open]");

export function startMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of open()) {
      if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}

/** Keep forms from being sent twice in a row. */
export function startSendingOnce() {
  /** @type {WeakMap<HTMLFormElement, number>} */
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    if (form.method !== "post") return;
    if (form.dataset.leaving) {
      event.preventDefault();
      const submit = () => form.submit();
      import("./leaving.js").then(({ leave }) => leave(form)).catch(submit);
      return;
    }
    const last = sent.get(form);
    if (last !== undefined && event.timeStamp - last < AGAIN) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });
}
