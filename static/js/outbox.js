/**
 * Sends writes one after the other, keeps what could not be sent, and says how it stands.
 *
 * A write that the network or the server loses is tried again, ever more slowly; one that the
 * server refuses waits in `refused` for a person. Nothing is dropped silently. Sending twice does
 * no harm: the server answers a write it has seen with the same answer.
 *
 * Events: `state` after every change, `done` with `{write, answer, status}`, `refused` with
 * `{write}`.
 *
 * @module outbox
 */

/** @import { Store, Write } from "./store.js" */
/** @typedef {"saved" | "saving" | "offline" | "signed_out"} Condition */

const FIRST_WAIT = 500; // milliseconds
const LONGEST_WAIT = 30_000;
const PATIENCE = 8000; // for one answer
const TRY_AGAIN = new Set([408, 429]);
const SIGNED_OUT = 401;

export class Outbox extends EventTarget {
  /**
   * @param {object} parts
   * @param {Store} parts.store
   * @param {string} parts.lane
   * @param {() => string} parts.csrf
   * @param {typeof fetch} [parts.fetch]
   * @param {(wait: number) => number} [parts.jitter]
   */
  constructor({
    store,
    lane,
    csrf,
    fetch = (...args) => globalThis.fetch(...args),
    jitter = (wait) => wait * (0.8 + Math.random() * 0.4),
  }) {
    super();
    this.store = store;
    this.lane = lane;
    this.csrf = csrf;
    this.fetch = fetch;
    this.jitter = jitter;
    /** @type {Write[]} */
    this.waiting = [];
    /** @type {Write[]} */
    this.refused = [];
    /** @type {Condition} */
    this.condition = "saved";
    this.signIn = "";
    this.tries = 0;
    this.running = false;
    this.lastOrder = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Take up what an earlier page left, and begin to send it. */
  async open() {
    const kept = (await this.store.all()).filter((write) => write.lane === this.lane);
    this.refused = kept.filter((write) => write.error !== undefined);
    const known = new Set(this.waiting.map((write) => write.id));
    const earlier = kept.filter((write) => write.error === undefined && !known.has(write.id));
    this.waiting = [...earlier, ...this.waiting];
    this.tell();
    this.kick();
  }

  /**
   * @param {Pick<Write, "id" | "verb" | "url" | "body">} asked
   * @returns {Write}
   */
  push(asked) {
    this.lastOrder = Math.max(Date.now(), this.lastOrder + 1);
    const write = { ...asked, order: this.lastOrder, lane: this.lane };
    this.waiting.push(write);
    this.keep(write);
    this.tell();
    if (this.condition === "saving") this.kick();
    return write;
  }

  /** Send now, without waiting for the next try. */
  kick() {
    clearTimeout(this.timer);
    if (!this.running) void this.run();
  }

  /** @param {string} id */
  async tryAgain(id) {
    const write = this.refused.find((one) => one.id === id);
    if (!write) return;
    this.refused = this.refused.filter((one) => one !== write);
    delete write.error;
    this.waiting.push(write);
    await this.keep(write);
    this.tell();
    this.kick();
  }

  /** @param {string} id */
  async discard(id) {
    this.refused = this.refused.filter((one) => one.id !== id);
    await this.forget(id);
    this.tell();
  }

  async run() {
    this.running = true;
    try {
      for (let write = this.waiting[0]; write; write = this.waiting[0]) {
        if (!(await this.send(write))) break;
      }
    } finally {
      this.running = false;
      this.tell();
    }
  }

  /**
   * @param {Write} write
   * @returns {Promise<boolean>} whether the next one may go
   */
  async send(write) {
    const { status, answer } = await this.post(write);
    if (status === SIGNED_OUT) {
      this.signIn = String(answer?.sign_in ?? "");
      this.condition = "signed_out";
      return false;
    }
    const lost = answer === null || status >= 500 || TRY_AGAIN.has(status);
    if (lost) return this.later();
    this.tries = 0;
    this.condition = "saved";
    this.waiting = this.waiting.filter((one) => one !== write);
    if (status < 300) await this.finish(write, answer, status);
    else await this.refuse(write, String(answer.error ?? ""));
    return true;
  }

  /**
   * @param {Write} write
   * @returns {Promise<{status: number, answer: Record<string, unknown> | null}>} null if it is not
   *   an answer of ours: no network, or a hotel's sign-in page
   */
  async post(write) {
    try {
      const response = await this.fetch(write.url, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": this.csrf() },
        body: new URLSearchParams({ ...write.body, request: write.id }),
        credentials: "same-origin",
        signal: AbortSignal.timeout(PATIENCE),
      });
      return { status: response.status, answer: await json(response) };
    } catch {
      return { status: 0, answer: null };
    }
  }

  later() {
    this.condition = "offline";
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.tries);
    this.tries += 1;
    this.timer = setTimeout(() => this.kick(), this.jitter(wait));
    return false;
  }

  /**
   * @param {Write} write
   * @param {Record<string, unknown>} answer
   * @param {number} status
   */
  async finish(write, answer, status) {
    this.dispatchEvent(new CustomEvent("done", { detail: { write, answer, status } }));
    this.tell();
    await this.forget(write.id);
  }

  /**
   * @param {Write} write
   * @param {string} error
   */
  async refuse(write, error) {
    write.error = error;
    this.refused.push(write);
    this.dispatchEvent(new CustomEvent("refused", { detail: { write } }));
    this.tell();
    await this.keep(write);
  }

  /** @param {Write} write */
  keep(write) {
    // A full disk: the write still waits in memory, and the state still says so.
    return this.store.put(write).catch(() => {});
  }

  /** @param {string} id */
  forget(id) {
    // What is not forgotten is sent once more after a reload, which does no harm.
    return this.store.remove(id).catch(() => {});
  }

  tell() {
    if (this.waiting.length === 0) this.condition = "saved";
    else if (this.condition === "saved") this.condition = "saving";
    this.dispatchEvent(new CustomEvent("state"));
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Record<string, unknown> | null>}
 */
async function json(response) {
  const kind = response.headers.get("Content-Type") ?? "";
  if (kind.includes("json")) return response.json();
  // A refusal without our sentence is still a refusal; anything else is not from our server.
  return response.status >= 400 ? {} : null;
}

/**
 * Send what this person left unsent on other articles.
 *
 * @param {Store} store
 * @param {Outbox} own
 */
export async function sendStrays(store, own) {
  /** @param {string} lane */
  const person = (lane) => lane.slice(0, lane.lastIndexOf("-"));
  const others = (await store.all())
    .filter((write) => write.lane !== own.lane && person(write.lane) === person(own.lane))
    .filter((write) => write.error === undefined);
  for (const lane of new Set(others.map((write) => write.lane))) {
    await new Outbox({ store, lane, csrf: own.csrf, fetch: own.fetch }).open();
  }
}
