import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Asking, Since } from "../../static/js/asking.js";

/** @type {Asking[]} */
const made = [];

beforeEach(() => {
  globalThis.document = { hidden: false };
});

afterEach(() => {
  for (const asking of made.splice(0)) asking.stop(); // its timer would keep a failed test alive
});

/** @param {number} status @param {object} [body] */
const answer = (status, body) =>
  new Response(body && JSON.stringify(body), {
    status,
    headers: body ? { "Content-Type": "application/json" } : {},
  });

/** @param {number} change @param {object} [more] */
const news = (change, more = {}) => answer(200, { change, stand: `s${change}`, ...more });

/**
 * Somebody who asks a server that answers from a list, by a clock that only this test moves.
 *
 * @param {(Response | Error)[]} answers
 */
function make(answers, since = new Since(0)) {
  const clock = { now: 0 };
  const [asked, taken, ended] = [[], [], []];
  const asking = new Asking({
    address: "/changes/",
    every: 4,
    since,
    stand: "s0",
    take: (told, fresh) => taken.push([told.change, fresh]),
    end: (why) => ended.push(why),
    fetch: async (url) => {
      asked.push(new URL(url, "https://x.test").search.slice(1));
      const next = answers.shift() ?? answer(204);
      if (next instanceof Error) throw next;
      return next;
    },
    now: () => clock.now,
    jitter: () => 1,
  });
  made.push(asking);
  return { asking, since, clock, asked, taken, ended };
}

test("each question begins where the last answer ended", async () => {
  const { asking, asked, taken } = make([news(3), answer(204), news(5)]);

  for (let i = 0; i < 3; i++) await asking.ask();
  asking.stop();

  assert.deepEqual(asked, ["since=0&stand=s0", "since=3&stand=s3", "since=3&stand=s3"]);
  assert.deepEqual(taken, [
    [3, true],
    [5, true],
  ]);
});

test("it asks more slowly while nobody does anything, and not at all once they have left", () => {
  const { asking, clock } = make([]);
  assert.equal(asking.wait, 4000);

  clock.now = 61_000;
  assert.equal(asking.wait, 12_000);
  clock.now = 601_000;
  assert.equal(asking.wait, 0);
});

test("it rests while the page is hidden, and asks at once when somebody is back", async () => {
  const { asking, asked } = make([]);
  document.hidden = true;
  await asking.ask();
  assert.equal(asking.timer, undefined);
  asking.kick();
  assert.equal(asked.length, 1);

  document.hidden = false;
  asking.sign();
  asking.stop();
  assert.equal(asked.length, 2);
});

test("a sign of somebody does not hurry who is asking anyway", async () => {
  const { asking, asked } = make([]);
  await asking.ask();
  asking.sign();
  asking.stop();

  assert.equal(asked.length, 1);
});

test("where the server cannot be reached it is asked ever more slowly, and then as before", async () => {
  const lost = [new Error("no network"), answer(502), answer(200), answer(500, {})];
  const { asking, ended } = make(lost);
  const waits = [];
  for (let i = 0; i < 5; i++) {
    await asking.ask();
    waits.push(asking.wait);
  }
  asking.stop();

  assert.deepEqual(waits, [8000, 16_000, 32_000, 60_000, 4000]);
  assert.deepEqual(ended, []);
});

test("for who is signed out it is asked seldom, and at once when they are back", async () => {
  const { asking, asked, ended } = make([answer(401, { error: "Sign in" })]);
  await asking.ask();
  assert.equal(asking.wait, 60_000);
  for (let i = 0; i < 5; i++) asking.sign(); // the pointer moves

  assert.equal(asked.length, 1);
  asking.kick();
  asking.stop();
  assert.equal(asked.length, 2);
  assert.deepEqual(ended, []);
});

test("a moving pointer does not hurry who cannot reach the server", async () => {
  const { asking, asked } = make([new Error("no network"), new Error("no network")]);
  await asking.ask();
  const running = asking.ask();
  for (let i = 0; i < 5; i++) asking.sign();
  await running;
  asking.stop();

  assert.equal(asked.length, 2);
  assert.equal(asking.wait, 16_000);
});

for (const [status, why] of [
  [404, ["gone"]],
  [403, ["refused"]],
  [410, []],
  [422, []],
]) {
  test(`after ${status} it asks no more`, async () => {
    const { asking, ended } = make([answer(status, { error: "Why" })]);
    await asking.ask();

    assert.equal(asking.over, true);
    assert.deepEqual(ended, why);
  });
}

test("a page whose time has ended asks no more, and is told so", async () => {
  const { asking, taken } = make([news(2, { over: true })]);
  await asking.ask();
  asking.kick();

  assert.equal(asking.over, true);
  assert.deepEqual(taken, [[2, true]]);
});

test("one's own tags are not asked for again if nothing of others lies between", () => {
  const since = new Since(4);
  since.wrote(5, 1);
  assert.equal(since.change, 5);
  since.wrote(8, 3);
  assert.equal(since.change, 8);

  since.wrote(10, 1); // 9 is somebody else's
  assert.equal(since.change, 8);
});

test("what was on its way while something newer was saved is asked for once more", async () => {
  const { asking, since, taken, asked } = make([news(5), news(7)]);
  since.change = 4;
  const running = asking.ask();
  since.wrote(6, 1);
  await running;
  assert.deepEqual(taken, [[5, false]]);

  await asking.ask();
  asking.stop();
  assert.deepEqual(asked, ["since=4&stand=s0", "since=4&stand=s0"]);
  assert.deepEqual(taken[1], [7, true]);
  assert.equal(since.change, 7);
});

test("an answer to a write that comes late does not hide what is newer", () => {
  const since = new Since(9);
  since.wrote(7, 1); // its rows, from before 8 and 9, have just been put in place
  assert.equal(since.change, 7);

  assert.equal(since.take(9, 10), true); // asked before that: 8 and 9 are not among it
  assert.equal(since.change, 7);
});
