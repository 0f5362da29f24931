/**
 * What becomes of a write that the server refused: once more, or not at all. And sending what was left
 * behind on other articles. Fetched when there is any.
 *
 * @module refused
 */

/** @import { Store, Write } from "./store.js" */

import { Outbox, personOf } from "./outbox.js";

/**
 * @param {Outbox} outbox
 * @param {string} id
 * @param {Record<string, string>} [change] - what is to be different about it
 */
export async function tryAgain(outbox, id, change = {}) {
  for (const write of withCompany(outbox, id)) {
    outbox.refused = outbox.refused.filter((one) => one !== write);
    delete write.error;
    if (write.id === id) Object.assign(write.body, change);
    if (write.lane === outbox.lane) outbox.waiting.push(write);
    await outbox.keep(write);
  }
  outbox.tellTabs();
  outbox.kick();
}

/**
 * @param {Outbox} outbox
 * @param {string} id
 */
export async function discard(outbox, id) {
  const gone = withCompany(outbox, id);
  outbox.refused = outbox.refused.filter((one) => !gone.includes(one));
  for (const write of gone) await outbox.forget(write.id);
  outbox.tellTabs();
}

/**
 * @param {Outbox} outbox
 * @param {string} id
 * @returns {Write[]} a refused write, and those that make no sense without it
 */
const withCompany = (outbox, id) =>
  outbox.refused.filter((one) => one.id === id || one.about === id);

/**
 * Send what this person left unsent on other articles.
 *
 * @param {Store} store
 * @param {Outbox} own
 */
export async function sendStrays(store, own) {
  const others = (await store.all())
    .filter(({ lane }) => lane !== own.lane && personOf(lane) === personOf(own.lane))
    .filter((write) => write.error === undefined);
  for (const lane of new Set(others.map((write) => write.lane))) {
    const stray = new Outbox({ store, lane, csrf: own.csrf, fetch: own.fetch });
    stray.addEventListener("refused", () => own.readRefused());
    await stray.open();
  }
}
