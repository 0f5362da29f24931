/**
 * The list of keys: with those that a person has chosen, and the switch for single ones. Fetched when
 * somebody asks for it.
 *
 * @module help
 */

/** @import { Keys } from "./keys.js" */

import { printed } from "./keys.js";

const dialog = () => /** @type {HTMLDialogElement} */ (document.querySelector("#help"));

/**
 * @param {Keys} keys
 * @param {() => string} csrf
 */
export function openHelp(keys, csrf) {
  const box = /** @type {HTMLInputElement} */ (document.querySelector("#single-keys"));
  box.onchange = () => keep(box, csrf);
  showKeys(keys);
  if (!dialog().open) dialog().showModal();
}

/**
 * Write the present keys wherever the page names one.
 *
 * @param {Keys} keys
 */
export function showKeys(keys) {
  for (const kbd of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-action]")
  )) {
    kbd.textContent = printed(keys.keyOf(kbd.dataset.action ?? ""));
  }
}

/**
 * @param {HTMLInputElement} box
 * @param {() => string} csrf
 */
async function keep(box, csrf) {
  document.body.classList.toggle("no-keys", !box.checked);
  const answer = await fetch(box.dataset.url ?? "", {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": csrf() },
    body: new URLSearchParams({ switch: box.checked ? "on" : "off" }),
  }).catch(() => null);
  // Nothing is lost but the choice, which holds for this page; say that it was not kept.
  const failed = /** @type {HTMLElement} */ (document.querySelector("#keys-not-kept"));
  failed.hidden = answer?.ok === true;
}
