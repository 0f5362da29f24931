/**
 * How long somebody is at work. Fetched at the first sign of it.
 *
 * @module beat
 */

const BEAT = 30; // seconds of work that are told at once
const SIGNS = ["keydown", "pointerdown", "wheel", "touchmove"];

/**
 * Tell the server how long somebody was at work: only time with something done in it, only while the
 * page is seen.
 *
 * @param {string} url
 * @param {() => string} csrf
 */
export function startBeat(url, csrf) {
  let active = true;
  for (const sign of SIGNS) {
    addEventListener(
      sign,
      () => {
        active = true;
      },
      { passive: true },
    );
  }
  setInterval(() => {
    if (active && !document.hidden) send(url, csrf);
    active = false;
  }, BEAT * 1000);
}

/**
 * @param {string} url
 * @param {() => string} csrf
 */
function send(url, csrf) {
  const answer = fetch(url, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": csrf() },
    body: new URLSearchParams({ seconds: String(BEAT) }),
    keepalive: true,
  });
  answer.catch(() => {}); // half a minute that is not counted harms nobody
}
