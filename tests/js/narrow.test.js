import assert from "node:assert/strict";
import { test } from "node:test";
import { narrowToQuote, narrowToSpeaker } from "../../static/js/narrow.js";
import { toSpan, toStretch } from "../../static/js/offsets.js";
import { attributions } from "../../static/js/speaking.js";
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
      const found = attributions(text, toStretch(text, span(sentence)));

      const sources = found.map(({ source }) => toSpan(text, source));
      assert.deepEqual(words(text, sources), words(text, all.map(span)));
    });
  }
}
