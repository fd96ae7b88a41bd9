/** Saving while someone writes: 800 ms after the last keystroke, never later than 5 s after the first. */

import { chooseVersions } from "./conflicts.js";
import { changeOf, fieldByKey, fieldElements, fieldOf, form, keyOf, same, setValue, valueOf } from "./fields.js";
import { forget, keep, kept } from "./unsaved.js";

const QUIET = 800;
const AT_MOST = 5000;
const AGAIN = 3000;
const page = crypto.randomUUID();

let pending = new Map(); // key of the field -> {field, value}
let saving = null;
let timer = 0;
let firstAt = 0;
let failed = false;
let saves = 0;

/** How often something was saved: what was fetched before the last time is older than the page. */
export const savedSoFar = () => saves;
export const isSaving = () => saving !== null;
export const isPending = key => pending.has(key);

export function say(state, words) {
  const line = document.getElementById("save-state");
  if (!line || line.textContent === words) return;
  line.dataset.state = state;
  line.textContent = words;
}

const tell = (name, more = {}) => {
  const { url, file, digest } = form().dataset;
  document.dispatchEvent(new CustomEvent(name, { detail: { url, file, digest, ...more } }));
};

/** A field was changed, by typing or by undoing. */
export function changed(element) {
  const change = changeOf(element);
  pending.set(keyOf(element), change);
  const { url, digest } = form().dataset;
  const changes = [...pending.values()];
  keep(url, { digest, changes, at: Date.now() });
  tell("studio:edit", { changes });
  say("typing", "Not saved yet …");
  firstAt ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(flush, Math.max(0, Math.min(QUIET, firstAt + AT_MOST - Date.now())));
}

/** Save what is pending now; resolves when it is saved, or cannot be. */
export async function flush() {
  clearTimeout(timer);
  while (saving) await saving;
  if (!pending.size || !form()) return;
  saving = save().finally(() => { saving = null; });
  await saving;
}

async function save() {
  const shown = form();
  const { url, digest } = shown.dataset;
  const sent = new Map(pending);
  firstAt = 0;
  say("saving", "Saving …");
  let answer;
  try {
    answer = await put(url, digest, [...sent.values()]);
  } catch {
    failed = true;
    say("failed", "Not saved: the studio does not answer. Your words are kept in this browser.");
    later();
    return;
  }
  const told = await answer.json().catch(() => ({ message: "The studio gave no answer that can be read." }));
  if (!answer.ok && answer.status !== 412) {
    failed = true;
    say("failed", `Not saved: ${told.message}`);
    later();
    return;
  }
  failed = false;
  saves += 1;
  const conflicts = new Set((told.conflicts ?? []).map(one => JSON.stringify(one.field)));
  for (const [key, change] of sent) {
    if (same(pending.get(key), change)) pending.delete(key);
  }
  if (!pending.size && !conflicts.size) await forget(url);
  if (form() !== shown) return;
  shown.dataset.digest = told.digest;
  shown.dataset.onDisk = told.on_disk;
  say("saved", conflicts.size ? "Two versions: choose." : `Saved at ${told.at}.`);
  if (pending.size) later(QUIET);
  tell("studio:saved", { others: told.others, changes: [...pending.values()] });
  if (conflicts.size) chooseVersions(told.conflicts, chosen => decide(url, told.on_disk, chosen));
}

/** What was chosen of two versions is saved in the file as it was then; the page then shows that file. */
async function decide(url, digest, chosen) {
  for (const { field, value } of chosen) pending.delete(JSON.stringify(field));
  const answer = await put(url, digest, chosen).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (!answer?.ok) {
    keep(url, { digest, changes: chosen, at: Date.now() });
    if (told?.conflicts) chooseVersions(told.conflicts, again => decide(url, told.on_disk, again));
    else say("failed", `Not saved: ${told?.message ?? "the studio does not answer. Your words are kept in this browser."}`);
    return;
  }
  if (!pending.size) await forget(url);
  document.dispatchEvent(new CustomEvent("studio:refresh", { detail: { whole: true } }));
}

function later(wait = AGAIN) {
  clearTimeout(timer);
  timer = setTimeout(flush, wait);
}

const put = (url, digest, changes, more = {}) => fetch(url, {
  method: "PUT",
  headers: { "Content-Type": "application/json", "Accept": "application/json", "If-Match": `"${digest}"` },
  body: JSON.stringify({ page, changes }),
  ...more,
});

