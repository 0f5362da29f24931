/**
 * The workbench's acts: what keys, buttons, clicks and taps have in common.
 *
 * @module bench
 */

/** @import { Cursor, Place } from "./cursor.js" */
/** @import { Handles } from "./handles.js" */
/** @import { Command } from "./keys.js" */
/** @import { Label, Labels } from "./labels.js" */
/** @import { Notes, Tag } from "./notes.js" */
/** @import { Span } from "./offsets.js" */
/** @import { Reading } from "./reading.js" */
/** @import { Tagging } from "./tagging.js" */

import { moved, movedByClause, same } from "./cursor.js";
import { nextValue } from "./labels.js";
import { Linking } from "./linking.js";
import { drawCursor, inPlace, scrollTo } from "./reading.js";
import { toast } from "./toasts.js";
import { say } from "./words.js";

const QUOTE = "quote";

export class Bench {
  /**
   * @param {object} parts
   * @param {Reading} parts.reading
   * @param {Cursor} parts.cursor
   * @param {Notes} parts.notes
   * @param {Labels} parts.labels
   * @param {Tagging} parts.tagging
   * @param {{tick: (step: string) => void}} parts.coach - the first hints
   * @param {string[]} parts.terms - of the project: one word each
   * @param {(words: string) => void} parts.announce
   * @param {() => void} parts.submit
   */
  constructor({ reading, cursor, notes, labels, tagging, coach, terms, announce, submit }) {
    this.reading = reading;
    this.cursor = cursor;
    this.notes = notes;
    notes.grown = () => this.reveal();
    this.labels = labels;
    this.tagging = tagging;
    this.coach = coach;
    this.terms = terms;
    this.announce = announce;
    this.submit = submit;
    this.relabelling = false; // the next digit changes the label
    this.linking = new Linking(this);
    this.made = ""; // the UUID of the tag just made, until it has its number
    this.madeLabel = "";
    this.entering = false;
    /** @type {Handles | undefined} from the first touch on */
    this.handles = undefined;
    /** @type {HTMLElement | null} the last hint, which the next one replaces */
    this.hint = null;
  }

  /** @param {Command} command */
  do(command) {
    const { name, direction = 1, edge = "end", digit = "", value = "" } = command;
    /** @type {Record<string, () => void>} */
    const acts = {
      sentence: () => this.go(() => this.cursor.sentence(direction, this.here())),
      extend: () => this.go(() => this.cursor.extend(direction)),
      clause: () => this.go(() => this.cursor.clause(direction, this.here())),
      clauses: () => this.move((span) => movedByClause(this.reading, span, direction)),
      word: () => this.byWord((span, words) => moved(this.reading, span, edge, direction, words)),
      character: () => this.move((span) => moved(this.reading, span, edge, direction, "character")),
      tag: () => this.step(direction),
      label: () => this.digit(digit),
      relabel: () => this.startRelabelling(),
      set: () => this.set(value),
      chooseSource: () => this.linking.start("instead"),
      addSource: () => this.linking.start("add", value),
      further: () => this.setFurther(value),
      guess: () => this.takeGuess(),
      unlink: () => this.linking.unlink(value),
      delete: () => this.remove(),
      undo: () => this.undo(),
      redo: () => this.tagging.redo(),
      confirm: () => this.linking.confirm(),
      clear: () => this.clear(),
      submit: () => this.submit(),
    };
    acts[name]?.();
  }

  /** @returns {Span | null} where the next sentence or clause is counted from */
  here() {
    return this.cursor.place ?? this.notes.current?.span ?? null;
  }

  /** @param {() => void} move */
  go(move) {
    this.takeKeys();
    this.reading.deselect();
    move();
    this.leaveTag();
    this.showCursor();
    if (this.cursor.place) this.coach.tick("sentence");
  }

  /** Whoever uses the keys without having gone into the text is in it from now on. */
  takeKeys() {
    if (document.activeElement !== document.body) return;
    this.entering = true;
    this.reading.root.focus({ preventScroll: true });
    this.entering = false;
  }

