/**
 * How saving stands, in words; and the list of what the server refused.
 *
 * @module status
 */

/** @import { Outbox } from "./outbox.js" */
/** @import { Write } from "./store.js" */

import { say } from "./words.js";

/**
 * @param {Outbox} outbox
 * @param {(write: Write) => string} describe
 */
export function showStatus(outbox, describe) {
  const place = document.querySelector("#save-state");
  const dialog = document.querySelector("#needs");
  if (!(place instanceof HTMLElement) || !(dialog instanceof HTMLDialogElement)) return;
  const look = /** @type {HTMLButtonElement} */ (place.querySelector(".look"));
  const signIn = /** @type {HTMLAnchorElement} */ (place.querySelector(".sign-in"));
  const shown = /** @type {HTMLElement} */ (place.querySelector(".words"));

  outbox.addEventListener("state", () => {
    const [state, words] = wordsFor(outbox);
    place.dataset.state = state;
    if (shown.textContent !== words) shown.textContent = words;
    look.hidden = outbox.refused.length === 0;
    signIn.hidden = outbox.condition !== "signed_out";
    if (outbox.signIn.startsWith("/")) signIn.href = outbox.signIn;
    if (dialog.open) list(dialog, outbox, describe);
  });
  look.addEventListener("click", () => openNeeds(outbox, describe));
}

/**
 * @param {Outbox} outbox
 * @returns {[string, string]} for the style sheet, for people
 */
function wordsFor(outbox) {
  const n = outbox.waiting.length;
  if (outbox.refused.length > 0) return ["refused", say("needs_you", { n: outbox.refused.length })];
  if (outbox.condition === "signed_out") return ["signed_out", say("signed_out", { n })];
  if (outbox.condition === "offline") return ["offline", say("offline", { n })];
  return n > 0 ? ["saving", say("saving", { n })] : ["saved", say("saved")];
}

/**
 * @param {Outbox} outbox
 * @param {(write: Write) => string} describe
 */
export function openNeeds(outbox, describe) {
  const dialog = document.querySelector("#needs");
  if (!(dialog instanceof HTMLDialogElement)) return;
  list(dialog, outbox, describe);
  if (!dialog.open) dialog.showModal();
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {Outbox} outbox
 * @param {(write: Write) => string} describe
 */
function list(dialog, outbox, describe) {
  if (outbox.refused.length === 0) dialog.close();
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
  dialog.querySelector(".refused")?.replaceChildren(...items);
}

/**
 * @param {string} title
 * @param {() => void} act
 */
function action(title, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = title;
  button.addEventListener("click", act);
  return button;
}
