import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../static/js/outbox.js";
import { discard, sendStrays, tryAgain } from "../../static/js/refused.js";
import { uuid } from "../../static/js/uuid.js";

const LANE = "project-1-7";

/** @param {number} status @param {object} [body] */
const answer = (status, body = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/** @returns {Store} */
function keptInMemory() {
  /** @type {Map<string, Write>} */
  const writes = new Map();
  return {
    all: async () => [...writes.values()].sort((a, b) => a.order - b.order),
    put: async (write) => {
      writes.set(write.id, { ...write });
    },
    remove: async (id) => {
      writes.delete(id);
    },
  };
}

/**
 * An outbox whose server answers from a list; what it was sent is in `sent`.
 *
 * @param {(Response | Error)[]} answers
 */
function make(answers, store = keptInMemory()) {
  const sent = [];
  const fetch = async (url, { body, headers }) => {
    sent.push({ url, ...Object.fromEntries(body), token: headers["X-CSRFToken"] });
    const next = answers.shift() ?? answer(200);
    if (next instanceof Error) throw next;
    return next;
  };
  const outbox = new Outbox({ store, lane: LANE, csrf: () => "token", fetch, jitter: () => 5 });
  return { outbox, sent, store };
}

/** @param {string} id */
const write = (id) => ({ id, verb: "create", url: "/spans/", body: { label: "quote" } });

/** @param {Outbox} outbox */
async function quiet(outbox) {
  for (let i = 0; i < 100 && (outbox.running || outbox.waiting.length > 0); i++) {
    await new Promise((done) => setTimeout(done, 5));
  }
}

test("writes go one after the other, in order, each with its own key", async () => {
  const { outbox, sent, store } = make([]);

  for (const id of ["a", "b", "c"]) outbox.push(write(id));
  await quiet(outbox);

  assert.deepEqual(
    sent.map((one) => one.request),
    ["a", "b", "c"],
  );
  assert.equal(sent[0].token, "token");
  assert.equal(outbox.condition, "saved");
  assert.deepEqual(await store.all(), []);
});

test("a lost answer is asked for again with the same key, and nothing overtakes", async () => {
  const { outbox, sent } = make([
    new TypeError("no network"),
    answer(503),
    answer(429),
    answer(200),
  ]);

  outbox.push(write("a"));
  outbox.push(write("b"));
  await quiet(outbox);

  assert.deepEqual(
    sent.map((one) => one.request),
    ["a", "a", "a", "a", "b"],
  );
});

test("while the network is away, the condition says so", async () => {
  const { outbox } = make([new TypeError("no network")]);
  const seen = [];
  outbox.addEventListener("state", () => seen.push([outbox.condition, outbox.waiting.length]));

  outbox.push(write("a"));
  outbox.push(write("b"));
  await quiet(outbox);

  assert.deepEqual(seen[0], ["saving", 1]);
  assert.ok(seen.some(([condition, n]) => condition === "offline" && n === 2));
  assert.deepEqual(seen.at(-1), ["saved", 0]);
});

test("what the server refuses waits for a person, and the rest goes on", async () => {
  const { outbox, sent, store } = make([answer(422, { error: "Nothing is selected." })]);

  outbox.push(write("a"));
  outbox.push(write("b"));
  await quiet(outbox);

  assert.deepEqual(
    sent.map((one) => one.request),
    ["a", "b"],
  );
  assert.deepEqual(
    outbox.refused.map((one) => one.error),
    ["Nothing is selected."],
  );
  assert.deepEqual(
    (await store.all()).map((one) => one.id),
    ["a"],
  );
});

test("a refused write can be tried again, or discarded", async () => {
  const { outbox, sent, store } = make([
    answer(409, { error: "No." }),
    answer(404, { error: "No." }),
  ]);
  outbox.push(write("a"));
  outbox.push(write("b"));
  await quiet(outbox);

  await tryAgain(outbox, "a");
  await discard(outbox, "b");
  await quiet(outbox);

  assert.deepEqual(
    sent.map((one) => one.request),
    ["a", "b", "a"],
  );
  assert.deepEqual(outbox.refused, []);
  assert.deepEqual(await store.all(), []);
});

test("signed out, it pauses; signed in again, it goes on", async () => {
  const { outbox, sent } = make([answer(401, { error: "Sign in.", sign_in: "/sign-in/?next=/" })]);

  outbox.push(write("a"));
  await new Promise((done) => setTimeout(done, 30));

  assert.equal(outbox.condition, "signed_out");
  assert.equal(outbox.signIn, "/sign-in/?next=/");
  outbox.push(write("b"));
  assert.equal(sent.length, 1);
  outbox.kick();
  await quiet(outbox);
  assert.deepEqual(
    sent.map((one) => one.request),
    ["a", "a", "b"],
  );
});

test("a page that is not ours, such as a hotel's sign-in, is no answer", async () => {
  const hotel = new Response("<html>", { status: 200, headers: { "Content-Type": "text/html" } });
  const { outbox, sent } = make([hotel, answer(201)]);

  outbox.push(write("a"));
  await quiet(outbox);

  assert.deepEqual(
    sent.map((one) => one.request),
    ["a", "a"],
  );
});

test("what an earlier page left is sent first", async () => {
  const store = keptInMemory();
  await store.put({ ...write("old"), order: 1, lane: LANE });
  await store.put({ ...write("no"), order: 2, lane: LANE, error: "No." });
  const { outbox, sent } = make([], store);

  await outbox.open();
  outbox.push(write("new"));
  await quiet(outbox);

  assert.deepEqual(
    sent.map((one) => one.request),
    ["old", "new"],
  );
  assert.deepEqual(
    outbox.refused.map((one) => one.id),
    ["no"],
  );
});

test("what is pushed before the store is open is not sent twice", async () => {
  const { outbox, sent } = make([]);

  outbox.push(write("a"));
  await outbox.open();
  await quiet(outbox);

  assert.deepEqual(
    sent.map((one) => one.request),
    ["a"],
  );
});

test("the same person's writes on other articles are sent too, others' are not", async () => {
  const store = keptInMemory();
  await store.put({ ...write("mine"), order: 1, lane: "project-1-8" });
  await store.put({ ...write("theirs"), order: 2, lane: "project-2-8" });
  const { outbox, sent } = make([], store);

  await sendStrays(store, outbox);
  await new Promise((done) => setTimeout(done, 30));

  assert.deepEqual(
    sent.map((one) => one.request),
    ["mine"],
  );
});

test("a store that fails loses nothing that waits", async () => {
  const broken = { ...keptInMemory(), put: () => Promise.reject(new Error("full")) };
  const { outbox, sent } = make([], broken);

  outbox.push(write("a"));
  await quiet(outbox);

  assert.deepEqual(
    sent.map((one) => one.request),
    ["a"],
  );
});

test("undoing what the server refuses undoes nothing else", async () => {
  const { outbox, sent, store } = make([answer(200), answer(422, { error: "No." })]);

  outbox.push(write("first"));
  await quiet(outbox);
  outbox.push(write("refused"));
  outbox.push({ ...write("z"), verb: "undo" });
  outbox.push({ ...write("Z"), verb: "redo" });
  await quiet(outbox);

  assert.deepEqual(
    sent.map((one) => one.request),
    ["first", "refused"],
  );
  assert.deepEqual(
    outbox.refused.map((one) => one.id),
    ["refused"],
  );
  assert.deepEqual(
    (await store.all()).map((one) => one.id),
    ["refused"],
  );
});

test("undo takes back the last step that waits, and redo the last undo", () => {
  const { outbox } = make([]);
  outbox.running = true; // nothing is sent

  for (const [id, verb] of [
    ["a", "create"],
    ["b", "create"],
    ["z1", "undo"],
    ["z2", "undo"],
    ["Z1", "redo"],
    ["z3", "undo"],
  ]) {
    outbox.push({ ...write(id), verb });
  }

  assert.deepEqual(
    outbox.waiting.map(({ about }) => about),
    [undefined, undefined, "b", "a", "z2", "Z1"],
  );
});

test("an undo that the server refuses waits for nobody", async () => {
  const { outbox, store } = make([answer(409, { error: "There is nothing to undo." })]);
  const told = [];
  outbox.addEventListener("refused", ({ detail }) => told.push(detail.error));

  outbox.push({ ...write("z"), verb: "undo" });
  await quiet(outbox);

  assert.deepEqual(told, ["There is nothing to undo."]);
  assert.deepEqual([outbox.refused, await store.all()], [[], []]);
});

test("changes of a tag that could not be made wait with it, and go with it", async () => {
  const { outbox, sent, store } = make([answer(409, { error: "Submitted." })]);
  const id = uuid();

  outbox.push({ ...write("a"), body: { id, label: "quote" } });
  outbox.push({ ...write("b"), verb: "change", url: `/spans/${id}/` });
  await quiet(outbox);
  assert.deepEqual(
    outbox.refused.map((one) => [one.id, one.about]),
    [
      ["a", undefined],
      ["b", "a"],
    ],
  );
  await tryAgain(outbox, "a", { start: "7" });
  await quiet(outbox);

  assert.deepEqual(
    sent.map((one) => one.request),
    ["a", "a", "b"],
  );
  assert.equal(sent[1].start, "7");
  assert.deepEqual(await store.all(), []);
});

test("what is discarded takes its company with it", async () => {
  const { outbox, store } = make([answer(409, { error: "Submitted." })]);
  const id = uuid();
  outbox.push({ ...write("a"), body: { id } });
  outbox.push({ ...write("b"), verb: "delete", url: `/spans/${id}/delete/` });
  await quiet(outbox);

  await discard(outbox, "a");

  assert.deepEqual([outbox.refused, await store.all()], [[], []]);
});

test("what another tab had refused is not sent from this one, and can be chosen here", async () => {
  const store = keptInMemory();
  const channel = {};
  const { outbox } = make([], store);
  outbox.channel = channel;
  outbox.running = true; // another tab's turn
  outbox.push(write("a"));
  await store.put({ ...outbox.waiting[0], error: "No." });

  await outbox.readRefused();

  assert.deepEqual([outbox.waiting.length, outbox.refused.map((one) => one.error)], [0, ["No."]]);
});

test("what was refused on another article is shown, and sent there again", async () => {
  const store = keptInMemory();
  await store.put({ ...write("there"), order: 1, lane: "project-1-8", error: "No." });
  const { outbox, sent } = make([], store);
  await outbox.open();
  assert.equal(outbox.refused.length, 1);

  await tryAgain(outbox, "there");
  await sendStrays(store, outbox);
  await new Promise((done) => setTimeout(done, 30));

  assert.deepEqual(
    sent.map((one) => one.request),
    ["there"],
  );
});

test("a store that keeps nothing is known, so that leaving can be warned of", async () => {
  const broken = { ...keptInMemory(), put: () => Promise.reject(new Error("full")) };
  const { outbox } = make([new TypeError("no network")], broken);

  outbox.push(write("a"));
  await new Promise((done) => setTimeout(done, 5));

  assert.equal(outbox.kept, false);
});

test("keys are random UUIDs, also where the browser makes none", () => {
  const made = new Set(Array.from({ length: 200 }, uuid));

  assert.equal(made.size, 200);
  for (const one of made) {
    assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  }
});
