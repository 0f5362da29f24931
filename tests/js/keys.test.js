import assert from "node:assert/strict";
import { test } from "node:test";
import { Keys, keyFrom, usualKey } from "../../static/js/keys.js";
import { vectors } from "./vectors.js";

const inText = { inText: true, inField: false, single: true };

/** @param {object} event @param {object} where @param {Record<string, string>} [map] */
const commandFor = (event, where, map) => new Keys(map).commandFor(event, where);

/** @param {string} key @param {object} [rest] */
const press = (key, rest = {}) => ({
  key,
  code: "",
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...rest,
});

test("J goes to the next sentence, Shift+J extends to it", () => {
  assert.deepEqual(commandFor(press("j"), inText), { name: "sentence", direction: 1 });
  assert.deepEqual(commandFor(press("J", { shiftKey: true }), inText), {
    name: "extend",
    direction: 1,
  });
});

test("Caps Lock changes nothing", () => {
  assert.deepEqual(commandFor(press("J"), inText), { name: "sentence", direction: 1 });
});

test("a digit means a label, on the number pad and on a French keyboard too", () => {
  const label = { name: "label", digit: "2" };

  assert.deepEqual(commandFor(press("2", { code: "Digit2" }), inText), label);
  assert.deepEqual(commandFor(press("2", { code: "Numpad2" }), inText), label);
  assert.deepEqual(commandFor(press("é", { code: "Digit2" }), inText), label);
});

test("keys that an input method hides are told by their place", () => {
  assert.equal(commandFor(press("Process", { code: "KeyJ" }), inText)?.name, "sentence");
  assert.deepEqual(commandFor(press("Process", { code: "Digit2" }), inText)?.digit, "2");
  assert.equal(
    commandFor(press("Process", { code: "Slash", shiftKey: true }), inText)?.name,
    "help",
  );
  assert.equal(commandFor(press("Process", { code: "Comma" }), inText)?.direction, -1);
});

test("Chinese punctuation works like its Latin sister", () => {
  assert.equal(commandFor(press("。"), inText)?.direction, 1);
  assert.equal(commandFor(press("？", { shiftKey: true }), inText)?.name, "help");
});

test("nothing happens while an input method composes, or in a form field", () => {
  assert.equal(commandFor(press("j", { isComposing: true }), inText), null);
  assert.equal(commandFor(press("j"), { ...inText, inField: true }), null);
  assert.equal(commandFor(press("Enter", { ctrlKey: true }), { ...inText, inField: true }), null);
});

test("the browser keeps its own shortcuts", () => {
  for (const held of ["ctrlKey", "metaKey", "altKey"]) {
    assert.equal(commandFor(press("z", { [held]: true }), inText), null);
  }
});

test("Ctrl+Enter and Cmd+Enter submit", () => {
  assert.deepEqual(commandFor(press("Enter", { ctrlKey: true }), inText), { name: "submit" });
  assert.deepEqual(commandFor(press("Enter", { metaKey: true }), inText), { name: "submit" });
});

test("arrows and Enter act in the text only", () => {
  assert.equal(commandFor(press("ArrowDown"), inText)?.name, "sentence");
  assert.equal(commandFor(press("Enter"), inText)?.name, "confirm");
  assert.equal(commandFor(press("ArrowDown"), { ...inText, inText: false }), null);
  assert.equal(commandFor(press("Enter"), { ...inText, inText: false }), null);
});

test("with single keys off, named keys still work", () => {
  const off = { ...inText, single: false };

  assert.equal(commandFor(press("j"), off), null);
  assert.equal(commandFor(press("2", { code: "Digit2" }), off), null);
  assert.equal(commandFor(press("Delete"), off)?.name, "delete");
  assert.equal(commandFor(press("Escape"), off)?.name, "clear");
});

test("Tab is never taken", () => {
  assert.equal(commandFor(press("Tab"), inText), null);
});

test("> and < add and drop a clause, brackets move an end by one character", () => {
  assert.deepEqual(commandFor(press(">", { shiftKey: true }), inText), {
    name: "clauses",
    direction: 1,
  });
  assert.deepEqual(commandFor(press("》", { shiftKey: true }), inText), {
    name: "clauses",
    direction: 1,
  });
  assert.deepEqual(commandFor(press("Process", { code: "Comma", shiftKey: true }), inText), {
    name: "clauses",
    direction: -1,
  });
  assert.deepEqual(commandFor(press("["), inText), {
    name: "character",
    direction: -1,
    edge: "end",
  });
  assert.equal(commandFor(press("{", { shiftKey: true }), inText)?.edge, "start");
});

test("G is for guidelines", () => {
  assert.equal(commandFor(press("g"), inText)?.name, "guidelines");
});

test("a held key submits once", () => {
  const held = { ...press("Enter", { ctrlKey: true }), repeat: true };
  assert.equal(commandFor(held, inText), null);
  assert.equal(commandFor({ ...held, repeat: false }, inText)?.name, "submit");
});

test("C is for comments", () => {
  assert.equal(commandFor(press("c"), inText)?.name, "comment");
});

test("a person's own key does what they chose, and the usual one nothing more", () => {
  const map = { next_sentence: "w", redo: "Y" };

  assert.equal(commandFor(press("w"), inText, map)?.name, "sentence");
  assert.equal(commandFor(press("Y", { shiftKey: true }), inText, map)?.name, "redo");
  assert.equal(commandFor(press("j"), inText, map), null);
  assert.equal(commandFor(press("k"), inText, map)?.direction, -1);
});

test("two actions may change places", () => {
  const map = { next_sentence: "k", previous_sentence: "j" };

  assert.equal(commandFor(press("j"), inText, map)?.direction, -1);
  assert.equal(commandFor(press("k"), inText, map)?.direction, 1);
});

test("a key that types nothing means nothing", () => {
  assert.equal(commandFor(press("Unidentified"), inText), null);
  assert.equal(commandFor(press("Dead", { code: "BracketLeft" }), inText), null);
  assert.equal(keyFrom(press("Process", { code: "F13" })), "");
});

test("the server knows the same actions and the same usual keys", () => {
  assert.deepEqual(
    Object.fromEntries(new Keys().actions.map((action) => [action, usualKey(action)])),
    vectors("keys.json"),
  );
});
