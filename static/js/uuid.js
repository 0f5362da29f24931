/**
 * The numbers by which the server knows a request again.
 *
 * @module uuid
 */

/** @returns {string} a random UUID; over plain http browsers have no `crypto.randomUUID` */
export const uuid = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/gu, (digit) => {
    const [chance = 0] = crypto.getRandomValues(new Uint8Array(1));
    return (Number(digit) ^ (chance & (15 >> (Number(digit) / 4)))).toString(16);
  });
