/**
 * Tells the server how long somebody was at work: only time with something done in it, only while
 * the page is seen.
 *
 * @module beat
 */

const EVERY = 30; // seconds
const SIGNS = ["keydown", "pointerdown", "wheel", "touchmove"];

/**
 * @param {string} url
 * @param {() => string} csrf
 */
export function startBeat(url, csrf) {
  let active = false;
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
  }, EVERY * 1000);
}

/**
 * @param {string} url
 * @param {() => string} csrf
 */
function send(url, csrf) {
  const answer = fetch(url, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": csrf() },
    body: new URLSearchParams({ seconds: String(EVERY) }),
    keepalive: true,
  });
  answer.catch(() => {}); // half a minute that is not counted harms nobody
}
