/**
 * The page of the guidelines: going from hit to hit.
 *
 * @module guide_page
 */

import { startHits } from "./hits.js";

startHits(document);
if (!location.hash) document.querySelector("#hit-1")?.scrollIntoView({ block: "center" });
