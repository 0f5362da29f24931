/**
 * What can be done with the tag that has the focus, as buttons in its note. Fetched at the first sign of
 * somebody at work.
 *
 * @module tools
 */

/** @import { Keys } from "./keys.js" */
/** @import { Label } from "./labels.js" */
/** @import { Tag } from "./notes.js" */

import { printed } from "./keys.js";
import { say } from "./words.js";

export { drawLinks } from "./links.js";

/**
 * @param {Tag} tag
 * @param {Label} label
 * @param {HTMLElement} note
 * @param {Keys} keys
 * @returns {HTMLElement}
 */
export function toolsFor(tag, label, note, keys) {
  /** @param {string} act @param {string} title @param {string} action */
  const keyed = (act, title, action) => button(act, title, printed(keys.keyOf(action)));
  const tools = document.createElement("div");
  tools.className = "tools";
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", say("tools"));
  if (tag.editable) {
    if (label.choices.length > 0) tools.append(chips(tag, label));
    tools.append(...furtherChips(label, note), ...linkButtons(tag, label, note, keyed));
    tools.append(ends(), keyed("relabel", say("relabel_short"), "relabel"));
    tools.append(button("delete", say("delete"), "⌫"));
  }
  tools.append(talkButton(keys), rulesButton(tag.label, keys), button("clear", say("close")));
  return tools;
}

/**
 * @param {Keys} keys
 * @param {string} action
 * @returns {string} its key, where the page listens to keys
 */
function hintFor(keys, action) {
  return document.querySelector("#help") ? printed(keys.keyOf(action)) : "";
}

/**
 * @param {Keys} keys
 * @returns {HTMLElement} what leads to what has been said about the tag
 */
function talkButton(keys) {
  const made = button("comment", say("comment"), hintFor(keys, "comment"));
  made.dataset.opens = "comment";
  return made;
}

/**
 * @param {string} label
 * @param {Keys} keys
 * @returns {HTMLElement} what leads to the guidelines about it
 */
function rulesButton(label, keys) {
  const { dataset } = /** @type {HTMLElement} */ (document.querySelector("#guide-open"));
  const made = button("guidelines", dataset.title ?? "", hintFor(keys, "guidelines"));
  Object.assign(made.dataset, { opens: "guidelines", label });
  return made;
}

/**
 * @param {Tag} tag
 * @param {Label} label
 */
function chips(tag, label) {
  const group = document.createElement("span");
  group.className = "chips";
  for (const choice of label.choices) {
    const chip = button("set", choice.title);
    chip.dataset.value = choice.value;
    chip.setAttribute("aria-pressed", String(choice.value === tag.value));
    group.append(chip);
  }
  return group;
}

/** @returns {HTMLElement} what moves the ends by a word, for fingers that cannot pull the handles */
function ends() {
  const group = document.createElement("span");
  group.className = "chips ends";
  for (const edge of ["start", "end"]) {
    const [earlier, later] = [
      button("word", say(`${edge}_earlier`)),
      button("word", say(`${edge}_later`)),
    ];
    earlier.dataset.back = "";
    earlier.dataset.edge = later.dataset.edge = edge;
    group.append(earlier, later);
  }
  return group;
}

/**
 * @param {Label} label
 * @param {HTMLElement} note
 * @returns {HTMLElement[]} a row of choices for each further attribute; the one that is set unsets itself
 */
function furtherChips(label, note) {
  /** @type {Record<string, string>} */
  const values = JSON.parse(note.dataset.vs ?? "{}");
  /** @type {NodeListOf<HTMLElement>} */
  const further = label.item.querySelectorAll("[data-further]");
  return [...further].map((attribute) => {
    const group = document.createElement("span");
    const name = attribute.dataset.further ?? "";
    group.className = "chips further";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", attribute.title);
    for (const choice of attribute.children) {
      const value = choice.getAttribute("data-choice") ?? "";
      const isSet = values[name] === value;
      const chip = button("further", choice.textContent ?? "");
      chip.dataset.value = `${name}=${isSet ? "" : value}`;
      chip.setAttribute("aria-pressed", String(isSet));
      group.append(chip);
    }
    return group;
  });
}

const ATTRIBUTION = "attributed_to";

/**
 * @param {Tag} tag
 * @param {Label} label
 * @param {HTMLElement} note
 * @param {(act: string, title: string, action: string) => HTMLElement} keyed
 * @returns {HTMLElement[]} what links the tag to its sources and to other tags, and what unlinks it
 */
function linkButtons(tag, label, note, keyed) {
  const made = [];
  for (const kind of label.item.querySelectorAll("[data-kind]")) {
    const name = kind.getAttribute("data-kind") ?? "";
    if (name === ATTRIBUTION) made.push(...sourceButtons(tag, note, keyed));
    else {
      const add = button("addSource", `${kind.textContent}…`);
      add.dataset.value = name;
      made.push(add);
    }
  }
  const sources = tag.source ? tag.source.split(" ") : [];
  if (sources.length > 1) made.push(...sources.map((ref) => unlinkOne(ATTRIBUTION, ref)));
  for (const link of (note.dataset.links ?? "").split(" ").filter(Boolean)) {
    const cut = link.lastIndexOf(":");
    made.push(unlinkOne(link.slice(0, cut), link.slice(cut + 1)));
  }
  return made;
}

const LONGEST = 12; // characters of the other tag's words

/**
 * @param {string} kind
 * @param {string} ref - of the other tag
 */
function unlinkOne(kind, ref) {
  const words = [...(document.querySelector(`#n${ref} .q`)?.textContent ?? "…")];
  const short = words.length > LONGEST ? `${words.slice(0, LONGEST).join("")}…` : words.join("");
  const made = button("unlink", say("unlink_one", { words: short }));
  made.dataset.value = `${kind}:${ref}`;
  return made;
}

/**
 * @param {Tag} tag
 * @param {HTMLElement} note
 * @param {(act: string, title: string, action: string) => HTMLElement} keyed
 * @returns {HTMLElement[]}
 */
function sourceButtons(tag, note, keyed) {
  if (tag.source) {
    const more = tag.source.includes(" ") ? [] : [keyed("unlink", say("source_unlink"), "unlink")];
    return [
      keyed("chooseSource", say("source_change"), "choose_source"),
      keyed("addSource", say("source_add"), "add_source"),
      ...more,
    ];
  }
  const choose = keyed("chooseSource", say("source_set"), "choose_source");
  if (!tag.guess) return [choose];
  const words = (note.querySelector(".guess")?.textContent ?? "").replace(
    /^[—\s]+|[？?\s]+$/gu,
    "",
  );
  return [button("guess", say("guess", { words }), "3"), choose];
}

/**
 * @param {Label[]} labels
 * @returns {HTMLElement} a button for each that the tag could get instead
 */
export function labelChips(labels) {
  const group = document.createElement("span");
  group.className = "chips";
  for (const { name, title, digit, item } of labels) {
    const chip = button("", title, digit);
    delete chip.dataset.act;
    chip.dataset.tag = name;
    chip.className = item.className;
    group.append(chip);
  }
  return group;
}

/** @param {string} title */
export function plainButton(title) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = title;
  return made;
}

/**
 * @param {string} act
 * @param {string} title
 * @param {string} [key] - the key that does the same
 */
function button(act, title, key) {
  const made = plainButton(title);
  made.dataset.act = act;
  if (key) {
    const hint = document.createElement("kbd");
    hint.textContent = key;
    hint.setAttribute("aria-hidden", "true");
    made.append(hint);
  }
  return made;
}
