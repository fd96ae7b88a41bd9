/**
 * The fields of the form that stands in the page: what they hold, by the way to their value in the file.
 *
 * A field is an element with `data-field` (JSON: ["photo", "alt"]; [] is the text, null the whole file), or a list of
 * texts with `data-list`.  Its key is that JSON.
 */

export const form = () => document.getElementById("form");

export const fieldElements = (root = form()) => [...(root?.querySelectorAll("[data-field], [data-list]") ?? [])];

export const keyOf = element => element.dataset.field ?? element.dataset.list;

/** The field that an event is about; null where it is none. */
export function fieldOf(target) {
  if (!(target instanceof Element) || !target.closest("#form")) return null;
  return target.closest("[data-field], [data-list]") ?? target.querySelector("[data-field]");
}

export function fieldByKey(key, root = form()) {
  return fieldElements(root).find(element => keyOf(element) === key) ?? null;
}

const items = list => [...list.querySelectorAll(":scope > ol > li > input")];

/** What a field holds: a text, or a list of texts. */
export function valueOf(element) {
  if (!("list" in element.dataset)) return isOrnament(element) ? "" : (element.value || null);
  const texts = items(element).map(input => input.value).filter(text => text.trim());
  return texts.length ? texts : null;
}

/** Text fields say null when they are empty; a picture that is a mere ornament has the description "". */
function isOrnament(element) {
  const box = element.closest("[data-picture]")?.querySelector("[data-do=ornament]");
  return Boolean(box?.checked) && keyOf(element).endsWith('"alt"]');
}

/** What is written to the file: texts of a whole file or of a body are never null. */
export function changeOf(element) {
  const field = JSON.parse(keyOf(element));
  const value = valueOf(element);
  return { field, value: field === null || field.length === 0 ? (value ?? "") : value };
}

/** Put a value into a field, without any event. */
export function setValue(element, value) {
  if ("list" in element.dataset) {
    const rows = element.querySelector(":scope > ol");
    const row = element.querySelector(":scope > template").content;
    rows.replaceChildren(...(value ?? []).map(text => {
      const item = row.cloneNode(true).firstElementChild;
      item.querySelector("input").value = text;
      return item;
    }));
    return;
  }
  const rich = element.closest("rich-text");
  if (rich?.setMarkdown) rich.setMarkdown(value ?? "");
  else element.value = value ?? "";
  element.dispatchEvent(new Event("studio:set", { bubbles: true }));
}

/** Whether somebody is writing in a field: nothing is ever written into it then. */
export function isFocused(element) {
  const whole = element.closest("rich-text") ?? element;
  return whole.contains(document.activeElement);
}

export const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
