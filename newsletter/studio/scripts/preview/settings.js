/** What the preview shows and how; remembered in this browser, for all issues. */

const KEY = "newsletter-preview";
const controls = element => [...element.querySelectorAll("select[name], input[name]")];
const valueOf = control => (control.type === "checkbox" ? control.checked : control.value);

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // nothing that can be read
  }
}

/** The settings by name, always as they are; `words` are what the chosen options say, `pixels` is the width. */
export function startSettings(element, changed) {
  const settings = { words: {}, pixels: 0 };
  const kept = { width: innerWidth < 820 ? "phone" : "desktop", ...remembered() };
  for (const control of controls(element)) {
    if (!(control.name in kept)) continue;
    if (control.type === "checkbox") control.checked = kept[control.name] === true;
    else if (control.tagName !== "SELECT" || [...control.options].some(one => one.value === kept[control.name])) {
      control.value = kept[control.name];
    }
  }
  const read = () => {
    for (const control of controls(element)) {
      settings[control.name] = valueOf(control);
      if (control.tagName === "SELECT") settings.words[control.name] = control.selectedOptions[0].textContent;
    }
    const chosen = element.querySelector("select[name=width]").selectedOptions[0];
    settings.pixels = Number(chosen.dataset.pixels) || Number(settings.free);
    element.querySelector("output[name=pixels]").textContent = `${settings.free} px`;
    for (const part of element.querySelectorAll("[data-for]:not([data-web])")) part.hidden = !part.dataset.for.split(" ").includes(settings.view);
    const free = element.querySelector("[data-width=free]");
    free.hidden = settings.width !== "free" || !["email", "beside"].includes(settings.view);
  };
  element.addEventListener("input", event => {
    if (!event.target.name) return;
    read();
    const { words, pixels, ...chosen } = settings;
    localStorage.setItem(KEY, JSON.stringify(chosen));
    changed();
  });
  // A menu closes as menus do.
  const more = element.querySelector("details");
  more.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    more.querySelector("summary").focus();
  });
  more.addEventListener("focusout", event => {
    if (event.relatedTarget && !more.contains(event.relatedTarget)) more.open = false;
  });
  read();
  return settings;
}
