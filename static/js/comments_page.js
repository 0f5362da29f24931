/**
 * The page of comments: names are completed and drafts kept as beside the text.
 *
 * @module comments_page
 */

import { Drafts } from "./drafts.js";
import { startMentions } from "./mentions.js";

const SENT = "xiwen-draft-sent";

const root = /** @type {HTMLElement} */ (document.querySelector("main"));
const drafts = new Drafts(root, () => location.pathname);

const sent = sessionStorage.getItem(SENT);
sessionStorage.removeItem(SENT);
if (sent && !root.querySelector("[role=alert]")) drafts.forget(sent);
drafts.restore();
startMentions(root);

root.addEventListener("submit", (event) => {
  const { draft } = /** @type {HTMLFormElement} */ (event.target).dataset;
  if (draft) sessionStorage.setItem(SENT, draft);
});
