import assert from "node:assert/strict";
import { test } from "node:test";
import { Reading } from "../../static/js/reading.js";
import { snapped } from "../../static/js/snapping.js";
import { page } from "./dom.js";

/** @param {string} text */
const reading = (text) =>
  new Reading(
    page(
      `<div class="row" id="b0"><p class="blk" data-o="0" data-n="${[...text].length}">${text}</p></div>`,
    ).body,
  );

const TEXT = "市长😀来了，大桥𠮷明年通车。他没说话，也没笑é。";
/** @param {number} start @param {number} end */
const words = (start, end) => {
  const span = snapped(reading(TEXT), { start, end });
  return [...TEXT].slice(span.start, span.end).join("");
};

for (const [start, end, whole] of /** @type {[number, number, string][]} */ ([
  [1, 4, "市长😀来了"],
  [8, 12, "大桥𠮷明年通车"],
  [5, 15, "大桥𠮷明年通车"],
  [7, 20, "大桥𠮷明年通车。他没说话"],
  [13, 19, "他没说话"],
  [21, 22, "也没笑é"],
  [2, 3, "市长😀来了"],
])) {
  test(`${start} to ${end} becomes whole clauses: ${whole}`, () => {
    assert.equal(words(start, end), whole);
  });
}

test("snapping what is snapped changes nothing", () => {
  const page = reading(TEXT);
  const once = snapped(page, { start: 8, end: 12 });
  assert.deepEqual(snapped(page, once), once);
});
