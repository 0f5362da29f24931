/**
 * How saving stands, in words; and the list of what the server refused.
 *
 * @module status
 */

/** @import { Outbox } from "./outbox.js" */
/** @import { Write } from "./store.js" */

import { plainButton } from "./tools.js";
import { say } from "./words.js";

/**
 * @template {HTMLElement} T
 * @param {string} selector
 */
const part = (selector) => /** @type {T} */ (document.querySelector(selector));

/**
 * @param {Outbox} outbox
 * @param {(write: Write) => string} describe
 */
export function showStatus(outbox, describe) {
  const place = part("#save-state");
  const shown = part("#save-state .words");
  const look = part("#save-state .look");
  /** @type {HTMLAnchorElement} */
  const signIn = part("#save-state .sign-in");

  outbox.addEventListener("state", () => {
    const refused = outbox.refused.length;
    const state = refused > 0 ? "needs_you" : outbox.condition;
    const words = say(state, { n: refused || outbox.waiting.length });
    place.dataset.state = state;
    if (shown.textContent !== words) shown.textContent = words;
    look.hidden = refused === 0;
    signIn.hidden = outbox.condition !== "signed_out";
    if (outbox.signIn.startsWith("/")) signIn.href = outbox.signIn;
    if (dialog().open) list(outbox, describe);
  });
  look.addEventListener("click", () => openNeeds(outbox, describe));
}

/** @returns {HTMLDialogElement} */
const dialog = () => part("#needs");

/**
 * @param {Outbox} outbox
 * @param {(write: Write) => string} describe
 */
export function openNeeds(outbox, describe) {
  list(outbox, describe);
  if (!dialog().open) dialog().showModal();
}

/**
 * @param {Outbox} outbox
 * @param {(write: Write) => string} describe
 */
function list(outbox, describe) {
  if (outbox.refused.length === 0) dialog().close();
  const items = outbox.refused.map((write) => {
    const item = document.createElement("li");
    const what = document.createElement("b");
    what.textContent = describe(write);
    const why = document.createElement("p");
    why.textContent = write.error || say("refused");
    const again = action(say("try_again"), () => outbox.tryAgain(write.id));
    const discard = action(say("discard"), () => outbox.discard(write.id));
    item.append(what, why, again, discard);
    return item;
  });
  part("#needs .refused").replaceChildren(...items);
}

/**
 * @param {string} title
 * @param {() => void} act
 */
function action(title, act) {
  const button = plainButton(title);
  button.className = "button";
  button.addEventListener("click", act);
  return button;
}
