import assert from "node:assert/strict";
import { test } from "node:test";
import {
  blockText,
  domToPoint,
  index,
  pointsIn,
  rangeToSpan,
  spanToRange,
  unitsAt,
} from "../../static/js/offsets.js";
import { page, ROWS } from "./dom.js";
import { vectors } from "./vectors.js";

for (const { text, units_and_points: pairs } of vectors("offsets.json").cases) {
  test(`UTF-16 units and code points of ${JSON.stringify(text)}`, () => {
    for (const [units, points] of pairs) {
      assert.equal(pointsIn(text.slice(0, units)), points);
      assert.equal(unitsAt(text, points), units);
    }
    assert.equal(pointsIn(text), pairs.at(-1)[1]);
  });
}

test("a block reads as the server counts it", () => {
  const blocks = index(page(ROWS).body).blocks;

  assert.deepEqual(blocks.map(blockText), ["标题😀𠮷", "他说：好。第\n二行e\u0301走。"]);
});

test("every span comes back from the page as it went in", () => {
  const at = index(page(ROWS).body);

  for (const [from, to] of [
    [0, 4],
    [5, 17],
  ]) {
    for (let start = from; start < to; start++) {
      for (let end = start + 1; end <= to; end++) {
        assert.deepEqual(rangeToSpan(at, spanToRange(at, { start, end })), { start, end });
      }
    }
  }
});

test("a span over two blocks comes back as it went in", () => {
  const at = index(page(ROWS).body);

  assert.deepEqual(rangeToSpan(at, spanToRange(at, { start: 2, end: 8 })), { start: 2, end: 8 });
});

test("a place between blocks is the end of the first", () => {
  const document = page(ROWS);
  const at = index(document.body);

  assert.equal(domToPoint(at, document.querySelector("#b1"), 0), 4);
});

test("what does not count has no width", () => {
  const document = page(ROWS);
  const at = index(document.body);
  const image = document.querySelector("span[data-x]").firstChild;

  assert.equal(domToPoint(at, image, 0), 10);
  assert.equal(domToPoint(at, image, 2), 10);
});
