import { readFileSync } from "node:fs";

/** @param {string} name @returns {any} the cases that server and browser share */
export const vectors = (name) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));

/** @param {[number, number]} pair */
export const span = ([start, end]) => ({ start, end });

/** @param {string} text @param {{start: number, end: number}} part */
export const slice = (text, part) => [...text].slice(part.start, part.end).join("");

/** @param {string} text @param {{start: number, end: number}[]} parts */
export const words = (text, parts) => parts.map((part) => slice(text, part));
