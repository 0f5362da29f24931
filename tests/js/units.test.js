import assert from "node:assert/strict";
import { test } from "node:test";
import { wholeWords, wordEdges } from "../../static/js/breaks.js";
import { clauses, graphemeSafe, sentences, trim } from "../../static/js/units.js";
import { span, vectors, words } from "./vectors.js";

const cases = vectors("units.json");

for (const { text, spans } of cases.sentences) {
  test(`the sentences of ${JSON.stringify(text)}`, () => {
    const found = sentences(text);

    assert.deepEqual(words(text, found), words(text, spans.map(span)));
    assert.deepEqual(found, spans.map(span));
  });
}

for (const { text, sentence, spans } of cases.clauses) {
  test(`the clauses of ${JSON.stringify(text)}`, () => {
    assert.deepEqual(clauses(text, span(sentence)), spans.map(span));
  });
}

for (const { text, given, span: expected, empty } of cases.trim) {
  test(`trimming ${JSON.stringify(text)} from ${given}`, () => {
    const trimmed = trim(text, span(given));

    if (empty) assert.ok(trimmed.start >= trimmed.end);
    else assert.deepEqual(trimmed, span(expected));
  });
}

for (const { text, given, span: expected } of cases.graphemes) {
  test(`no character of ${JSON.stringify(text)} is cut at ${given}`, () => {
    assert.deepEqual(graphemeSafe(text, span(given)), span(expected));
  });
}

test("sentences count from the start of the article", () => {
  assert.deepEqual(sentences("😀好。走。", 100), [
    { start: 100, end: 103 },
    { start: 103, end: 105 },
  ]);
});

test("a foreign name with a middle dot is one word", () => {
  const text = "发言人德米特里·佩斯科夫说";

  const edges = wordEdges(text);

  assert.ok(edges.includes(3) && edges.includes(12));
  assert.ok(!edges.some((edge) => edge > 3 && edge < 12));
});

test("a Latin name in brackets is one word", () => {
  const edges = wordEdges("韦尔（Martin Vell）说");

  assert.ok(!edges.some((edge) => edge > 2 && edge < 15));
});

test("what is tagged already is one word, 𠮷 included", () => {
  const text = "李𠮷野和李𠮷野";

  const edges = wordEdges(text, ["李𠮷野"]);

  assert.deepEqual(edges, [0, 3, 4, 7]);
});

for (const { text, terms, spans } of cases.whole) {
  test(`what stays whole in ${JSON.stringify(text)}`, () => {
    assert.deepEqual(wholeWords(text, terms), spans);
  });
}

test("a term that lies inside a longer one does not cut it", () => {
  assert.deepEqual(wordEdges("青河大桥", ["青河", "青河大桥"]), [0, 4]);
});
