/** Small things that every page has: dialogs, panes, lists of texts, letters counted, a filter, one's own name. */

import { fieldElements, form } from "./fields.js";

const NAME = "newsletter-name";

const ACTIONS = {
  "close-dialog": target => target.closest("dialog").close(),
  "add-text": target => {
    const list = target.closest("[data-list]");
    const item = list.querySelector(":scope > template").content.cloneNode(true).firstElementChild;
    list.querySelector(":scope > ol").append(item);
    item.querySelector("input").focus();
  },
  "remove-text": target => {
    const list = target.closest("[data-list]");
    const item = target.closest("li");
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    (next?.querySelector("input") ?? list.querySelector("[data-do=add-text]")).focus();
    tell(list);
  },
  "text-up": target => move(target, item => item.previousElementSibling?.before(item)),
  "text-down": target => move(target, item => item.nextElementSibling?.after(item)),
  "ornament": target => {
    const words = target.closest("[data-picture]").querySelector('[data-field$=\'"alt"]\']');
    words.disabled = target.checked;
    if (target.checked) words.value = "";
    tell(words);
  },
};

/** A field was changed by a button: as if someone had typed. */
export const tell = element => element.dispatchEvent(new Event("input", { bubbles: true }));

function move(target, step) {
  const item = target.closest("li");
  step(item);
  target.focus();
  tell(item.closest("[data-list]"));
}

function count(element) {
  const line = document.querySelector(`[data-counts="${CSS.escape(element.id)}"]`);
  if (!line) return;
  const letters = [...element.value].length;
  const limit = Number(line.dataset.limit);
  line.textContent = `${letters} of about ${limit} letters`;
  line.classList.toggle("over", letters > limit);
}

function fit(area) {
  if (CSS.supports("field-sizing", "content") || area.closest("rich-text")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

function prepare() {
  for (const element of fieldElements()) {
    if (element.tagName === "TEXTAREA") fit(element);
    if (element.id) count(element);
  }
  for (const box of document.querySelectorAll("[data-do=ornament]:checked")) {
    box.closest("[data-picture]").querySelector('[data-field$=\'"alt"]\']').disabled = true;
  }
  rememberName();
}

function rememberName() {
  const name = localStorage.getItem(NAME);
  if (!name) return;
  for (const input of document.querySelectorAll("input[name=by]")) input.value ||= name;
}

function pane(button) {
  document.body.dataset.pane = button.dataset.shows;
  for (const one of document.querySelectorAll("[data-shows]")) {
    one.setAttribute("aria-pressed", String(one === button));
  }
}

function filter(input) {
  const wanted = input.value.trim().toLowerCase();
  for (const item of document.querySelectorAll(input.dataset.filters)) {
    item.hidden = !item.textContent.toLowerCase().includes(wanted);
  }
}

export function startControls() {
  document.addEventListener("click", event => {
    const target = event.target.closest?.("[data-do], [data-opens], [data-shows], [data-line]");
    if (!target) return;
    if (target.dataset.opens) document.getElementById(target.dataset.opens).showModal();
    else if (target.dataset.shows) pane(target);
    else if (target.dataset.line) selectLine(Number(target.dataset.line));
    else ACTIONS[target.dataset.do]?.(target);
  });
  // A button that has nothing to do keeps its focus, so it is not disabled.
  document.addEventListener("click", event => {
    if (!event.target.closest?.("[aria-disabled=true]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  for (const kind of ["input", "studio:set"]) {
    document.addEventListener(kind, event => {
      if (event.target.tagName === "TEXTAREA") fit(event.target);
      if (event.target.id) count(event.target);
      if (event.target.dataset?.filters) filter(event.target);
    });
  }
  document.addEventListener("change", event => {
    if (event.target.name === "by") localStorage.setItem(NAME, event.target.value.trim());
  });
  for (const kind of ["studio:form", "studio:renewed", "htmx:afterSettle"]) document.addEventListener(kind, prepare);
  document.addEventListener("htmx:beforeRequest", event => event.target.closest?.("dialog")?.close());
  prepare();
}

function selectLine(number) {
  const area = form().querySelector("textarea.whole");
  const lines = area.value.split("\n");
  const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  area.scrollTop = (number - 3) * (area.scrollHeight / lines.length);
}

