/** What is saved elsewhere shows up by itself, and never in a field in which someone is writing. */

import { isPending, isSaving, savedSoFar, say } from "./autosave.js";
import { fieldElements, form, isFocused, keyOf, same, setValue, valueOf } from "./fields.js";

let htmx = null;
let updates = null;
let announced = null;
let refreshing = false;
let again = false;
let whole = false; // whether the form is to be shown anew as a whole
const LEFT = ["section-list", "things"];
const served = new Map(); // id of a block -> its HTML as the server last sent it

const parsed = async answer => new DOMParser().parseFromString(await answer.text(), "text/html");

/** Fetch the page anew and take over what differs. */
export async function refresh(wholly = false) {
  whole ||= wholly;
  if (refreshing) {
    again = true;
    return;
  }
  refreshing = true;
  try {
    do {
      again = false;
      const before = savedSoFar();
      const answer = await fetch(location.pathname, { headers: { "HX-Request": "true", "Studio-Waits": "yes" } });
      if (!answer.ok) {
        if (answer.status === 404) gone();
        continue;
      }
      const fresh = await parsed(answer);
      // Another section may have been opened meanwhile; its address comes a moment after it.
      if (fresh.getElementById("form")?.dataset.url !== form()?.dataset.url) continue;
      if (before !== savedSoFar()) {
        again = true;
        continue;
      }
      takeLeft(fresh);
      takeForm(fresh.getElementById("form"));
    } while (again);
  } catch {
    // The server ended in between; the stream of updates says so.
  } finally {
    refreshing = false;
  }
}

function gone() {
  say("failed", "This file is no longer there: it was moved or deleted outside the studio. Your words stay here.");
}

function takeLeft(fresh) {
  for (const id of LEFT) {
    const block = document.getElementById(id);
    const now = fresh.getElementById(id);
    if (!block || !now || served.get(id) === now.outerHTML) continue;
    const focus = block.contains(document.activeElement) ? document.activeElement : null;
    if (focus?.matches("input, textarea, select")) {
      // Someone is giving a reason there.
      focus.addEventListener("focusout", () => setTimeout(() => refresh(), 200), { once: true });
      continue;
    }
    served.set(id, now.outerHTML);
    for (const open of block.querySelectorAll("details[id]")) {
      const same = now.querySelector(`#${CSS.escape(open.id)}`);
      if (same) same.open = open.open;
    }
    const scroll = block.closest(".pane")?.scrollTop;
    block.replaceWith(now);
    htmx.process(now);
    if (scroll) now.closest(".pane").scrollTop = scroll;
    if (focus?.id) document.getElementById(focus.id)?.focus({ preventScroll: true });
  }
}

function takeForm(fresh) {
  const shown = form();
  if (!fresh || !shown || isSaving()) return;
  const keys = root => JSON.stringify(fieldElements(root).map(keyOf));
  const alike = keys(fresh) === keys(shown);
  if (alike && fresh.dataset.digest === shown.dataset.digest) return;
  if (whole && !fieldElements().some(element => isPending(keyOf(element)))) {
    whole = false;
    replace(fresh);
    say("saved", "Saved.");
    return;
  }
  if (!alike) {
    if (shown.contains(document.activeElement) || fieldElements().some(element => isPending(keyOf(element)))) offer(fresh);
    else replace(fresh);
    return;
  }
  const now = new Map(fieldElements(fresh).map(element => [keyOf(element), valueOf(element)]));
  let all = true;
  for (const element of fieldElements()) {
    const value = now.get(keyOf(element));
    if (same(valueOf(element), value)) continue;
    if (isFocused(element) || isPending(keyOf(element))) all = false;
    else setValue(element, value);
  }
  // A field that was left alone is still based on the older version: saving then joins both.
  if (all) shown.dataset.digest = fresh.dataset.digest;
  else shown.addEventListener("focusout", () => setTimeout(() => refresh(), 200), { once: true });
  document.dispatchEvent(new CustomEvent("studio:renewed"));
}

function replace(fresh) {
  form().replaceWith(fresh);
  htmx.process(fresh);
  document.dispatchEvent(new CustomEvent("studio:replaced"));
}

function offer(fresh) {
  const place = document.getElementById("unsaved");
  const words = document.createElement("p");
  words.textContent = "This file has changed, here or elsewhere, and looks different now.";
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "small", textContent: "Show it as it is now" });
  button.addEventListener("click", () => {
    replace(fresh);
    document.getElementById("form-heading").focus();
  });
  place.replaceChildren(words, button);
  place.hidden = false;
}

function connect() {
  // A browser opens only six connections to one server, so that pages nobody sees give theirs back.
  updates?.close();
  updates = null;
  if (document.hidden) return;
  updates = new EventSource("/updates");
  updates.addEventListener("open", () => { document.getElementById("lost").hidden = true; });
  updates.addEventListener("message", event => {
    if (announced === event.data) return;
    const first = announced === null && event.data === document.body.dataset.revision;
    announced = event.data;
    if (first) return;
    document.dispatchEvent(new CustomEvent("studio:changed", { detail: { revision: announced } }));
    if (document.body.dataset.issue || form()) refresh();
  });
  updates.addEventListener("error", () => {
    document.getElementById("lost").hidden = false;
    // A browser tries again by itself, but not after every kind of failure.
    if (updates?.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  });
}

export function startLive(theHtmx) {
  htmx = theHtmx;
  document.addEventListener("studio:saved", () => refresh());
  document.addEventListener("studio:refresh", event => refresh(event.detail?.whole));
  connect();
  document.addEventListener("visibilitychange", connect);
  // The first checks of an issue take the server a third of a second and more; the preview comes first.
  const look = () => { if (document.querySelector("[data-looking]")) setTimeout(refresh, 400); };
  document.addEventListener("studio:form", look);
  look();
}
