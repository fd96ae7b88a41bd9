/** The two questions of the toolbar: which address, which reference.  They stand at the end of the page, outside forms. */

import { markdown } from "./dialect.js";

const MOST_SHOWN = 60;

/**
 * Ask for a link.  Resolves to `{href, words}`, to `{remove: true}`, or to null where it was called off.
 *
 * `words` are those to be linked; where there are none they are asked for.
 */
export function askLink({ href = "", words = "" }) {
  return ask("Link", (form, done) => {
    const text = field(form, "Words", "text", words);
    const address = field(form, "Address", "text", href);
    address.placeholder = "https://";
    address.inputMode = "url";
    address.required = true;
    address.oninput = () => address.setCustomValidity("");
    const buttons = row(form);
    buttons.append(button(href ? "Change the link" : "Add the link", "submit", "main"));
    if (href) buttons.append(button("Take the link away", "button", "", () => done({ remove: true })));
    form.onsubmit = event => {
      event.preventDefault();
      const found = asAddress(address.value);
      if (found === null) {
        address.setCustomValidity("This is no address that a link can have. It begins with https:// or is an email address.");
        address.reportValidity();
      } else {
        done({ href: found, words: text.value.trim() });
      }
    };
    return { buttons, first: words ? address : text };
  });
}

/** Ask for an entry of the standing information.  Resolves to it, or to null. */
export function askReference(references) {
  return ask("Refer to the standing information", (form, done) => {
    const search = field(form, "Name, brand or subject", "search", "");
    const list = document.createElement("ul");
    list.className = "rich-text-choices";
    const count = document.createElement("p");
    count.setAttribute("role", "status");
    let found = [];
    const show = () => {
      found = references.find(search.value);
      count.textContent = found.length ? `${found.length} found` : "Nothing has this name.";
      list.replaceChildren(...found.slice(0, MOST_SHOWN).map(entry => {
        const item = document.createElement("li");
        const choice = button(entry.title, "button", "", () => done(entry));
        if (entry.words?.length) choice.append(small(entry.words.join(", ")));
        item.append(choice);
        return item;
      }));
    };
    search.oninput = show;
    form.onkeydown = event => {
      const choices = [search, ...list.querySelectorAll("button")];
      const at = choices.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || at < 0) return;
      event.preventDefault();
      choices[Math.max(0, Math.min(choices.length - 1, at + step))].focus();
    };
    form.onsubmit = event => {
      event.preventDefault();
      if (found.length) done(found[0]);
    };
    form.append(count, list);
    show();
    return { buttons: row(form), first: search };
  });
}

/** What was typed as the address of a link, or null where it can be none. */
export function asAddress(typed) {
  let address = typed.trim();
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(address)) address = `mailto:${address}`;
  else if (/^[\w-]+(\.[\w-]+)+([/?#:].*)?$/.test(address)) address = `https://${address}`;
  const isKnown = /^(https?:\/\/[^\s/]|mailto:|tel:|ref:|@@[a-z_]+_url@@$)/i.test(address);
  return isKnown && !/\s/.test(address) && markdown.validateLink(address) ? address : null;
}

function ask(title, fill) {
  return new Promise(resolve => {
    const dialog = document.createElement("dialog");
    dialog.className = "rich-text-dialog";
    const heading = document.createElement("h2");
    heading.id = "rich-text-dialog-title";
    heading.textContent = title;
    dialog.setAttribute("aria-labelledby", heading.id);
    const form = document.createElement("form");
    form.append(heading);
    let answer = null;
    const { buttons, first } = fill(form, given => {
      answer = given;
      dialog.close();
    });
    buttons.append(button("Cancel", "button", "", () => dialog.close()));
    dialog.append(form);
    dialog.onclose = () => {
      dialog.remove();
      resolve(answer);
    };
    document.body.append(dialog);
    dialog.showModal();
    first.focus();
  });
}

function field(form, label, type, value) {
  const words = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type, value, autocomplete: "off" });
  words.append(label, input);
  form.append(words);
  return input;
}

function row(form) {
  const made = document.createElement("p");
  made.className = "rich-text-actions";
  form.append(made);
  return made;
}

function button(words, type, name = "", onclick = null) {
  return Object.assign(document.createElement("button"), { type, className: name, textContent: words, onclick });
}

function small(words) {
  return Object.assign(document.createElement("small"), { textContent: words });
}
