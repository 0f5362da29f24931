/**
 * What a page shows of others besides their tags: who is there, what they did in a sentence, how much has
 * been said, and what has to be told calmly.
 *
 * @module around
 */

/** @typedef {{name: string, initials: string}} Person */
/** @typedef {{key: string, text: string, href?: string, link?: string}} Notice */

import { say } from "./words.js";

const MOST = 3; // people who are shown one by one
const QUIET = 10_000; // milliseconds between two announcements

/** @param {Person[]} people */
export function showPeople(people) {
  const list = /** @type {HTMLElement} */ (document.querySelector("#here"));
  const room = matchMedia("(max-width: 640px)").matches ? 0 : MOST;
  const shown = people.length > room + 1 ? people.slice(0, room) : people;
  const rest = people.slice(shown.length);
  const items = shown.map(({ name, initials }) => face(initials, name));
  if (rest.length > 0) {
    const names = rest.map(({ name }) => name).join(say("comma"));
    items.push(face(room ? `+${rest.length}` : String(rest.length), names));
  }
  list.replaceChildren(...items);
  list.hidden = people.length === 0;
}

/** @param {string} initials @param {string} name */
function face(initials, name) {
  const item = document.createElement("li");
  item.title = name;
  const seen = document.createElement("span");
  seen.setAttribute("aria-hidden", "true");
  seen.textContent = initials;
  const heard = document.createElement("span");
  heard.className = "vh";
  heard.textContent = name;
  item.append(seen, heard);
  return item;
}

/** @type {string[]} what has not been announced */
let sentences = [];
let timer = 0;

/**
 * Announce what others did: not each act, and never more than once in a while.
 *
 * @param {string[]} told
 */
export function announce(told) {
  sentences.push(...told);
  if (timer || sentences.length === 0) return;
  const lines = sentences.map((words) => {
    const line = document.createElement("p");
    line.textContent = words;
    return line;
  });
  document.querySelector("#live-others")?.replaceChildren(...lines);
  sentences = [];
  timer = window.setTimeout(() => {
    timer = 0;
    announce([]);
  }, QUIET);
}

/**
 * How much has been said, in the link to the comments; an open panel of them may want to know.
 *
 * @param {string} html - made by the server
 */
export function showTalk(html) {
  const link = document.querySelector("#comments-open");
  if (!link) return;
  link.innerHTML = html;
  if (!link.querySelector("strong")) return; // nothing that this person has not read
  announce([(link.textContent ?? "").replace(/\s+/gu, " ").trim()]);
  document.dispatchEvent(new CustomEvent("said"));
}

/**
 * A sentence that stays until it is closed, with what can be done about it.
 *
 * @param {Notice} notice
 */
export function tellCalmly({ key, text, href, link }) {
  const { content } = /** @type {HTMLTemplateElement} */ (document.querySelector("#toast"));
  const item = /** @type {HTMLElement} */ (content.firstElementChild?.cloneNode(true));
  item.classList.add("calm");
  item.dataset.notice = key;
  item.querySelector("p")?.append(text);
  item.querySelector(".close")?.before(href ? leading(href, link ?? "") : reloading());
  document.querySelector(`#toasts [data-notice="${CSS.escape(key)}"]`)?.remove();
  document.querySelector("#toasts")?.append(item);
}

/** @param {string} href @param {string} words */
function leading(href, words) {
  const link = document.createElement("a");
  link.className = "ghost";
  link.href = href;
  link.textContent = words;
  return link;
}

function reloading() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ghost";
  button.textContent = say("reload");
  button.addEventListener("click", () => location.reload());
  return button;
}
