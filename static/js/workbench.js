/**
 * Puts the workbench together.
 *
 * @module workbench
 */

/** @import { Needs } from "./needs.js" */

import { Bench } from "./bench.js";
import { Cursor } from "./cursor.js";
import { Keys } from "./keys.js";
import { Labels } from "./labels.js";
import { startMenus, startSendingOnce } from "./manners.js";
import { Notes } from "./notes.js";
import { Outbox, showStatus } from "./outbox.js";
import { startPointer } from "./pointer.js";
import { Reading } from "./reading.js";
import { openStore } from "./store.js";
import { Tagging } from "./tagging.js";
import { startToasts } from "./toasts.js";

const root = /** @type {HTMLElement} */ (document.querySelector("#text"));
/** A few words in a row: names and abbreviations alone are in most articles. */
const SOME_ENGLISH = /(?:[A-Za-z]{2,} ){3}/u;
const SIGNS = ["pointermove", "pointerdown", "keydown"];
const rail = /** @type {HTMLElement} */ (document.querySelector("#labels"));
const { base = "", person = "", canTag, edits } = root.dataset;

/** @returns {string} the newest: signing in again changes it, and the first cookie may come late */
function csrf() {
  const field = /** @type {HTMLInputElement} */ (document.querySelector("[name$=middlewaretoken]"));
  return /(?:^|; )csrftoken=([^;]+)/u.exec(document.cookie)?.[1] ?? field.value;
}

/** @param {string} words - for screen readers */
function announce(words) {
  const live = document.querySelector("#live");
  if (live) live.textContent = words;
}

/** @returns {number} the first code point below the header */
function firstOnScreen() {
  const k = reading.index.blocks.findIndex((block) => block.getBoundingClientRect().bottom > 80);
  const block = reading.index.blocks[k];
  if (!block) return 0;
  const seen = reading
    .sentencesOf(k)
    .find((one) => reading.range(one).getBoundingClientRect().top > 60);
  return seen?.start ?? reading.endOf(k);
}

/**
 * @param {string} id - of data that the page brings
 * @returns {any}
 */
const data = (id) => JSON.parse(document.querySelector(`#${id}`)?.textContent || "null");

const keys = new Keys(data("keys")?.map);
const reading = new Reading(root);
const labels = new Labels(rail);
const rights = { canTag: canTag === "yes", editsAll: edits === "all" };
const notes = new Notes(root, labels, rights, keys);

const store = openStore();
const channel = new BroadcastChannel(`xiwen-${person}`);
const outbox = new Outbox({ store, lane: person, csrf, channel });

// Only the samples have hints for newcomers.
const hints = document.querySelector("#coach") && import("./coach.js");
const hinting = hints?.then(({ Coach }) => new Coach());
const coach = {
  /** @param {string} step */
  tick: (step) => void hinting?.then((line) => line.tick(step)),
};

/** @type {Promise<Needs> | undefined} made once */
let needs;

/** @returns {Promise<Needs>} what shows what the server refused */
function needed() {
  needs ??= import("./needs.js").then(({ Needs }) => new Needs({ outbox, store, reading, labels }));
  return needs;
}

let awake = false;

/** Somebody is there: get what is needed later than the first tag. */
async function wake() {
  if (awake) return;
  awake = true;
  try {
    void notes.learnTools();
    void reading.learnWords();
    const [{ startBeat }] = await Promise.all([import("./beat.js"), import("./bubble.js")]);
    startBeat(`${base}beat/`, csrf);
  } catch {
    awake = false; // no network: at the next sign again
  }
}

const look = async () => (await needed()).open();

async function openHelp() {
  const help = await import("./help.js");
  help.openHelp(keys, csrf);
}

const talk = /** @type {HTMLAnchorElement} */ (document.querySelector("#comments-open"));

/** Open the comments beside the text. @param {number | null} [tag] - the chosen one, else the article */
async function openTalk(tag = Number(notes.current?.ref) || null) {
  const { openComments } = await import("./comments.js");
  await openComments(talk, tag, notes);
}

const rules = /** @type {HTMLAnchorElement} */ (document.querySelector("#guide-open"));

/** @param {string} [label] - that of the chosen tag, else where they were left */
async function openRules(label = notes.current?.label) {
  const { openGuide } = await import("./guide.js");
  await openGuide(rules, label);
}

const past = /** @type {HTMLAnchorElement} */ (document.querySelector("#history-open"));

async function openPast() {
  const { openHistory } = await import("./history.js");
  await openHistory(past, outbox, notes);
}

/** What opens over or beside the text, by its command. @type {Record<string, (about?: any) => unknown>} */
const drawers = { help: openHelp, comment: openTalk, history: openPast, guidelines: openRules };

/**
 * @param {Bench} bench
 * @param {KeyboardEvent} event
 */
function pressed(bench, event) {
  if (document.querySelector("dialog[open]")) return;
  const target = event.target instanceof Element ? event.target : root;
  const inField = target.matches("input, textarea, select, [contenteditable]");
  const command = keys.commandFor(event, {
    inText: target === root,
    inField,
    single: !document.body.classList.contains("no-keys"),
  });
  if (!command) return;
  event.preventDefault();
  const open = drawers[command.name];
  if (open) open();
  else bench.do(command);
}

