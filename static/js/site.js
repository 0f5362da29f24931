/**
 * What every page needs.
 *
 * @module site
 */

import { startCopying } from "./copy.js";
import { startMenus, startSendingOnce } from "./manners.js";
import { startToasts } from "./toasts.js";

startToasts();
startMenus();
startCopying();
startSendingOnce();
