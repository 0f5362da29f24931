// Prints, as JSON, the fewest keys for each example whose number is given: what a browser test then presses.
import { example, Hand } from "./keystrokes.js";
import { vectors } from "./vectors.js";

const wanted = new Set(process.argv.slice(2).map(Number));
const found = vectors("keystrokes.json")
  .examples.filter(({ number }) => wanted.has(number))
  .map(({ text, labels }) => {
    const { plain, spans } = example(text);
    const hand = new Hand(plain);
    const tags = spans.map((span, k) => [labels[k], hand.reading.words(hand.reading.tidy(span))]);
    return { text: plain, keys: [...hand.fewest(spans, labels)], tags };
  });
console.log(JSON.stringify(found));