  /** The text was reached with Tab: show where in it the keys will work. */
  enter() {
    if (!this.entering && !this.here()) this.do({ name: "sentence", direction: 1 });
  }

  /** @param {number} point */
  tap(point) {
    const block = this.reading.index.blocks[this.reading.blockAt(point)];
    inPlace(block, () => this.go(() => this.cursor.tap(point)));
  }

  /** The focus is no longer on a tag. */
  leaveTag() {
    this.notes.clear();
    this.made = "";
    this.relabelling = false;
    this.linking.set("");
  }

  showCursor() {
    const { place } = this.cursor;
    this.paintCursor();
    if (!place) return;
    scrollTo(this.reading.range(place));
    this.announce(this.reading.words(place));
  }

  /** A tag that has the focus is shown instead; the cursor waits behind it. */
  paintCursor() {
    const place = this.made || this.notes.focused ? null : this.cursor.place;
    drawCursor(this.reading, place);
    this.handles?.show();
  }

  /**
   * Move an end of the tag that has the focus, else of the cursor.
   *
   * @param {(span: Span, words: string[]) => Span} change - `words` stay whole
   */
  move(change) {
    const tag = this.notes.current;
    if (tag?.editable) {
      const span = change(tag.span, this.wholeWords(this.reading.words(tag.span)));
      if (!same(span, tag.span)) this.tagging.move(tag.ref, span);
      return;
    }
    const selected = this.reading.selected();
    if (selected) this.cursor.take(selected);
    this.reading.deselect();
    if (!this.cursor.place) this.cursor.sentence(1, this.here());
    else this.cursor.take(change(this.cursor.place, this.wholeWords()));
    this.leaveTag();
    this.showCursor();
  }

  /** @param {(span: Span, words: string[]) => Span} change */
  async byWord(change) {
    await this.reading.learnWords();
    this.move(change);
  }

  /**
   * @param {string} [but] - words that are being changed, and may be cut
   * @returns {string[]} the project's terms and what is tagged here: one word each
   */
  wholeWords(but) {
    const tagged = this.notes.shortWords();
    return [...this.terms, ...tagged].filter((words) => words !== but);
  }

  /** @param {1 | -1} direction */
  step(direction) {
    const from = this.here()?.start ?? 0;
    const only = this.linking.from ? this.linking.goals : undefined;
    const ref = this.notes.beside(direction, from, only);
    if (ref) this.focus(ref);
  }

  /** @param {string} ref */
  focus(ref) {
    this.takeKeys();
    this.cursor.clear();
    this.made = "";
    const start = this.notes.tag(ref)?.span.start ?? 0;
    inPlace(this.reading.index.blocks[this.reading.blockAt(start)], () => this.notes.focus(ref));
    this.paintCursor();
    this.relabelling = false;
    const tag = this.notes.current;
    if (!tag) return;
    const note = this.notes.note(ref);
    note?.scrollIntoView({ block: "nearest" }); // all of it: below may lie the bar
    this.reveal();
    this.announce(note?.querySelector(".nb")?.textContent ?? "");
  }

  /** Bring what is chosen into sight, above a sheet that covers the text. */
  reveal() {
    const tag = this.notes.current;
    if (tag) scrollTo(this.reading.range(tag.span), this.notes.bottom);
  }

  /** @param {string} digit */
  digit(digit) {
    const label = this.labels.onDigit(digit);
    if (label) this.label(label);
  }

  /** @param {Label} label */
  label(label) {
    const selected = this.reading.selected();
    if (selected) return this.create(selected, label);
    if (this.relabelling) return this.relabel(label);
    if (this.made && this.madeLabel === label.name) return this.cycleOnceNumbered(label);
    const tag = this.notes.current;
    if (tag?.label === label.name) return this.cycle(tag, label);
    if (tag?.guess && this.goalsOf(tag).includes(label.name))
      return this.take(tag, tag.guess, label);
    const { place } = this.cursor;
    if (place) return this.narrowed(place, label);
    if (tag) return this.create(tag.span, label);
    const touch = matchMedia("(hover: none) and (pointer: coarse)").matches;
    this.tell(say(touch ? "tap_first" : "select_first"));
  }

