import assert from "node:assert/strict";
import { test } from "node:test";
import * as english from "../../static/js/english.js";
import * as lexicon from "../../static/js/lexicon.js";
import * as names from "../../static/js/names.js";
import { vectors } from "./vectors.js";

test("the browser's words are the server's words", () => {
  assert.deepEqual({ ...lexicon, ...names, ...english }, vectors("lexicon.json"));
});
