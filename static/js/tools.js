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
import { SOURCE } from "./labels.js";
import { say } from "./words.js";

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
  if (label.choices.length > 0) tools.append(chips(tag, label));
  if (tag.label !== SOURCE) tools.append(...sourceButtons(tag, note, keyed));
  tools.append(ends(), keyed("relabel", say("relabel_short"), "relabel"));
  tools.append(button("delete", say("delete"), "⌫"), button("clear", say("close")));
  return tools;
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
 * @param {Tag} tag
 * @param {HTMLElement} note
 * @param {(act: string, title: string, action: string) => HTMLElement} keyed
 * @returns {HTMLElement[]}
 */
function sourceButtons(tag, note, keyed) {
  if (tag.source) {
    return [
      keyed("chooseSource", say("source_change"), "choose_source"),
      keyed("unlink", say("source_unlink"), "unlink"),
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
  for (const { name, slot, title, digit } of labels) {
    const chip = button("", title, digit);
    delete chip.dataset.act;
    chip.dataset.tag = name;
    chip.className = `c${slot}`;
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
