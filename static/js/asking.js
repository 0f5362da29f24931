/**
 * Asks the server every few seconds whether the page is still true: one question at a time, more slowly
 * while nobody does anything, not at all while the page is hidden or left alone, ever more slowly while
 * the server cannot be reached.
 *
 * @module asking
 */

/** @typedef {{change: number, stand: string, over?: boolean} & Record<string, any>} News */
/** @typedef {"gone" | "refused"} End why it asks no more: the article is not to be seen, or a refusal */

const IDLE_AFTER = 60_000; // milliseconds without any sign of somebody
const IDLE = 3; // times the usual wait
const LEFT_AFTER = 600_000;
const LONGEST_WAIT = 60_000;
const PATIENCE = 8000; // for one answer
const SIGNED_OUT = 401;
const TRY_AGAIN = new Set([408, 429]);
const SELDOM = 9; // failures in a row: the longest wait

/** Up to which change a page shows the tags. */
export class Since {
  /** @param {number} change */
  constructor(change) {
    this.change = change;
    this.own = 0; // the newest change of one's own that has been answered
  }

  /**
   * A write of this page has been answered, with the rows as they were then.
   *
   * @param {number} change - the number after it
   * @param {number} took - how many numbers it took
   */
  wrote(change, took) {
    this.own = Math.max(this.own, change);
    // Nothing of others lies between; or what is newer has just been drawn over by what is older.
    if (change - took === this.change || change < this.change) this.change = change;
  }

  /**
   * @param {number} asked - from which change on the question was
   * @param {number} change - the one that the answer goes up to
   * @returns {boolean} whether the rows of the answer are newer than what the page shows
   */
  take(asked, change) {
    if (change < this.own) return false; // it was on its way while a newer one was saved: ask again
    if (this.change >= asked) this.change = Math.max(this.change, change);
    return true;
  }
}

export class Asking {
  /**
   * @param {object} parts
   * @param {string} parts.address
   * @param {number} parts.every - seconds
   * @param {Since} parts.since
   * @param {string} parts.stand - how the article stood when the page was made
   * @param {(news: News, fresh: boolean) => void} parts.take - `fresh`: its rows are the newest
   * @param {(why: End, words: string) => void} parts.end
   * @param {(...args: Parameters<typeof fetch>) => Promise<Response>} [parts.fetch]
   * @param {() => number} [parts.now]
   * @param {() => number} [parts.jitter]
   */
  constructor({
    address,
    every,
    since,
    stand,
    take,
    end,
    fetch = (...args) => globalThis.fetch(...args),
    now = () => Date.now(),
    jitter = () => 0.8 + Math.random() * 0.4,
  }) {
    this.address = address;
    this.every = every * 1000;
    this.since = since;
    this.stand = stand;
    this.take = take;
    this.end = end;
    this.fetch = fetch;
    this.now = now;
    this.jitter = jitter;
    this.fails = 0;
    this.running = false;
    this.over = false;
    this.seen = now(); // when somebody last did something
    /** @type {ReturnType<typeof setTimeout> | undefined} none while it rests */
    this.timer = undefined;
  }

  /** @returns {number} milliseconds until the next question; 0: it rests until somebody is there */
  get wait() {
    const alone = this.now() - this.seen;
    if (document.hidden || alone > LEFT_AFTER) return 0;
    const usual = this.every * (alone > IDLE_AFTER ? IDLE : 1);
    return Math.min(LONGEST_WAIT, usual * 2 ** this.fails) * this.jitter();
  }

  /** Somebody has done something: who rested asks at once. */
  sign() {
    this.seen = this.now();
    if (this.timer === undefined) this.begin();
  }

  /** Ask now, as the page is looked at again or the network is back. */
  kick() {
    this.fails = 0;
    this.seen = this.now();
    this.begin();
  }

  begin() {
    if (!this.running && !this.over && !document.hidden) void this.ask();
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  stop() {
    this.over = true;
    this.rest();
  }

  async ask() {
    this.rest();
    this.running = true;
    const asked = this.since.change;
    const { status, news } = await this.get(asked);
    this.running = false;
    if (this.over) return;
    if (status === 200 || status === 204) this.fails = 0;
    else this.fails += 1;
    if (status === 200 && news) this.answered(asked, /** @type {News} */ (news));
    else if (status >= 400 && status < 500) this.refused(status, String(news?.error ?? ""));
    if (!this.over) this.later();
  }

  later() {
    const { wait } = this;
    if (wait) this.timer = setTimeout(() => void this.ask(), wait);
  }

  /** @param {number} asked @param {News} news */
  answered(asked, news) {
    const fresh = this.since.take(asked, news.change);
    // What was said of the tags as they were a moment ago is asked for once more.
    if (fresh) this.stand = news.stand;
    if (news.over) this.stop();
    this.take(news, fresh);
  }

  /** @param {number} status @param {string} words */
  refused(status, words) {
    if (status === SIGNED_OUT) this.fails = SELDOM; // until somebody is back: then it is asked at once
    if (status === SIGNED_OUT || TRY_AGAIN.has(status)) return;
    this.stop();
    if (status === 404) this.end("gone", words);
    if (status === 403) this.end("refused", words);
  }

  /**
   * @param {number} since
   * @returns {Promise<{status: number, news: Record<string, any> | null}>} 0 if there was no answer of ours
   */
  async get(since) {
    const query = new URLSearchParams({ since: String(since), stand: this.stand });
    try {
      const answer = await this.fetch(`${this.address}?${query}`, {
        headers: { Accept: "application/json" },
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.status === 204) return { status: 204, news: null };
      const ours = answer.headers.get("Content-Type")?.includes("json");
      if (!ours) return { status: answer.status === 410 ? 410 : 0, news: null };
      return { status: answer.status, news: await answer.json() };
    } catch {
      return { status: 0, news: null };
    }
  }
}
