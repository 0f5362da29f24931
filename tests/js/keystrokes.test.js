import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { example, Hand } from "./keystrokes.js";
import { vectors } from "./vectors.js";

const MOST = 4.5; // keys for each tag, all in
const GUIDELINE = new URL("../../../shared/domain/DOMAIN.md", import.meta.url);
const { examples } = vectors("keystrokes.json");

/** @param {{text: string, labels: string[]}} one @returns {string} */
function keysFor({ text, labels }) {
  const { plain, spans } = example(text);
  return spans.length === 0 ? "" : new Hand(plain).fewest(spans, labels);
}

/** @param {{text: string, labels: string[]}[]} all */
function keysForEach(all) {
  const spans = all.reduce((sum, { labels }) => sum + labels.length, 0);
  const keys = all.reduce((sum, one) => sum + keysFor(one).length, 0);
  return { spans, keys, each: keys / spans };
}

test("the worked examples, in other words, take few keys", (t) => {
  const { spans, keys, each } = keysForEach(examples);

  t.diagnostic(`${spans} tags, ${keys} keys: ${each.toFixed(2)} for each`);
  assert.ok(spans > 50);
  assert.ok(each <= MOST, `${each} keys for each tag`);
});

/** The labels of what the guideline brackets, in the order of the opening brackets. */
const BRACKETED = {
  1: "quote source",
  2: "quote",
  3: "source quote",
  4: "claim claim",
  7: "source quote claim",
  8: "source claim claim",
  9: "opinion",
  10: "source",
  11: "source source quote",
  12: "source quote",
  13: "quote source quote",
  14: "claim quote",
  15: "claim",
  16: "quote source source",
  17: "quote",
  18: "source",
  19: "source source quote",
  20: "source source quote",
  21: "source quote",
  22: "claim",
  23: "source quote",
  24: "source source quote quote",
  25: "claim",
  26: "claim",
};

/** The examples as they are written there; what they leave out is filled in. */
function fromGuideline() {
  const rows = readFileSync(GUIDELINE, "utf8").matchAll(/^\| (\d+) \| \d{3} \| (.*?) \|/gmu);
  return [...rows].flatMap(([, number, text]) => {
    const labels = BRACKETED[number]?.split(" ");
    return labels ? [{ text: text.replaceAll("…", "某某"), labels }] : [];
  });
}

test("the worked examples of the guideline take few keys", {
  skip: !existsSync(GUIDELINE) && "shared/domain is not beside this checkout.",
}, (t) => {
  const { spans, keys, each } = keysForEach(fromGuideline());

  t.diagnostic(`${spans} tags, ${keys} keys: ${each.toFixed(2)} for each`);
  assert.ok(spans > 40);
  assert.ok(each <= MOST, `${each} keys for each tag`);
});

test("two keys tag the quotation, one more its speaker", () => {
  assert.equal(
    keysFor({ text: "【市长】说：【“桥好😀。”】他走了。", labels: ["source", "quote"] }).length,
    3,
  );
});

test("a term of the project is gone over with one key", () => {
  const [text, labels] = ["他说【青河大桥】好", ["claim"]];
  const { plain, spans } = example(text);

  const without = new Hand(plain).fewest(spans, labels);
  const withTerm = new Hand(plain, ["青河大桥"]).fewest(spans, labels);

  assert.ok(withTerm.length <= without.length);
});
