/**
 * The pages of the studio.  Everything works on what the server sends; these modules save what is typed, keep it
 * where it cannot be saved, and show what others changed.
 *
 * Events on `document`, for whoever shows something beside the form:
 *   studio:edit     at every keystroke; detail {url, file, digest, changes}: the changes that are not saved yet, as
 *                   they are sent to the server
 *   studio:saved    they are in the file; detail {url, file, digest, changes}: those that came since are not
 *   studio:changed  files were saved, here or elsewhere; detail {revision}
 *   studio:form     another form stands in the middle; detail {url, file}
 *   studio:show     sent by others: open a page and show a place in it; detail {url, field, text, words, line}
 */

import htmx from "htmx.org/dist/htmx.esm.js";

import { startAutosave } from "./studio/autosave.js";
import { startControls } from "./studio/controls.js";
import { startHandOff } from "./studio/hand_off.js";
import { startHistory } from "./studio/history.js";
import { startLive } from "./studio/live.js";
import { startPictures } from "./studio/pictures.js";
import { startSectionList } from "./studio/section_list.js";
import { startShowing } from "./studio/showing.js";

window.htmx = htmx;
startControls();
startHistory();
startAutosave(htmx);
startPictures();
startSectionList(htmx);
startShowing(htmx);
startHandOff(htmx);
startLive(htmx);
