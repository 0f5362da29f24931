/**
 * A button pressed twice is pressed once.
 *
 * The server answers a repeated request as it can; for most of them it can only say that the thing
 * is done already, and the browser shows the last answer only.
 *
 * @module once
 */

const AGAIN = 3000; // milliseconds after which the same form may be sent again

/** Keep forms from being sent twice in a row. */
export function startSendingOnce() {
  /** @type {WeakMap<HTMLFormElement, number>} */
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    if (form.method !== "post") return;
    const last = sent.get(form);
    if (last !== undefined && event.timeStamp - last < AGAIN) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });
}
