/** "Show me": the page, the field and the words that something is about. */

import { flush } from "./autosave.js";
import { fieldByKey, fieldElements, form } from "./fields.js";

let htmx = null;

/** The field at a path, or the nearest one around it. */
function elementAt(path) {
  for (let length = path.length; length > 0; length -= 1) {
    const key = JSON.stringify(path.slice(0, length));
    const found = fieldByKey(key) ?? document.getElementById(`field-${path.slice(0, length).join("-")}`);
    if (found && form().contains(found)) return found;
  }
  return null;
}

function body() {
  return fieldElements().find(element => element.dataset.field === "[]") ?? null;
}

function selectIn(area, words) {
  const at = words ? area.value.indexOf(words) : -1;
  area.focus();
  if (at < 0) return;
  area.setSelectionRange(at, at + words.length);
  const line = area.value.slice(0, at).split("\n").length;
  area.scrollTop = (line - 4) * (area.scrollHeight / area.value.split("\n").length);
}

function show({ field = [], text = "", words = "" }) {
  document.querySelector("[data-shows=write]")?.click();
  const element = field.length ? elementAt(field) : null;
  const area = body();
  if (element) {
    for (let around = element.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
    if (text && element.setSelectionRange && element.type !== "email") selectIn(element, text);
  } else if (area) {
    const rich = area.closest("rich-text");
    rich?.scrollIntoView({ block: "nearest" });
    if (rich?.revealText) rich.revealText(text && area.value.includes(text) ? text : words || text);
    else selectIn(area, area.value.includes(text) && text ? text : words);
  } else {
    document.getElementById("form-heading")?.focus();
  }
}

async function go(url, detail) {
  if (new URL(url, location.href).pathname !== location.pathname) {
    if (!url.startsWith(`/issues/${document.body.dataset.issue}`)) {
      location.href = url;
      return;
    }
    await flush(); // or htmx would put the request off, and say that it is done
    await htmx.ajax("GET", url, { target: "#middle" });
  }
  show(detail);
}

export function startShowing(theHtmx) {
  htmx = theHtmx;
  document.addEventListener("click", event => {
    const link = event.target.closest?.("[data-show]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.getAttribute("href"), JSON.parse(link.dataset.show));
  });
  document.addEventListener("studio:show", event => go(event.detail.url ?? location.pathname, event.detail));
}
