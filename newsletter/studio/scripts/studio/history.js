/** Undo and redo across the fields of all forms that were open in this page. */

import { changed, flush } from "./autosave.js";
import { fieldByKey, fieldElements, fieldOf, form, keyOf, same, setValue, valueOf } from "./fields.js";

const ONE_GO = 1500; // typing in one field with no longer pause than this is undone at once
const MOST = 500;

let done = [];
let undone = [];
let known = new Map();
let lastAt = 0;

const structured = value => (value === null ? null : structuredClone(value));

function learn() {
  known = new Map(fieldElements().map(element => [keyOf(element), structured(valueOf(element))]));
  show();
}

function record(element) {
  const key = keyOf(element);
  const { url } = form().dataset;
  const before = known.get(key) ?? null;
  const after = structured(valueOf(element));
  if (same(before, after)) return;
  known.set(key, after);
  const last = done.at(-1);
  if (last && last.key === key && last.url === url && Date.now() - lastAt < ONE_GO) last.after = after;
  else done.push({ url, page: location.pathname, key, before, after });
  if (done.length > MOST) done.shift();
  undone = [];
  lastAt = Date.now();
  show();
}

async function step(from, to, side) {
  const entry = from.pop();
  if (!entry) return;
  if (entry.url !== form().dataset.url) {
    await flush(); // or htmx would put the request off, and say that it is done
    await window.htmx.ajax("GET", entry.page, { target: "#middle" });
  }
  const element = fieldByKey(entry.key);
  if (element && entry.url === form().dataset.url) {
    setValue(element, entry[side]);
    known.set(entry.key, structured(entry[side]));
    changed(element);
    (element.closest("rich-text")?.querySelector("[contenteditable]") ?? element).focus();
    to.push(entry);
  }
  lastAt = 0;
  show();
}

export const undo = () => step(done, undone, "before");
export const redo = () => step(undone, done, "after");

function show() {
  document.getElementById("undo")?.setAttribute("aria-disabled", String(!done.length));
  document.getElementById("redo")?.setAttribute("aria-disabled", String(!undone.length));
}

export function startHistory() {
  if (!form()) return;
  document.addEventListener("input", event => {
    const element = fieldOf(event.target);
    if (element) record(element);
  });
  document.addEventListener("change", event => {
    const element = fieldOf(event.target);
    if (element) record(element);
  });
  document.addEventListener("click", event => {
    const id = event.target.closest?.("#undo, #redo")?.id;
    if (id === "undo") undo();
    if (id === "redo") redo();
  });
  document.addEventListener("keydown", event => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !["z", "y"].includes(key)) return;
    // The editor of rich text has its own, and so does whatever is no field of the file.
    const inField = fieldOf(event.target) && !event.target.closest("[contenteditable]");
    if (event.defaultPrevented || !(inField || event.target === document.body)) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) redo();
    else undo();
  });
  document.addEventListener("studio:form", learn);
  document.addEventListener("studio:renewed", learn);
  // An item more or less, and the numbers of the others mean something else.
  document.addEventListener("htmx:afterRequest", event => {
    if (!event.detail.pathInfo?.requestPath.endsWith("/items")) return;
    const { url } = form().dataset;
    done = done.filter(entry => entry.url !== url);
    undone = undone.filter(entry => entry.url !== url);
    show();
  });
  learn();
}