/** Words of an earlier time that never got into the file: offered, never put in unasked. */
async function offerKept() {
  const shown = form();
  const words = (await kept(shown.dataset.url)) ?? keptByServer();
  if (!words || form() !== shown || pending.size) return;
  const differing = words.changes.filter(({ field, value }) => {
    const element = fieldByKey(JSON.stringify(field));
    return element && !same(valueOf(element), value || null);
  });
  if (!differing.length) {
    forget(shown.dataset.url);
    return;
  }
  const at = new Date(words.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const back = button("Put them back", () => {
    for (const { field, value } of differing) {
      const element = fieldByKey(JSON.stringify(field));
      if (!element) continue;
      setValue(element, value);
      changed(element);
    }
    close();
  });
  const away = button("Throw them away", () => {
    forget(shown.dataset.url);
    if (offer.dataset.kept) fetch(`${shown.dataset.url}/forget`, { method: "POST" });
    close();
  });
  const close = () => { offer.hidden = true; document.getElementById("form-heading").focus(); };
  const offer = document.getElementById("unsaved");
  const words_ = document.createElement("p");
  words_.textContent = `Words from ${at} were not saved: ${excerpt(differing)}`;
  const actions = document.createElement("p");
  actions.className = "actions";
  actions.append(back, " ", away);
  offer.replaceChildren(words_, actions);
  offer.hidden = false;
}

/** What a server of this computer kept when it could not save; the newest words for each field. */
function keptByServer() {
  const told = JSON.parse(document.getElementById("unsaved").dataset.kept ?? "[]");
  const newest = new Map(told.reverse().map(one => [JSON.stringify(one.field), one]));
  return told.length ? { changes: [...newest.values()], at: Math.max(...told.map(one => one.at)) } : null;
}

function excerpt(changes) {
  const text = changes.map(({ value }) => [value ?? ""].flat().join(", ")).join(" … ").replace(/\s+/g, " ").trim();
  return text.length > 160 ? `“…${text.slice(-160)}”` : `“${text}”`;
}

function button(words, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "small", textContent: words });
  made.addEventListener("click", act);
  return made;
}

/** Another form stands in the page. */
function shown() {
  pending = new Map();
  failed = false;
  firstAt = 0;
  clearTimeout(timer);
  if (!form()) return;
  if (form().dataset.title) document.title = form().dataset.title;
  offerKept();
  tell("studio:form");
}

export function startAutosave(htmx) {
  if (!form()) return;
  document.addEventListener("input", event => {
    const element = fieldOf(event.target);
    if (element) changed(element);
  });
  document.addEventListener("change", event => {
    const element = fieldOf(event.target);
    if (element && !same(pending.get(keyOf(element)), changeOf(element)) && element.tagName === "SELECT") changed(element);
  });
  document.addEventListener("submit", event => {
    if (event.target.id === "form") event.preventDefault();
  });
  // What changes the files or shows another form waits until these words are saved.
  document.addEventListener("htmx:confirm", event => {
    if (!pending.size && !saving) return;
    event.preventDefault();
    flush().then(() => event.detail.issueRequest(true));
  });
  document.addEventListener("htmx:configRequest", event => {
    if (event.detail.path.endsWith("/items")) event.detail.headers["If-Match"] = `"${form().dataset.digest}"`;
  });
  document.addEventListener("htmx:afterSwap", event => {
    if (event.detail.target.id !== "middle" || event.detail.xhr?.status >= 400) return;
    shown();
    focusForm();
  });
  document.addEventListener("studio:replaced", shown);
  addEventListener("pagehide", () => {
    if (pending.size) put(form().dataset.url, form().dataset.digest, [...pending.values()], { keepalive: true }).catch(() => {});
  });
  addEventListener("beforeunload", event => {
    if (failed && pending.size) event.preventDefault();
  });
  shown();
  // Whoever is quick has typed before this script was there.
  for (const element of fieldElements()) if (isTouched(element)) changed(element);
}

function isTouched(element) {
  if (element.tagName === "SELECT") return [...element.options].some(one => one.selected !== one.defaultSelected && (one.selected || one.defaultSelected) && one.value !== "");
  return "defaultValue" in element && element.type !== "hidden" && element.value !== element.defaultValue;
}

/** A new form begins at its heading; one that is shown anew gives the focus back by itself. */
function focusForm() {
  if (document.activeElement === document.body || !document.activeElement) {
    document.getElementById("form-heading")?.focus({ preventScroll: true });
  }
}

