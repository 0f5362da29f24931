/**
 * Signing out while something is unsent: says so first. Fetched when somebody signs out.
 *
 * @module leaving
 */

import { personOf } from "./outbox.js";
import { openStore } from "./store.js";

/**
 * @param {HTMLFormElement} form - carries whose it is, and the words
 */
export async function leave(form) {
  const { leaving = "", warning = "", stay = "", go = "" } = form.dataset;
  const unsent = (await openStore().all()).filter(({ lane }) => personOf(lane) === leaving);
  if (unsent.length === 0) return form.submit();
  const dialog = document.createElement("dialog");
  dialog.id = "leaving";
  const text = document.createElement("p");
  text.id = "leaving-text";
  text.textContent = warning.replace("{n}", String(unsent.length));
  dialog.setAttribute("aria-labelledby", text.id);
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(
    button("primary", stay, () => dialog.remove()),
    button("button", go, () => form.submit()),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(text, actions);
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * @param {string} look
 * @param {string} title
 * @param {() => void} act
 */
function button(look, title, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = title;
  made.addEventListener("click", act);
  return made;
}
