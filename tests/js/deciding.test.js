import assert from "node:assert/strict";
import { test } from "node:test";
import { meant } from "../../static/js/deciding.js";

const calm = { inField: false, onButton: false, editing: false, single: true };

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

test("a digit takes a candidate, A takes all, X takes none", () => {
  for (const key of ["1", "9", "a", "x"]) {
    assert.deepEqual(meant(press(key), calm), { name: "choose", value: key });
  }
  assert.deepEqual(meant(press("1", { code: "Numpad1" }), calm), { name: "choose", value: "1" });
});

test("J and K go on and back, Z undoes, Shift and Z does again, G is a gap, E edits", () => {
  assert.deepEqual(meant(press("j"), calm), { name: "go", value: "on" });
  assert.deepEqual(meant(press("k"), calm), { name: "go", value: "back" });
  assert.deepEqual(meant(press("z"), calm), { name: "undo" });
  assert.deepEqual(meant(press("Z", { shiftKey: true }), calm), { name: "redo" });
  assert.deepEqual(meant(press("g"), calm), { name: "gap" });
  assert.deepEqual(meant(press("e"), calm), { name: "edit" });
});

test("Control and Enter finish, even with single keys switched off and from a field", () => {
  const off = { ...calm, single: false, inField: true };
  assert.deepEqual(meant(press("Enter", { ctrlKey: true }), off), { name: "finish" });
  assert.deepEqual(meant(press("Enter", { metaKey: true }), off), { name: "finish" });
});

test("what a browser means by other keys with Control stays the browser's", () => {
  assert.equal(meant(press("a", { ctrlKey: true }), calm), null);
  assert.equal(meant(press("z", { metaKey: true }), calm), null);
});

test("while something is edited, digits name labels and H and L move the ends", () => {
  const editing = { ...calm, editing: true };
  assert.deepEqual(meant(press("2"), editing), { name: "label", value: "2" });
  assert.deepEqual(meant(press("l"), editing), { name: "move", edge: "end", direction: 1 });
  assert.deepEqual(meant(press("H", { shiftKey: true }), editing), {
    name: "move",
    edge: "start",
    direction: -1,
  });
  assert.deepEqual(meant(press("]"), editing), {
    name: "move",
    edge: "end",
    direction: 1,
    byOne: true,
  });
  assert.deepEqual(meant(press("s"), editing), { name: "snap" });
  assert.equal(meant(press("s"), calm), null);
  assert.equal(meant(press("x"), editing), null);
});

test("Enter and Escape end editing, but Enter on a button presses the button", () => {
  const editing = { ...calm, editing: true };
  assert.deepEqual(meant(press("Enter"), { ...editing, inField: true }), { name: "confirm" });
  assert.equal(meant(press("Enter"), { ...editing, onButton: true }), null);
  assert.deepEqual(meant(press("Escape"), editing), { name: "leave" });
  assert.equal(meant(press("Enter"), calm), null);
  assert.equal(meant(press("Escape"), calm), null);
});

test("single keys do nothing in a field, while an input method composes, or switched off", () => {
  for (const where of [
    { ...calm, inField: true },
    { ...calm, single: false },
  ]) {
    assert.equal(meant(press("1"), where), null);
    assert.equal(meant(press("x"), where), null);
  }
  assert.equal(meant(press("1", { isComposing: true }), calm), null);
});