  /**
   * Take the guessed speaker: link to it if it is tagged already, else tag it; the server links.
   *
   * @param {Tag} tag
   * @param {Span} guess
   * @param {Label} label
   */
  take(tag, guess, label) {
    const source = this.notes.same(guess, label.name);
    if (!source) this.create(guess, label);
    else if (this.mayChange(tag)) this.tagging.link(tag.ref, source);
  }

  /**
   * @param {Place} place
   * @param {Label} label
   */
  narrowed(place, label) {
    const span = this.reading.meant(place, label.name);
    if (!span) return this.tell(say("no_speaker", { digit: label.digit }));
    this.create(span, label);
  }

  /**
   * @param {Span} span
   * @param {Label} label
   */
  create(span, label) {
    const again = this.notes.same(this.reading.tidy(span), label.name);
    if (again) return this.focus(again);
    const id = this.tagging.create(span, label.name);
    if (!id) return this.tell(say("nothing_left"));
    this.reading.deselect();
    this.leaveTag();
    this.made = id;
    this.madeLabel = label.name;
    this.paintCursor();
    this.tagging.onceNumbered(id, (ref) => {
      if (this.made !== id) return;
      this.made = "";
      this.notes.focus(ref, true);
    });
    if (label.name === QUOTE) this.coach.tick("quote");
  }

  /** @param {Label} label */
  cycleOnceNumbered(label) {
    this.tagging.onceNumbered(this.made, (ref) => {
      const tag = this.notes.tag(ref);
      if (tag) this.cycle(tag, label);
    });
  }

  /**
   * @param {Tag} tag
   * @param {Label} label
   */
  cycle(tag, label) {
    if (!this.mayChange(tag) || label.choices.length === 0) return;
    this.tagging.setValue(tag, label.attribute, nextValue(label, tag.value));
  }

  /** @param {string} value */
  set(value) {
    const tag = this.notes.current;
    const label = tag && this.labels.named(tag.label);
    if (!tag || !label || !this.mayChange(tag)) return;
    this.tagging.setValue(tag, label.attribute, value === tag.value ? "" : value);
  }

  startRelabelling() {
    const tag = this.notes.current;
    if (!tag || this.relabelling || !this.mayChange(tag)) return;
    this.relabelling = true;
    this.notes.offerLabels();
    this.announce(say("relabel"));
  }

  /** @param {Label} label */
  relabel(label) {
    const tag = this.notes.current;
    this.relabelling = false;
    if (tag && tag.label !== label.name) this.tagging.relabel(tag.ref, label.name);
  }

  /**
   * @param {Tag} tag
   * @returns {string[]} the labels that it can be linked to
   */
  goalsOf(tag) {
    return this.labels.named(tag.label)?.goals ?? [];
  }

  takeGuess() {
    const tag = this.notes.current;
    const label = tag && this.labels.named(this.goalsOf(tag)[0] ?? "");
    if (label) this.label(label);
  }

  /** @param {string} pair - a further attribute and its value: "certainty=high" */
  setFurther(pair) {
    const tag = this.notes.current;
    const [attribute = "", ...value] = pair.split("=");
    if (tag && this.mayChange(tag)) this.tagging.change(tag.ref, attribute, value.join("="));
  }

  remove() {
    const tag = this.notes.current;
    if (!this.made && (!tag || !this.mayChange(tag))) return;
    this.tagging.remove(this.made || tag?.ref || "");
    this.leaveTag();
    this.paintCursor();
  }

  undo() {
    this.made = "";
    this.tagging.undo();
    this.paintCursor();
    this.coach.tick("undo");
  }

  /** @param {Tag} tag */
  mayChange(tag) {
    if (!tag.editable) this.tell(say("colleagues"));
    return tag.editable;
  }

  clear() {
    if (this.linking.from) return this.linking.stop();
    this.reading.deselect();
    this.cursor.clear();
    this.leaveTag();
    this.paintCursor();
  }

  /** @param {string} words */
  tell(words) {
    this.hint?.remove();
    this.hint = words ? toast(words) : null;
  }
}
