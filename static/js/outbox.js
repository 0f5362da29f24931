/**
 * Sends writes one after the other, keeps what could not be sent, and says how it stands.
 *
 * A write that the network or the server loses is tried again, ever more slowly; one that the
 * server refuses waits in `refused` for a person. Nothing is dropped silently. Sending twice does
 * no harm: the server answers a write it has seen with the same answer.
 *
 * Several tabs take turns, so that nothing overtakes, and tell each other what was refused.
 *
 * Events: `state` after every change, `done` with `{write, answer, status}`, `refused` with
 * `{write}`.
 *
 * @module outbox
 */

/** @import { Store, Write } from "./store.js" */
/** @typedef {Pick<Write, "id" | "verb" | "url" | "body" | "words" | "title">} Asked */
/** @typedef {"saved" | "saving" | "offline" | "signed_out"} Condition */

import { say } from "./words.js";

const FIRST_WAIT = 500; // milliseconds
const LONGEST_WAIT = 30_000;
const PATIENCE = 8000; // for one answer
const TRY_AGAIN = new Set([408, 429]);
const SIGNED_OUT = 401;

/** @param {string} lane - `project-person-article` @returns {string} whose it is */
export const personOf = (lane) => lane.split("-")[1] ?? "";

/**
 * Do it while no other tab does. Browsers that cannot say so may send twice, which does no harm.
 *
 * @param {string} lane
 * @param {() => Promise<void>} act
 */
const inTurn = (lane, act) => globalThis.navigator?.locks?.request(`xiwen-${lane}`, act) ?? act();

