import assert from "node:assert/strict";
import { test } from "node:test";
import * as breaks from "../../static/js/breaks.js";
import { Cursor, moved, movedByClause } from "../../static/js/cursor.js";
import { Reading } from "../../static/js/reading.js";
import { page } from "./dom.js";

/** @param {string[]} blocks */
function make(blocks, begin = 0) {
  let start = 0;
  const rows = blocks.map((text, k) => {
    const length = [...text].length;
    const row = `<div class="row" id="b${k}"><p class="blk" data-o="${start}" data-n="${length}">${text}</p></div>`;
    start += length + 1;
    return row;
  });
  const reading = new Reading(page(rows.join("")).body);
  reading.breaks = breaks;
  const cursor = new Cursor(reading, () => begin);
  const words = () => {
    const text = blocks.join("\n");
    return cursor.place && [...text].slice(cursor.place.start, cursor.place.end).join("");
  };
  return { reading, cursor, words };
}

test("J walks through sentences over blocks without any", () => {
  const { cursor, words } = make(["标题", "", "市长😀来了。他没说话。", "完。"]);
  const seen = [];

  for (let i = 0; i < 5; i++) {
    cursor.sentence(1);
    seen.push(words());
  }

  assert.deepEqual(seen, ["标题", "市长😀来了。", "他没说话。", "完。", "完。"]);
});

test("K walks back, and stays at the first", () => {
  const { cursor, words } = make(["标题", "市长来了。他没说话。"]);

  for (const direction of [1, 1, 1, -1, -1, -1]) cursor.sentence(direction);

  assert.equal(words(), "标题");
});

test("the first J takes the first sentence on the screen", () => {
  const { cursor, words } = make(["标题", "市长来了。他没说话。"], 8);

  cursor.sentence(1);

  assert.equal(words(), "他没说话。");
});

test("J goes on from a tag", () => {
  const { cursor, words } = make(["市长来了。他没说话。完。"]);

  cursor.sentence(1, { start: 6, end: 8 });

  assert.equal(words(), "完。");
});

test("Shift+J extends, over blocks too", () => {
  const { cursor, words } = make(["一。二。", "三。"]);

  cursor.sentence(1);
  cursor.extend(1);
  cursor.extend(1);

  assert.equal(words(), "一。二。\n三。");
});

test("clauses go on into the next sentence", () => {
  const { cursor, words } = make(["市长说，桥好，路坏。完。"]);
  const seen = [];

  cursor.sentence(1);
  for (let i = 0; i < 4; i++) {
    cursor.clause(1);
    seen.push(words());
  }
  cursor.clause(-1);
  seen.push(words());

  assert.deepEqual(seen, ["市长说，", "桥好，", "路坏。", "完。", "路坏。"]);
});

test("L and H move the end by a word, and never make it empty", () => {
  const { reading } = make(["李𠮷野说好"]);
  const whole = ["李𠮷野"];

  assert.deepEqual(moved(reading, { start: 0, end: 3 }, "end", 1, whole), { start: 0, end: 4 });
  assert.deepEqual(moved(reading, { start: 0, end: 3 }, "end", -1, whole), { start: 0, end: 3 });
  assert.deepEqual(moved(reading, { start: 0, end: 4 }, "start", 1, whole), { start: 3, end: 4 });
});

test("no key is spent on a comma, a blank or half a pair of marks", () => {
  const { reading } = make(["他来，我走。“好” 的"]);
  const slice = (span) => reading.words(span);

  assert.equal(slice(moved(reading, { start: 0, end: 2 }, "end", 1, [])), "他来，我");
  assert.equal(slice(moved(reading, { start: 0, end: 4 }, "end", -1, [])), "他来");
  assert.equal(slice(moved(reading, { start: 0, end: 6 }, "end", -1, [])), "他来，我");
  assert.equal(slice(moved(reading, { start: 6, end: 9 }, "start", 1, [])), "好");
});

test("a bracket moves an end by one character as a reader sees it", () => {
  const { reading } = make(["好e\u0301👩‍👩‍👧𠮷了"]);
  const seen = [];

  for (let span = { start: 0, end: 1 }; ; ) {
    const next = moved(reading, span, "end", 1, "character");
    if (next.end === span.end) break;
    seen.push(reading.words(next));
    span = next;
  }

  assert.deepEqual(seen, [
    "好e\u0301",
    "好e\u0301👩‍👩‍👧",
    "好e\u0301👩‍👩‍👧𠮷",
    "好e\u0301👩‍👩‍👧𠮷了",
  ]);
  assert.equal(
    reading.words(moved(reading, { start: 0, end: 3 }, "start", 1, "character")),
    "e\u0301",
  );
});

test("the end goes from clause to clause, and back", () => {
  const { reading } = make(["市长说，桥好，路坏。完。"]);
  const slice = (span) => reading.words(span);

  const two = movedByClause(reading, { start: 4, end: 6 }, 1);
  assert.equal(slice(two), "桥好，路坏");
  assert.equal(slice(movedByClause(reading, two, -1)), "桥好");
  assert.equal(slice(movedByClause(reading, { start: 0, end: 2 }, -1)), "市长");
});

test("a swapped row is read anew, and keeps its place", () => {
  const { reading } = make(["一。", "二😀。"]);

  reading.swap({
    b1: '<div class="row" id="b1"><p class="blk" data-o="3" data-n="3">二<mark data-a="1">😀</mark>。</p></div>',
  });

  assert.equal(reading.range({ start: 4, end: 5 }).toString(), "😀");
});

test("a span over two blocks keeps both ends", () => {
  const { reading } = make(["一，二。", "三，四。"]);

  assert.deepEqual(reading.tidy({ start: 2, end: 7 }), { start: 2, end: 7 });
  assert.deepEqual(reading.tidy({ start: 1, end: 4 }), { start: 2, end: 3 });
});
