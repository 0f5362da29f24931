/**
 * Buttons that copy: `<button data-copy="#id" data-copied="Copied">` takes the text of `#id`,
 * `<button data-copy-text="…">` takes its own.
 *
 * @module copy
 */

const STAYS = 2000; // milliseconds

/**
 * @param {HTMLElement} button
 * @returns {string}
 */
function wanted(button) {
  if (button.dataset.copyText !== undefined) return button.dataset.copyText;
  const source = document.querySelector(button.dataset.copy || ":not(*)");
  if (source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement) {
    return source.value;
  }
  return source?.textContent ?? "";
}

/**
 * @param {string} text
 * @returns {Promise<boolean>}
 */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text); // over plain http there is no clipboard
  }
}

/** @param {string} text */
function copiedByHand(text) {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

export function startCopying() {
  document.addEventListener("click", async (event) => {
    const target = /** @type {Element} */ (event.target);
    const button = target.closest("[data-copy], [data-copy-text]");
    if (!(button instanceof HTMLElement)) return;
    if (!(await copied(wanted(button)))) return;
    const before = button.textContent ?? "";
    if (button.dataset.copied === undefined || before === button.dataset.copied) return;
    button.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = before;
    }, STAYS);
  });
}
