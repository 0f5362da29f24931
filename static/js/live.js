/**
 * Shows what teammates do while the page is open. Fetched a little after the page.
 *
 * @module live
 */

/** @import { News } from "./asking.js" */
/** @import { Bench } from "./bench.js" */
/** @import { Labels } from "./labels.js" */
/** @import { Notes } from "./notes.js" */
/** @import { Outbox } from "./outbox.js" */
/** @import { Reading } from "./reading.js" */

import { announce, showPeople, showTalk, tellCalmly } from "./around.js";
import { Arrivals } from "./arrivals.js";
import { Asking, Since } from "./asking.js";
import { say } from "./words.js";

const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "touchmove"];

/**
 * @param {object} parts
 * @param {Reading} parts.reading
 * @param {Notes} parts.notes
 * @param {Labels} parts.labels
 * @param {Outbox} parts.outbox
 * @param {Bench} [parts.bench] - of those who can tag
 */
export function follow(parts) {
  const { live = "", every, since, stand = "" } = parts.reading.root.dataset;
  const shown = new Since(Number(since));
  const arrivals = new Arrivals(parts);
  const asking = new Asking({
    address: live,
    every: Number(every),
    since: shown,
    stand,
    take: (news, fresh) => take(arrivals, news, fresh),
    end: (why, words) => tellCalmly({ key: "work", text: why === "gone" ? say("gone") : words }),
  });
  parts.outbox.addEventListener("done", (event) => {
    const { write, answer } = /** @type {CustomEvent} */ (event).detail;
    const made = write.verb === "create" ? answer.answer?.spans?.length : 1;
    shown.wrote(Number(answer.change), made ?? 1);
    arrivals.drop(answer.rows);
    if (write.verb === "submit") asking.stop(); // the next article opens
  });
  for (const sign of SIGNS) addEventListener(sign, () => asking.sign(), { passive: true });
  for (const back of ["focus", "online"]) addEventListener(back, () => asking.kick());
  document.addEventListener("visibilitychange", () =>
    document.hidden ? asking.rest() : asking.kick(),
  );
  asking.kick();
}

/**
 * @param {Arrivals} arrivals
 * @param {News} news
 * @param {boolean} fresh - its rows are the newest
 */
function take(arrivals, news, fresh) {
  if (news.here) showPeople(news.here);
  for (const notice of news.notices ?? []) tellCalmly(notice);
  if (!fresh) return;
  if (news.rows) arrivals.take(news.rows, news.fresh);
  if (news.comments) showTalk(news.comments);
  announce(news.told ?? []);
  for (const name of ["undo", "redo"]) {
    const button = /** @type {HTMLButtonElement | null} */ (document.querySelector(`#${name}`));
    if (button && news[`can_${name}`] !== undefined) button.disabled = !news[`can_${name}`];
  }
}
