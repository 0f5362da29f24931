/**
 * What is done with a selection: the bubble over it, and making it of whole words. Fetched when something
 * is selected.
 *
 * @module bubble
 */

/** @import { Bench } from "./bench.js" */

/**
 * A double click selects what is one word for us: all of 德米特里·佩斯科夫, and not 德.
 *
 * @param {Bench} bench
 */
export async function selectWhole(bench) {
  const { reading } = bench;
  await reading.learnWords();
  const given = reading.selected();
  if (!given) return;
  const edges = reading.wordEdges(given.start, bench.wholeWords());
  const start = edges.filter((edge) => edge <= given.start).at(-1) ?? given.start;
  const end = edges.find((edge) => edge >= given.end) ?? given.end;
  reading.select({ start, end });
}

/** @param {Bench} bench */
export function placeBubble(bench) {
  const box = /** @type {HTMLElement} */ (document.querySelector("#bubble"));
  const given = bench.reading.selected();
  const tidied = given && bench.reading.tidy(given);
  const span = tidied && tidied.end > tidied.start ? tidied : null;
  const rects = span ? [...bench.reading.range(span).getClientRects()] : [];
  const [first, last] = [rects[0], rects.at(-1)];
  box.hidden = !first || !last;
  if (!first || !last) return;
  const room = innerWidth - box.offsetWidth - 8;
  const left = first.left + first.width / 2 - box.offsetWidth / 2;
  const above = first.top - box.offsetHeight - 10;
  const top = above < 64 ? last.bottom + 12 : above;
  const ground = (box.offsetParent ?? document.documentElement).getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(room, left)) - ground.left}px`;
  box.style.top = `${top - ground.top}px`;
}
