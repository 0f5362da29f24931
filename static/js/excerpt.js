/**
 * Copying from the article gives its text as it is stored: no notes, no blank lines. Fetched when something
 * is selected.
 *
 * @module excerpt
 */

/** @import { Span } from "./offsets.js" */
/** @import { Reading } from "./reading.js" */

/** @param {Reading} reading */
export function startExcerpts(reading) {
  document.addEventListener("copy", (event) => {
    const span = reading.selected();
    if (!span || !event.clipboardData) return;
    event.clipboardData.setData("text/plain", excerpt(reading, span));
    event.preventDefault();
  });
}

/**
 * @param {Reading} reading
 * @param {Span} span - over any number of blocks
 * @returns {string}
 */
function excerpt(reading, { start, end }) {
  const last = reading.blockAt(Math.max(start, end - 1));
  const parts = [];
  for (let k = reading.blockAt(start); k <= last; k++) {
    const { text, start: from } = reading.block(k);
    parts.push([...text].slice(Math.max(0, start - from), end - from).join(""));
  }
  return parts.join("\n");
}
