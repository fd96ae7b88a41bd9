/**
 * The preview pane of an issue: the email with the words that are not saved yet.  It follows the events of the form
 * (see studio.js), asks the server for the email, and exchanges what differs in the frame.
 */

import { asker } from "./preview/asker.js";
import { startSettings } from "./preview/settings.js";
import { startStage } from "./preview/stage.js";

let pane = null;
let typed = { section: "", changes: [] };
const seen = {}; // section -> the digest of its file when its form was first opened in this page

const sectionOf = file => file.replace(/^.*\//, "").replace(/\.(md|yaml)$/, "").replace(/^issue$/, "");

class Pane {
  constructor(element) {
    this.element = element;
    this.name = element.dataset.issue;
    this.frame = element.dataset.frame;
    this.panel = element.querySelector(".preview-panel");
    this.stage = startStage(element.querySelector(".preview-stage"), clicked => this.pointAt(clicked));
    this.settings = startSettings(element, () => this.changed());
    this.ask = asker(() => this.request(), answer => this.take(answer));
    this.changed();
  }

  changed() {
    this.stage.set(this.settings);
    this.panel.setAttribute("aria-label", this.settings.words.view);
    this.ask();
  }

  /** What the server is asked for, with what is on the form at this moment. */
  request() {
    const { view, raw, against } = this.settings;
    this.asked = view;
    const body = { ...typed, view, raw, frame: this.frame, previous: against === "previous", seen };
    return this.post("", body);
  }

  async post(below, body) {
    // Where the server has ended, the stream of updates says so.
    const answer = await fetch(`/issues/${encodeURIComponent(this.name)}/preview${below}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept": "application/json" },
      body: JSON.stringify(body),
    }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    return told && (answer.ok ? told : { message: told.message });
  }

  take(answer) {
    write("preview-state", answer.message ?? "");
    if ("html" in answer) {
      this.frame = answer.frame;
      this.stage.show(answer);
      this.element.querySelector("[data-web]").hidden = !answer.web;
    }
    if ("panel" in answer && this.shown !== answer.panel) {
      const scroll = this.panel.scrollTop;
      this.shown = answer.panel;
      this.panel.innerHTML = answer.panel;
      this.panel.dataset.view = this.asked;
      this.panel.scrollTop = scroll;
    }
  }

  async pointAt({ at, words, told }) {
    const line = document.getElementById("preview-said");
    line.replaceChildren(...told);
    if (!at || told.length) return;
    const place = await this.post("/place", { ...typed, at, words });
    if (!place) return;
    if (place.message) {
      line.textContent = place.message;
    } else if (place.standing) {
      const link = document.createElement("a");
      Object.assign(link, { href: place.url, textContent: place.standing });
      line.replaceChildren("This comes from the standing information: ", link);
    } else {
      document.dispatchEvent(new CustomEvent("studio:show", { detail: place }));
    }
  }
}

function write(id, words) {
  const line = document.getElementById(id);
  if (line.textContent !== words) line.textContent = words;
}

/** A form stands in the middle: its section is marked, and what is typed in it belongs to it. */
function opened() {
  const form = document.getElementById("form");
  if (!form) return;
  const section = sectionOf(form.dataset.file);
  seen[section] ??= form.dataset.digest;
  const isOther = typed.section !== section;
  typed = { section, changes: isOther ? [] : typed.changes };
  pane?.stage.mark(form.dataset.file);
}

function start() {
  const element = document.getElementById("preview");
  if (!element || pane?.element === element) return;
  opened();
  pane = new Pane(element);
  opened();
}

document.addEventListener("studio:edit", ({ detail }) => {
  typed = { section: sectionOf(detail.file), changes: detail.changes };
  pane?.ask();
});
document.addEventListener("studio:saved", ({ detail }) => {
  typed = { section: sectionOf(detail.file), changes: detail.changes };
  pane?.ask();
});
document.addEventListener("studio:form", opened);
document.addEventListener("studio:changed", () => pane?.ask());
document.addEventListener("htmx:afterSwap", start);
document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-do=copy-source]");
  if (!button) return;
  navigator.clipboard.writeText(document.getElementById("preview-source").textContent).then(
    () => { button.textContent = "Copied"; },
    () => { getSelection().selectAllChildren(document.getElementById("preview-source")); });
});
start();
