/**
 * `<rich-text>`: a Markdown textarea that people write in without seeing Markdown.
 *
 *     <label for="body">Text</label>
 *     <rich-text lang="en" references="/references.json" pictures="/issues/2026-12/pictures">
 *       <textarea id="body" name="body">…Markdown…</textarea>
 *     </rich-text>
 *     <link rel="stylesheet" href="/static/built/rich_text.css">
 *     <script type="module" src="/static/built/rich_text.js"></script>
 *
 * The textarea stays where it is, holds the Markdown at every moment, and is what a form sends; without scripts it is
 * what people write in.  Its label names the editor, its `aria-describedby` describes it.
 *
 * Attributes of `<rich-text>`, all of which may be left out:
 *   lang        the language of the text, for the spelling check; its direction is found from the words
 *   readonly    shown, not changed; may be set and removed at any time
 *   references  an address of, or itself, JSON `[{id, title, words: [other names]}]`
 *   pictures    where the pictures are served: images/a.jpg is looked for at `<pictures>/a.jpg`
 *
 * Events, all of which bubble:
 *   input              on the textarea, after every change by a person, when its value is already the new one
 *   rich-text:picture  on `<rich-text>`, when a picture is pasted or dropped; detail `{file, answer}`: call
 *                      `answer(promise)` with a promise of `{file: "images/a.jpg", alt}`.  A rejection is shown as words.
 *
 * Methods:
 *   getMarkdown()          the Markdown, byte for byte as it was given where nobody changed it
 *   setMarkdown(text)      for changes from outside.  Nothing is written while somebody writes in it: then it returns
 *                          false, otherwise true.  The caret and the undo history stay; no `input` follows.
 *   insertPicture(file, alt)  puts a picture at the caret
 *   revealText(text)       selects the first place with these words and scrolls there; false where there is none
 *   focus()
 *
 * Keys: Ctrl+B, I, K; Ctrl+Shift+7, 8, 9 numbers, list, quote; Ctrl+Alt+1, 2, 0 headings, plain; Ctrl+] and Ctrl+[
 * move an item in and out; Ctrl+Z, Ctrl+Y; Alt+F10 the buttons.  Tab leaves the text.
 *
 * Colors come from --text, --muted, --surface, --tint, --border, --accent, --on-accent, --focus.
 */