export class Outbox extends EventTarget {
  /**
   * @param {object} parts
   * @param {Store} parts.store
   * @param {string} parts.lane
   * @param {() => string} parts.csrf
   * @param {typeof fetch} [parts.fetch]
   * @param {(wait: number) => number} [parts.jitter]
   * @param {BroadcastChannel} [parts.channel] - to the person's other tabs
   */
  constructor({
    store,
    lane,
    csrf,
    fetch = (...args) => globalThis.fetch(...args),
    jitter = (wait) => wait * (0.8 + Math.random() * 0.4),
    channel = undefined,
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
    this.kept = true; // in the store; else leaving the page would lose what waits
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.channel = channel;
    /** When an answer may change the page. @type {() => Promise<void>} */
    this.calm = async () => {};
    if (channel) channel.onmessage = () => this.readRefused();
  }

  /**
   * Take up what an earlier page left, and begin to send it.
   *
   * @returns {Promise<Write[]>} all that is in the store
   */
  async open() {
    const kept = await this.readRefused();
    const known = new Set([...this.waiting, ...this.refused].map((write) => write.id));
    const earlier = kept.filter(({ lane, id }) => lane === this.lane && !known.has(id));
    this.waiting = [...earlier, ...this.waiting];
    this.tell();
    this.kick();
    return kept;
  }

  /**
   * Take up what this person's other pages could not do.
   *
   * @returns {Promise<Write[]>} all that is in the store
   */
  async readRefused() {
    const kept = await this.store.all();
    this.refused = kept.filter(
      ({ lane, error }) => error !== undefined && personOf(lane) === personOf(this.lane),
    );
    const refused = new Set(this.refused.map((write) => write.id));
    this.waiting = this.waiting.filter((write) => !refused.has(write.id));
    this.tell();
    return kept;
  }

  /**
   * @param {Asked} asked
   * @returns {Write}
   */
  push(asked) {
    this.lastOrder = Math.max(Date.now(), this.lastOrder + 1);
    const about = this.turnedBackBy(asked.verb);
    const write = { ...asked, order: this.lastOrder, lane: this.lane, ...(about && { about }) };
    this.waiting.push(write);
    this.keep(write);
    this.tell();
    if (this.condition === "saving") this.kick();
    return write;
  }

  /**
   * Undo and redo mean the last step; if that still waits here, they go where it goes.
   *
   * @param {string} verb
   * @returns {string | undefined} its key
   */
  turnedBackBy(verb) {
    const turned = new Set(this.waiting.map((write) => write.about));
    const open = this.waiting.filter((write) => !turned.has(write.id) && write.verb !== "submit");
    if (!isTurn({ verb })) return undefined;
    return open.filter((write) => (write.verb === "undo") === (verb === "redo")).at(-1)?.id;
  }

  /** Send now, without waiting for the next try. */
  kick() {
    clearTimeout(this.timer);
    if (!this.running) void this.run();
  }

  async run() {
    this.running = true;
    try {
      await inTurn(this.lane, async () => {
        for (let write = this.waiting[0]; write; write = this.waiting[0]) {
          if (!(await this.send(write))) break;
        }
      });
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
    await this.calm();
    this.dispatchEvent(new CustomEvent("done", { detail: { write, answer, status } }));
    this.tell();
    await this.forget(write.id);
  }

  /**
   * @param {Write} write
   * @param {string} error
   */
  async refuse(write, error) {
    const all = [write, ...this.companyOf(write)];
    // What could not be undone or done again is as it was: nobody has to choose anything.
    const refused = all.filter((one) => !isTurn(one));
    for (const one of refused) Object.assign(one, { error }, one !== write && { about: write.id });
    this.waiting = this.waiting.filter((one) => !all.includes(one));
    this.refused.push(...refused);
    this.dispatchEvent(new CustomEvent("refused", { detail: { write, error } }));
    this.tell();
    for (const one of refused) await this.keep(one);
    for (const one of all.filter(isTurn)) await this.forget(one.id);
    this.tellTabs();
  }

  /** Let the person's other tabs know that the list of what was refused is another. */
  tellTabs() {
    this.tell();
    this.channel?.postMessage("refused");
  }

  /**
   * @param {Write} write
   * @returns {Write[]} what waits behind it and makes no sense without it: undoing it, doing it again,
   *   and changes of the tag that it was to make
   */
  companyOf(write) {
    const gone = new Set([write.id]);
    return this.waiting.filter((one) => {
      const made = write.body.id !== undefined && one.url.includes(write.body.id);
      const follows = made || gone.has(one.about ?? "");
      if (follows) gone.add(one.id);
      return follows;
    });
  }

  /** @param {Write} write */
  async keep(write) {
    // A full disk: the write still waits in memory, and the state still says so.
    this.kept = await this.store.put(write).then(
      () => true,
      () => false,
    );
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

/** @param {Pick<Write, "verb">} write */
const isTurn = ({ verb }) => verb === "undo" || verb === "redo";

/**
 * @template {HTMLElement} T
 * @param {string} selector
 */
const part = (selector) => /** @type {T} */ (document.querySelector(selector));

/**
 * @param {Outbox} outbox
 * @param {() => void} look - at what was refused
 * @param {(words: string) => void} announce - for those who do not see it; not each saving
 */
export function showStatus(outbox, look, announce) {
  const place = part("#save-state");
  const shown = part("#save-state .words");
  const button = part("#save-state .look");
  /** @type {HTMLAnchorElement} */
  const signIn = part("#save-state .sign-in");
  let told = say("saved");

  outbox.addEventListener("state", () => {
    const refused = outbox.refused.filter((write) => !write.about).length;
    const state = refused > 0 ? "needs_you" : outbox.condition;
    const words = say(state, { n: refused || outbox.waiting.length });
    place.dataset.state = state;
    shown.textContent = words;
    if (state !== "saving" && words !== told) {
      told = words;
      announce(words);
    }
    button.hidden = refused === 0;
    signIn.hidden = outbox.condition !== "signed_out";
    if (outbox.signIn.startsWith("/")) signIn.href = outbox.signIn;
  });
  button.addEventListener("click", look);
  addEventListener("beforeunload", (event) => {
    if (!outbox.kept && outbox.waiting.length > 0) event.preventDefault();
  });
}
