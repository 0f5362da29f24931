/**
 * How it stands: whether all is saved, in words; and for the server, how long somebody was at work. What
 * the server refused is listed by `needs.js`, which is fetched then.
 *
 * @module status
 */

/** @import { Outbox } from "./outbox.js" */

import { say } from "./words.js";

const EVERY = 30; // seconds
const SIGNS = ["keydown", "pointerdown", "wheel", "touchmove"];

/**
 * @template {HTMLElement} T
 * @param {string} selector
 */
const part = (selector) => /** @type {T} */ (document.querySelector(selector));

/**
 * @param {Outbox} outbox
 * @param {() => void} look - at what was refused
 */
export function showStatus(outbox, look) {
  const place = part("#save-state");
  const shown = part("#save-state .words");
  const button = part("#save-state .look");
  /** @type {HTMLAnchorElement} */
  const signIn = part("#save-state .sign-in");

  outbox.addEventListener("state", () => {
    const refused = outbox.refused.filter((write) => !write.about).length;
    const state = refused > 0 ? "needs_you" : outbox.condition;
    const words = say(state, { n: refused || outbox.waiting.length });
    place.dataset.state = state;
    if (shown.textContent !== words) shown.textContent = words;
    button.hidden = refused === 0;
    signIn.hidden = outbox.condition !== "signed_out";
    if (outbox.signIn.startsWith("/")) signIn.href = outbox.signIn;
  });
  button.addEventListener("click", look);
  addEventListener("beforeunload", (event) => {
    if (!outbox.kept && outbox.waiting.length > 0) event.preventDefault();
  });
}

/**
 * Tell the server how long somebody was at work: only time with something done in it, only while the
 * page is seen.
 *
 * @param {string} url
 * @param {() => string} csrf
 */
export function startBeat(url, csrf) {
  let active = false;
  for (const sign of SIGNS) {
    addEventListener(
      sign,
      () => {
        active = true;
      },
      { passive: true },
    );
  }
  setInterval(() => {
    if (active && !document.hidden) send(url, csrf);
    active = false;
  }, EVERY * 1000);
}

/**
 * @param {string} url
 * @param {() => string} csrf
 */
function send(url, csrf) {
  const answer = fetch(url, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": csrf() },
    body: new URLSearchParams({ seconds: String(EVERY) }),
    keepalive: true,
  });
  answer.catch(() => {}); // half a minute that is not counted harms nobody
}