import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { EditorState, NodeSelection, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

import { insertReference, linkAround, removeLink, setLink } from "./rich_text/commands.js";
import { askLink, askReference } from "./rich_text/dialogs.js";
import { changeTo, Source } from "./rich_text/document.js";
import { levelBelow, outline } from "./rich_text/outline.js";
import { cleanHtml, MOST_HTML, MOST_TEXT, sliceOfText } from "./rich_text/paste.js";
import { References } from "./rich_text/references.js";
import { findText } from "./rich_text/reveal.js";
import { schema } from "./rich_text/schema.js";
import { Toolbar } from "./rich_text/toolbar.js";
import { asInTheEmail, keys, signs } from "./rich_text/typing.js";
import { nodeViews } from "./rich_text/views.js";

class RichText extends HTMLElement {
  static observedAttributes = ["readonly"];

  #textarea = null;
  #view = null;
  #source = null;
  #toolbar = null;
  #status = null;
  #references = null;
  #asking = false;
  #isRequired = false;

  connectedCallback() {
    this.#textarea = this.querySelector("textarea");
    if (!this.#textarea || this.#view) return;
    this.#references = new References(this.getAttribute("references"));
    this.#source = new Source(this.#textarea.value);
    this.#toolbar = new Toolbar({
      label: "Formatting",
      run: command => this.#run(command),
      ask: question => this.#ask(question),
      onSwitch: () => this.#switch(),
    });
    this.#status = Object.assign(document.createElement("p"), { className: "rich-text-status" });
    this.#status.setAttribute("role", "status");
    this.prepend(this.#toolbar.dom);
    this.append(this.#status);
    this.#isRequired = this.#textarea.required;
    this.#view = new EditorView({ mount: this.#surface() }, this.#settings());
    this.#textarea.addEventListener("keydown", this.#toToolbar);
    for (const label of this.#textarea.labels ?? []) label.addEventListener("click", this.#fromLabel);
    this.#show(true);
  }

  disconnectedCallback() {
    if (!this.#view) return;
    this.#show(false);
    this.#view.destroy();
    this.#view.dom.remove();
    this.#view = null;
    this.#toolbar.dom.remove();
    this.#status.remove();
    this.#textarea.removeEventListener("keydown", this.#toToolbar);
    for (const label of this.#textarea.labels ?? []) label.removeEventListener("click", this.#fromLabel);
  }

  attributeChangedCallback() {
    if (this.#view) this.#show(!this.#isMarkdown);
  }

  getMarkdown() {
    return this.querySelector("textarea")?.value ?? "";
  }

  setMarkdown(text) {
    if (text === this.getMarkdown()) return true;
    if (this.#asking || this.contains(document.activeElement)) return false;
    this.#textarea.value = text;
    if (this.#view && !this.#isMarkdown) this.#read(false);
    return true;
  }

  insertPicture(file, alt = "") {
    const src = file.split("/").map(encodeURIComponent).join("/");
    this.#run((state, dispatch) => {
      dispatch(state.tr.replaceSelectionWith(schema.nodes.image.create({ src, alt })).scrollIntoView());
      return true;
    });
  }

  revealText(text) {
    if (this.#isMarkdown) {
      const at = this.#textarea.value.indexOf(text);
      this.#textarea.focus();
      if (at >= 0) this.#textarea.setSelectionRange(at, at + text.length);
      return at >= 0;
    }
    const found = findText(this.#view.state.doc, text, id => this.#references.get(id)?.title);
    if (found === null) return false;
    const { doc } = this.#view.state;
    const selection = found.isNode ? NodeSelection.create(doc, found.from) : TextSelection.create(doc, found.from, found.to);
    this.#view.dispatch(this.#view.state.tr.setSelection(selection));
    this.#view.focus();
    const { node } = this.#view.domAtPos(found.from);
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
    return true;
  }

  focus() {
    if (this.#isMarkdown || !this.#view) this.querySelector("textarea")?.focus();
    else this.#view.focus();
  }

  get #isMarkdown() {
    return this.#view?.dom.hidden ?? true;
  }

  #surface() {
    const surface = document.createElement("div");
    surface.className = "rich-text-surface";
    surface.addEventListener("input", event => event.stopPropagation()); // the textarea tells of it
    this.#textarea.after(surface);
    return surface;
  }

  #settings() {
    return {
      state: EditorState.create({
        doc: this.#source.doc,
        plugins: [history(), signs(), ...keys(() => this.#ask("link") ?? true), asInTheEmail(), outline(levelBelow(this)), gapCursor()],
      }),
      nodeViews: nodeViews(this.#references, this.getAttribute("pictures")),
      attributes: () => this.#attributes(),
      editable: () => !this.hasAttribute("readonly"),
      dispatchTransaction: transaction => this.#apply(transaction),
      transformPastedHTML: cleanHtml,
      clipboardTextParser: sliceOfText,
      handlePaste: (_view, event) => this.#takes(event.clipboardData, null),
      handleDrop: (view, event) => this.#takes(event.dataTransfer, view.posAtCoords({ left: event.clientX, top: event.clientY })),
      handleKeyDown: (_view, event) => this.#toToolbar(event),
    };
  }

  #attributes() {
    const label = this.#textarea.labels?.[0];
    if (label) label.id ||= `${this.#textarea.id || "rich-text"}-label`;
    const named = label ? { "aria-labelledby": label.id } : { "aria-label": this.#textarea.getAttribute("aria-label") ?? "Text" };
    const described = this.#textarea.getAttribute("aria-describedby");
    return {
      ...named,
      ...(described && { "aria-describedby": described }),
      ...(this.#isRequired && { "aria-required": "true" }),
      ...(this.hasAttribute("readonly") && { "aria-readonly": "true", tabindex: "0" }),
      ...(this.lang && { lang: this.lang }),
      class: "rich-text-surface",
      role: "textbox",
      "aria-multiline": "true",
      dir: "auto",
      spellcheck: "true",
    };
  }

  /** Show the editor, or the textarea with the Markdown. */
  #show(isRich) {
    const isReadOnly = this.hasAttribute("readonly");
    const { dom } = this.#view;
    dom.hidden = !isRich;
    this.#textarea.hidden = isRich;
    this.#textarea.readOnly = isReadOnly;
    this.#textarea.required = this.#isRequired && !isRich; // a hidden field cannot ask to be filled in
    this.#toolbar.dom.hidden = isReadOnly;
    this.#view.setProps({ attributes: () => this.#attributes() });
    this.#toolbar.update(isRich ? this.#view.state : null);
  }

  #switch() {
    const isRich = this.#isMarkdown;
    if (isRich) this.#read(true);
    this.#show(isRich);
    this.focus();
  }

  /** Take the textarea's Markdown into the editor. */
  #read(isUndoable) {
    this.#source = new Source(this.#textarea.value);
    const transaction = changeTo(this.#view.state, this.#source.doc);
    if (transaction) this.#view.dispatch(transaction.setMeta("addToHistory", isUndoable).setMeta("outside", true));
  }

  #apply(transaction) {
    const state = this.#view.state.apply(transaction);
    this.#view.updateState(state);
    this.#toolbar.update(this.#isMarkdown ? null : state);
    if (!transaction.docChanged || transaction.getMeta("outside")) return;
    this.#say("");
    this.#textarea.value = this.#source.toMarkdown(state.doc);
    this.#textarea.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  #run(command) {
    this.#view.focus();
    command(this.#view.state, this.#view.dispatch, this.#view);
  }

  async #ask(question) {
    this.#asking = true;
    try {
      if (question === "link") await this.#askLink();
      else await this.#askReference();
    } finally {
      this.#asking = false;
    }
  }

  async #askLink() {
    const { state } = this.#view;
    const link = linkAround(state);
    const { from, to } = link ?? state.selection;
    const answer = await askLink({ href: link?.href, words: state.doc.textBetween(from, to, " ") });
    if (answer?.remove) this.#run(removeLink);
    else if (answer) this.#run(setLink(answer.href, answer.words));
    else this.#view.focus();
  }

  async #askReference() {
    const entry = await askReference(this.#references);
    if (entry) this.#run(insertReference(entry.id));
    else this.#view.focus();
  }

  /** Whether a paste or a drop was dealt with here: pictures, and what is too large. */
  #takes(data, place) {
    const file = [...(data?.files ?? [])].find(one => one.type.startsWith("image/") || /\.hei[cf]$/i.test(one.name));
    const text = data?.getData("text/plain") ?? "";
    if (file && !text) {
      if (place) this.#view.dispatch(this.#view.state.tr.setSelection(TextSelection.near(this.#view.state.doc.resolve(place.pos))));
      this.#takePicture(file);
      return true;
    }
    if (text.length <= MOST_TEXT && (data?.getData("text/html") ?? "").length <= MOST_HTML) return false;
    this.#say("This is too long to be taken in at once. Paste it in smaller pieces.");
    return true;
  }

  async #takePicture(file) {
    let answer = null;
    const detail = { file, answer: promise => { answer = promise; } };
    this.dispatchEvent(new CustomEvent("rich-text:picture", { bubbles: true, detail }));
    if (answer === null) {
      this.#say("Pictures cannot be put into this text.");
      return;
    }
    this.#say("Taking the picture in …");
    try {
      const taken = await answer;
      this.insertPicture(taken.file, taken.alt);
      this.#say(taken.said ?? "");
    } catch (error) {
      this.#say(error.message);
    }
  }

  #say(words) {
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }

  #toToolbar = event => {
    if (event.key !== "F10" || !event.altKey || this.#toolbar.dom.hidden) return false;
    event.preventDefault();
    this.#toolbar.focus();
    return true;
  };

  #fromLabel = () => this.focus();
}

customElements.define("rich-text", RichText);
