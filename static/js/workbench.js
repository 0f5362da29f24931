/**
 * Puts the workbench together.
 *
 * @module workbench
 */

/** @import { Write } from "./store.js" */

import { startBeat } from "./beat.js";
import { Bench } from "./bench.js";
import { Cursor } from "./cursor.js";
import { Coach, singleKeys } from "./hints.js";
import { Keys } from "./keys.js";
import { Labels } from "./labels.js";
import { startMenus, startSendingOnce } from "./manners.js";
import { Notes } from "./notes.js";
import { Outbox, sendStrays } from "./outbox.js";
import { startPointer } from "./pointer.js";
import { Reading } from "./reading.js";
import { openNeeds, showStatus } from "./status.js";
import { openStore } from "./store.js";
import { Tagging } from "./tagging.js";
import { startToasts, toast } from "./toasts.js";
import { say } from "./words.js";

const root = /** @type {HTMLElement} */ (document.querySelector("#text"));
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

/** @param {Write} write */
function describe({ verb, body }) {
  if (verb !== "create") return say(`op_${verb}`);
  const words = reading.words({ start: Number(body.start), end: Number(body.end) });
  const label = labels.named(body.label ?? "")?.title ?? "";
  return say("op_create", { words: words.length > 24 ? `${words.slice(0, 24)}…` : words, label });
}

async function openHelp() {
  const help = await import("./help.js");
  help.openHelp(keys, csrf);
}

const talk = /** @type {HTMLAnchorElement} */ (document.querySelector("#comments-open"));

/** Open the comments beside the text: on the chosen tag, or on the article. */
async function openTalk() {
  const { openComments } = await import("./comments.js");
  await openComments(talk, Number(notes.current?.ref) || null);
}

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
    single: singleKeys(),
  });
  if (!command) return;
  event.preventDefault();
  if (command.name === "help") void openHelp();
  else if (command.name === "comment") void openTalk();
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

async function start() {
  const cursor = new Cursor(reading, firstOnScreen);
  const store = openStore();
  const outbox = new Outbox({ store, lane: person, csrf });
  const tagging = new Tagging({ reading, notes, labels, outbox, base });
  const coach = new Coach();
  const submit = () => {
    if (outbox.refused.length > 0) return openNeeds(outbox, describe);
    coach.tick("submit");
    tagging.submit();
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
    const { write } = /** @type {CustomEvent} */ (event).detail;
    tagging.withdraw(write);
    toast(`${describe(write)}: ${write.error || say("refused")}`, "error");
  });
  showStatus(outbox, describe);
  document.querySelector("#help-open")?.addEventListener("click", openHelp);
  if (Object.keys(keys.map).length > 0)
    void import("./help.js").then((help) => help.showKeys(keys));
  startPointer(bench);
  document.addEventListener("keydown", (event) => pressed(bench, event));
  listen(bench, outbox, submit);
  startBeat(`${base}beat/`, csrf);
  document.documentElement.dataset.ready = "yes";
  await outbox.open();
  tagging.restore();
  // The first use of each costs some milliseconds, which no key should wait for.
  reading.tidy({ start: 0, end: 1 });
  reading.wordEdges(0, []);
  await sendStrays(store, outbox);
}

/**
 * @param {Bench} bench
 * @param {Outbox} outbox
 * @param {() => void} submit
 */
function listen(bench, outbox, submit) {
  document.querySelector("#submit-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  new ResizeObserver(() => bench.paintCursor()).observe(root);
  root.addEventListener("focus", () => {
    if (root.matches(":focus-visible")) bench.enter();
  });
  addEventListener("online", () => outbox.kick());
  addEventListener("focus", () => outbox.kick());
}

talk.addEventListener("click", (event) => {
  event.preventDefault();
  void openTalk();
});
startMenus();
startToasts();
startSendingOnce();
if (canTag === "yes") void start();
else {
  document.addEventListener("click", (event) => {
    const part = /** @type {Element} */ (event.target).closest("mark, .note");
    if (part) notes.focus(part.getAttribute("data-a") ?? "");
    else notes.clear();
  });
  document.documentElement.dataset.ready = "yes";
}
