/**
 * The import page: files dropped or chosen go up ten at a time, and pasted text keeps its
 * formatting.
 *
 * `<form id="import-form" method="post" enctype="multipart/form-data">` with a file input `files`
 * inside `.drop`, a textarea `text`, a hidden input `html`, a `<progress hidden>`, a list
 * `.file-list` and a line `[data-upload-state]`. Without this script the form sends everything at
 * once. With it each request carries `batch`, the same for all of one upload, and `last` with the
 * final ten, and `background` if there is more than one would wait for; the answer is JSON,
 * `{"next": "/address/"}`, or `{"error": "A sentence."}`.
 *
 * @module upload
 */

import { uuid } from "./uuid.js";

const MOST = 5000; // files in one go
const FEW = 30; // files that are imported while one waits; more, or an archive, in the background
const SHOWN = 100; // names in the list
const BATCH = 10; // files in one request
const BATCH_BYTES = 100 * 2 ** 20; // in one request; a larger file goes alone

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#import-form"));
const input = /** @type {HTMLInputElement | null} */ (form?.querySelector("[name=files]") ?? null);
const zone = /** @type {HTMLElement | null} */ (form?.querySelector(".drop") ?? null);

/** @type {File[]} */
let files = [];

/** @param {Iterable<File>} more */
function choose(more) {
  files = [...more].slice(0, MOST);
  const list = form?.querySelector(".file-list");
  list?.replaceChildren(
    ...files.slice(0, SHOWN).map((file) => {
      const item = document.createElement("li");
      item.textContent = file.name;
      return item;
    }),
  );
  const tooMany = [...more].length > MOST ? form?.dataset.tooMany : "";
  say(tooMany || (form?.dataset.chosen ?? "").replace("%s", files.length.toLocaleString("en")));
}

/** @param {string} text */
function say(text) {
  const line = form?.querySelector("[data-upload-state]");
  if (line) line.textContent = text;
}

/** @param {number} done */
function show(done) {
  const bar = form?.querySelector("progress");
  if (!bar) return;
  bar.hidden = false;
  bar.max = files.length;
  bar.value = done;
}

/**
 * @param {File[]} some
 * @param {string} batch
 * @param {boolean} last
 * @returns {Promise<{next?: string, error?: string}>}
 */
async function send(some, batch, last) {
  const data = new FormData(/** @type {HTMLFormElement} */ (form));
  data.delete("files");
  for (const file of some) data.append("files", file, file.name);
  data.set("batch", batch);
  if (last) data.set("last", "1");
  if (isMuch()) data.set("background", "1");
  const answer = await fetch(form?.action ?? "", {
    method: "POST",
    body: data,
    headers: { Accept: "application/json" },
  });
  return answer.json();
}

/**
 * Where the request ends that begins with this file.
 *
 * @param {number} from
 */
function endOf(from) {
  let end = from;
  let bytes = 0;
  while (end < files.length && end < from + BATCH) {
    bytes += files[end]?.size ?? 0;
    if (end > from && bytes > BATCH_BYTES) break;
    end += 1;
  }
  return end;
}

async function sendAll() {
  const batch = uuid();
  let from = 0;
  while (from < files.length) {
    show(from);
    const end = endOf(from);
    const last = end >= files.length;
    const answer = await send(files.slice(from, end), batch, last);
    if (answer.error) throw new Error(answer.error);
    if (last && answer.next) location.assign(answer.next);
    from = end;
  }
  show(files.length);
}

const isMuch = () => files.length > FEW || files.some((file) => /\.zip$/i.test(file.name));

/** @param {boolean} busy */
function lock(busy) {
  for (const button of form?.querySelectorAll("button") ?? []) button.disabled = busy;
}

form?.addEventListener("submit", async (event) => {
  if (files.length === 0) return; // pasted text goes the plain way
  event.preventDefault();
  lock(true);
  say(form.dataset.sending ?? "");
  try {
    await sendAll();
  } catch (error) {
    const known =
      error instanceof Error && !(error instanceof TypeError || error.name === "SyntaxError");
    say(known ? error.message : (form.dataset.failed ?? ""));
    lock(false);
  }
});

input?.addEventListener("change", () => choose(input.files ?? []));

zone?.addEventListener("dragover", (event) => {
  event.preventDefault();
  zone.classList.add("over");
});
zone?.addEventListener("dragleave", () => zone.classList.remove("over"));
zone?.addEventListener("drop", (event) => {
  event.preventDefault();
  zone.classList.remove("over");
  choose(event.dataTransfer?.files ?? []);
});

// Formatted text goes along beside the plain text, so that the server can find its paragraphs.
form?.querySelector("[name=text]")?.addEventListener("paste", (event) => {
  const clipboard = /** @type {ClipboardEvent} */ (event).clipboardData;
  const field = /** @type {HTMLTextAreaElement} */ (event.target);
  const html = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=html]"));
  if (!html) return;
  // What is pasted into the middle of other words is only text.
  html.value = field.value.trim() === "" ? (clipboard?.getData("text/html") ?? "") : "";
});
form?.querySelector("[name=text]")?.addEventListener("input", (event) => {
  const html = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=html]"));
  const typed = /** @type {InputEvent} */ (event).inputType !== "insertFromPaste";
  if (html && typed) html.value = "";
});
