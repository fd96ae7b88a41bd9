/** The buttons above a text. */

import { redo, redoDepth, undo, undoDepth } from "prosemirror-history";

import { around, bold, hasMark, headingLevel, italic, linkAround, toggleHeading, toggleList, toggleQuote } from "./commands.js";
import { schema } from "./schema.js";

const { marks, nodes } = schema;
const IS_MAC = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? "");

const isIn = (...types) => state => around(state, types) !== null;
const isHeading = rank => state => {
  const { parent } = state.selection.$from;
  return parent.type === nodes.heading && parent.attrs.level === headingLevel(state, rank);
};

/** `run` is a command of ProseMirror, `ask` a method of the element; `isOn` makes a button that can be pressed. */
const BUTTONS = [
  { words: "Bold", key: "Mod+B", run: bold, isOn: state => hasMark(state, marks.strong), look: "bold" },
  { words: "Italic", key: "Mod+I", run: italic, isOn: state => hasMark(state, marks.em), look: "italic" },
  { words: "Heading", key: "Mod+Alt+1", run: toggleHeading(0), isOn: isHeading(0) },
  { words: "Smaller heading", key: "Mod+Alt+2", run: toggleHeading(1), isOn: isHeading(1) },
  { words: "List", key: "Mod+Shift+8", run: toggleList("bullet_list"), isOn: isIn("bullet_list") },
  { words: "Numbers", key: "Mod+Shift+7", run: toggleList("ordered_list"), isOn: isIn("ordered_list") },
  { words: "Quote", key: "Mod+Shift+9", run: toggleQuote, isOn: isIn("blockquote") },
  { words: "Link", key: "Mod+K", ask: "link", isOn: state => linkAround(state) !== null },
  { words: "Reference", ask: "reference" },
  { words: "Undo", key: "Mod+Z", run: undo, isOff: state => !undoDepth(state) },
  { words: "Redo", key: "Mod+Y", run: redo, isOff: state => !redoDepth(state) },
];

export class Toolbar {
  /**
   * @param label     what the buttons are for
   * @param run       called with a command when its button is pressed
   * @param ask       called with the name of a question
   * @param onSwitch  called when Markdown is switched on or off
   */
  constructor({ label, run, ask, onSwitch }) {
    this.dom = document.createElement("div");
    this.dom.className = "rich-text-toolbar";
    this.dom.setAttribute("role", "toolbar");
    this.dom.setAttribute("aria-label", label);
    this.buttons = BUTTONS.map(spec => {
      const dom = this.add(spec.words, spec.key, spec.look);
      dom.onclick = () => {
        if (dom.getAttribute("aria-disabled") === "true") return;
        if (spec.run) run(spec.run);
        else ask(spec.ask);
      };
      return { ...spec, dom };
    });
    this.switch = this.add("Markdown", undefined, "switch");
    this.switch.setAttribute("aria-pressed", "false");
    this.switch.onclick = onSwitch;
    this.dom.addEventListener("mousedown", event => event.preventDefault()); // the words stay selected
    this.dom.addEventListener("keydown", event => this.move(event));
    this.dom.addEventListener("focusin", event => this.rove(event.target));
    this.rove(this.buttons[0].dom);
  }

  add(words, key, look) {
    const dom = document.createElement("button");
    dom.type = "button";
    dom.textContent = words;
    if (look) dom.dataset.look = look;
    if (key) {
      dom.setAttribute("aria-keyshortcuts", key.replace("Mod", IS_MAC ? "Meta" : "Control"));
      dom.title = `${words} (${key.replace("Mod", IS_MAC ? "⌘" : "Ctrl")})`;
    }
    this.dom.append(dom);
    return dom;
  }

  /** Show what holds for the selection; without a state only the Markdown switch can be used. */
  update(state) {
    for (const { dom, isOn, isOff } of this.buttons) {
      if (isOn) dom.setAttribute("aria-pressed", String(Boolean(state && isOn(state))));
      dom.setAttribute("aria-disabled", String(!state || Boolean(isOff?.(state))));
    }
    this.switch.setAttribute("aria-pressed", String(!state));
  }

  focus() {
    this.dom.querySelector("[tabindex='0']").focus();
  }

  rove(target) {
    for (const dom of this.dom.children) dom.tabIndex = dom === target ? 0 : -1;
  }

  move(event) {
    const all = [...this.dom.children];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    all[(to + all.length) % all.length].focus();
  }
}
