import assert from "node:assert/strict";
import { test } from "node:test";
import "../../static/js/english.js";
import { narrowToQuote, narrowToSpeaker } from "../../static/js/narrow.js";
import { flat } from "../../static/js/offsets.js";
import { attributions } from "../../static/js/speaking.js";
import { sentences, trim } from "../../static/js/units.js";
import { slice, span, vectors, words } from "./vectors.js";

for (const { text, sentence, quote, speaker, speakers: all, why } of vectors("narrowing.json")
  .cases) {
  const name = `${slice(text, span(sentence))}${why ? ` (${why})` : ""}`;

  test(`quote in ${name}`, () => {
    const found = narrowToQuote(text, span(sentence));

    assert.equal(slice(text, found), slice(text, span(quote)));
    assert.deepEqual(found, span(quote));
  });

  test(`speaker in ${name}`, () => {
    const found = narrowToSpeaker(text, span(sentence));

    assert.equal(found && slice(text, found), speaker && slice(text, span(speaker)));
    assert.deepEqual(found, speaker && span(speaker));
  });

  if (all) {
    test(`all who speak in ${name}`, () => {
      const found = attributions(flat(text), sentence);

      const sources = found.map(({ source }) => span(source));
      assert.deepEqual(words(text, sources), words(text, all.map(span)));
    });
  }
}

for (const text of [
  "说".repeat(200_000),
  "王说".repeat(500),
  `${"对".repeat(42)}（，）说`,
  `${"A'".repeat(499)} said`,
  "“".repeat(50_000) + "」".repeat(50_000),
  `（${" ".repeat(100_000)}好）`,
  "（".repeat(50_000) + "）".repeat(50_000),
]) {
  test(`${text.slice(0, 4)}… does not keep the browser busy`, () => {
    const started = performance.now();

    for (const one of sentences(text)) {
      narrowToQuote(text, one);
      narrowToSpeaker(text, one);
      trim(text, { start: one.start + 1, end: one.end - 1 });
    }

    assert.ok(performance.now() - started < 1000);
  });
}