/** Keep what has the keyboard focus through a swap. @param {() => void} swap */
function keepingFocus(swap) {
  const had = /** @type {HTMLElement} */ (document.activeElement);
  const { act, value } = had.dataset;
  const note = had.closest(".note")?.id;
  swap();
  if (!note || had.isConnected) return;
  const which = value === undefined ? "" : `[data-value="${CSS.escape(value)}"]`;
  const find = (/** @type {string} */ part) => root.querySelector(`#${note} ${part}`);
  const next = find(`[data-act="${act}"]${which}`) ?? find(".nb") ?? root;
  /** @type {HTMLElement} */ (next).focus({ preventScroll: true });
}

/** @param {Record<string, any>} answer */
function enableSteps(answer) {
  for (const name of ["undo", "redo"]) {
    const button = /** @type {HTMLButtonElement} */ (document.querySelector(`#${name}`));
    button.disabled = !(answer[`can_${name}`] ?? !button.disabled);
  }
}

/** Show what teammates do, a little later. @param {Bench} [bench] - of those who can tag */
function follow(bench) {
  const go = () =>
    import("./live.js").then(
      (live) => live.follow({ reading, notes, labels, outbox, bench }),
      () => follow(bench), // no network
    );
  if (root.dataset.live) setTimeout(go, Number(root.dataset.every) * 1000);
}

async function start() {
  const cursor = new Cursor(reading, firstOnScreen);
  const tagging = new Tagging({ reading, notes, labels, outbox, base });
  const submit = () => {
    if (outbox.refused.some((write) => write.lane === person)) return void look();
    const send = () => {
      coach.tick("submit");
      tagging.submit();
    };
    import("./finishing.js").then(
      ({ finish }) => finish({ bench, outbox, base, talk: openTalk, submit: send }),
      send, // no network: what is left cannot be asked for either
    );
  };
  const terms = data("terms") ?? [];
  const bench = new Bench({
    reading,
    cursor,
    notes,
    labels,
    tagging,
    coach,
    terms,
    announce,
    submit,
  });

  outbox.addEventListener("done", (event) => {
    const { write, answer } = /** @type {CustomEvent} */ (event).detail;
    keepingFocus(() => tagging.settle(write, answer));
    bench.paintCursor();
    enableSteps(answer);
    if (answer.answer?.message) announce(answer.answer.message);
    if (write.verb === "submit" && answer.next) location.assign(answer.next);
  });
  outbox.addEventListener("refused", (event) => {
    const { write, error } = /** @type {CustomEvent} */ (event).detail;
    tagging.withdraw(write);
    void needed().then((list) => list.tell(write, error));
  });
  showStatus(outbox, look, announce);
  document.querySelector("#help-open")?.addEventListener("click", openHelp);
  if (Object.keys(keys.map).length > 0)
    void import("./help.js").then((help) => help.showKeys(keys));
  startPointer(bench);
  document.addEventListener("keydown", (event) => pressed(bench, event));
  listen(bench, submit);
  follow(bench);
  for (const sign of SIGNS) addEventListener(sign, wake, { passive: true });
  document.documentElement.dataset.ready = "yes";
  const kept = await outbox.open();
  tagging.restore();
  // The first use of each costs some milliseconds, which no key should wait for.
  reading.tidy({ start: 0, end: 1 });
  if (SOME_ENGLISH.test(root.textContent ?? "")) await import("./english.js");
  if (kept.some(({ lane, error }) => lane !== person && error === undefined)) {
    const { sendStrays } = await import("./refused.js");
    await sendStrays(store, outbox);
  }
}

/**
 * @param {Bench} bench
 * @param {() => void} submit
 */
function listen(bench, submit) {
  document.querySelector("#submit-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  new ResizeObserver(() => bench.paintCursor()).observe(root);
  root.addEventListener("focus", () => {
    if (root.matches(":focus-visible")) bench.enter();
  });
}

document.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("[data-opens]");
  const { opens = "", label } = /** @type {HTMLElement | null} */ (link)?.dataset ?? {};
  if (!opens || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  link?.closest("dialog")?.close();
  drawers[opens]?.(label);
});
/** Fetched when something is selected; without it, browsers put blank lines between paragraphs. */
async function copyExactly() {
  const { startExcerpts } = await import("./excerpt.js");
  startExcerpts(reading);
}

document.addEventListener("selectionchange", () => void copyExactly().catch(() => {}), {
  once: true,
});
startMenus();
startToasts();
startSendingOnce();
addEventListener("online", () => outbox.kick());
addEventListener("focus", () => outbox.kick());
if (canTag === "yes") void start();
else {
  // What was left unsent when the article was submitted in another tab still needs the person.
  if (document.querySelector("#save-state")) {
    showStatus(outbox, look, announce);
    void outbox.open();
  }
  document.addEventListener("click", (event) => {
    const part = /** @type {Element} */ (event.target).closest("mark, .note, .side");
    void notes.learnTools(); // they draw the lines between what is linked
    if (part?.matches(".side")) return;
    if (part && !(/** @type {Element} */ (event.target).matches("[data-act=clear]")))
      notes.focus(part.getAttribute("data-a") ?? "");
    else notes.clear();
  });
  follow();
  document.documentElement.dataset.ready = "yes";
}
