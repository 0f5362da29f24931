/**
 * What every page needs.
 *
 * @module site
 */

import { startCopying } from "./copy.js";
import { startMenus } from "./menus.js";
import { startSendingOnce } from "./once.js";
import { startToasts } from "./toasts.js";

startToasts();
startMenus();
startCopying();
startSendingOnce();
