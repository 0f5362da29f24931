/**
 * The list of keys, and the switch for single ones (WCAG 2.1.4).
 *
 * @module help
 */

import { keep, kept } from "./kept.js";

const NAME = "single-keys";

/** @returns {boolean} whether single characters are commands */
export const singleKeys = () => kept(NAME) !== "off";

export function openHelp() {
  const dialog = document.querySelector("#help");
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

export function startHelp() {
  document.querySelector("#help-open")?.addEventListener("click", openHelp);
  const box = document.querySelector("#single-keys");
  if (!(box instanceof HTMLInputElement)) return;
  box.checked = singleKeys();
  const show = () => document.body.classList.toggle("no-keys", !singleKeys());
  box.addEventListener("change", () => {
    keep(NAME, box.checked ? "on" : "off");
    show();
  });
  show();
}
