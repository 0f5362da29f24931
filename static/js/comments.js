// The comments beside the text. Loaded when somebody first opens them; without scripts they are a page.

import { leaveTo } from "./side.js";

/** @type {HTMLElement | null} */
let panel = null;
/** @type {HTMLElement | null} */
let opener = null;
let offline = "";

/** The header by which the server is asked for the comments alone. */
const PART = { "X-Part": "comments" };

/**
 * Show the comments in the panel, with a form to say something about a tag or about the article.
 * @param {HTMLAnchorElement} link leads to the page of comments
 * @param {number | null} span the number of the tag that is talked about
 */
export async function openComments(link, span = null) {
  opener = /** @type {HTMLElement | null} */ (document.activeElement);
  panel ??= makePanel(link);
  offline = link.dataset.offline ?? "";
  panel.hidden = false;
  const address = new URL(link.href);
  if (span !== null) address.searchParams.set("span", String(span));
  await show(fetch(address, { headers: PART }));
  /** @type {HTMLElement | null} */ (panel.querySelector(".say textarea"))?.focus();
}

/** @param {HTMLAnchorElement} link */
function makePanel(link) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = link.dataset.css ?? "";
  document.head.append(style);
  const made = document.createElement("aside");
  made.className = "talk";
  made.id = "talk";
  made.setAttribute("aria-label", link.dataset.title ?? "");
  const head = document.createElement("div");
  head.className = "talk-head";
  const title = document.createElement("h2");
  title.textContent = link.dataset.title ?? "";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "ghost";
  close.textContent = "×";
  close.setAttribute("aria-label", link.dataset.close ?? "");
  close.addEventListener("click", shut);
  head.append(title, close);
  const body = document.createElement("div");
  body.className = "talk-body";
  made.append(head, body);
  made.addEventListener("submit", send);
  made.addEventListener("click", choose);
  made.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the keys of the text mean nothing here
    if (event.key === "Escape" && !event.isComposing) shut();
  });
  document.body.append(made);
  return made;
}

function shut() {
  if (panel) panel.hidden = true;
  leaveTo(opener);
}

/**
 * Put what the server answers into the panel. What somebody is writing stays.
 * @param {Promise<Response>} asked
 * @param {string} keep the text that has not been said yet
 */
async function show(asked, keep = "") {
  const body = /** @type {HTMLElement} */ (panel?.querySelector(".talk-body"));
  try {
    const answer = await asked;
    if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("text/html")) {
      location.assign(answer.url);
      return;
    }
    body.innerHTML = await answer.text();
    const text = /** @type {HTMLTextAreaElement | null} */ (body.querySelector(".say textarea"));
    if (text && keep) text.value = keep;
  } catch {
    body.prepend(alarm()); // what has been written stays where it is
  }
}

/** Say that the server cannot be reached. */
function alarm() {
  const words = document.createElement("p");
  words.className = "note-box error";
  words.setAttribute("role", "alert");
  words.textContent = offline;
  return words;
}

/** @param {SubmitEvent} event */
async function send(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const written = /** @type {HTMLTextAreaElement | null} */ (panel?.querySelector(".say textarea"));
  const keep = form.matches(".say") ? "" : (written?.value ?? "");
  const data = new FormData(form, event.submitter);
  await show(fetch(form.action, { method: "POST", body: data, headers: PART }), keep);
  const text = panel?.querySelector(".say textarea");
  if (text instanceof HTMLElement) text.focus();
}

/** @param {MouseEvent} event */
function choose(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const name = target.closest("[data-mention]")?.getAttribute("data-mention");
  if (name) return mention(name);
  const number =
    target.closest(".about") && target.closest("[data-span]")?.getAttribute("data-span");
  if (number)
    document.querySelector(`mark[data-a="${number}"]`)?.scrollIntoView({ block: "center" });
}

/** @param {string} name */
function mention(name) {
  const text = /** @type {HTMLTextAreaElement | null} */ (panel?.querySelector(".say textarea"));
  if (!text) return;
  const gap = text.value && !/\s$/.test(text.value) ? " " : "";
  text.setRangeText(`${gap}@${name} `, text.selectionEnd, text.selectionEnd, "end");
  text.focus();
}
