// The preview page: switches, live updates, and clicks inside the email. The page works on what the server sends;
// after a change it fetches itself anew and takes over what differs.

const LIVE = ["mistakes-summary", "mistakes", "facts", "text"];
const body = document.body;
const stage = document.getElementById("stage");
const status = document.getElementById("status");
const pointed = document.getElementById("pointed");
const settings = { part: "email", width: innerWidth < 600 ? "phone" : "desktop", colors: "light" };

/* ---- the email in its frame ---- */

const SCHEME = /\(prefers-color-scheme:\s*(dark|light)\)/g;
const asWritten = new WeakMap();

// A frame follows the computer's color scheme, whatever its page asks for; so the conditions themselves are
// replaced by one that always holds or one that never does.
function setColors(rules, wanted) {
  for (const rule of rules) {
    if (rule.media) {
      if (!asWritten.has(rule)) asWritten.set(rule, rule.media.mediaText);
      const text = asWritten.get(rule);
      rule.media.mediaText = text.replace(SCHEME, (_, scheme) =>
        scheme === wanted ? "(min-width: 0px)" : "(max-width: 0px)");
    }
    if (rule.cssRules) setColors(rule.cssRules, wanted);
  }
}

function colorFrame(frame) {
  const page = frame.contentDocument;
  // A frame that is still loading has no root yet; it is colored when it has loaded.
  if (!page?.documentElement) return;
  page.documentElement.style.colorScheme = settings.colors;
  for (const sheet of page.styleSheets) setColors(sheet.cssRules, settings.colors);
}

function prepare(frame) {
  colorFrame(frame);
  frame.contentDocument.addEventListener("click", onEmailClick);
  frame.contentDocument.addEventListener("auxclick", onEmailClick);
}

let marked = null;

function onEmailClick(event) {
  const link = event.target.closest("a, area");
  const block = event.target.closest("[data-at]");
  const address = link?.getAttribute("href");
  const filledInLater = address?.startsWith("#merge-field-");
  const inTheEmail = address?.startsWith("#") && !filledInLater && event.type === "click";
  if (link && !inTheEmail) event.preventDefault();
  if (marked) marked.style.outline = "";
  marked = block;
  if (block) block.style.outline = "2px solid #b97a0f";
  pointed.replaceChildren();
  if (block) {
    const place = document.createElement("code");
    place.textContent = block.dataset.at;
    pointed.append("This stands in ", place, ". ");
  }
  if (!address || inTheEmail) return;
  if (filledInLater) {
    pointed.append("The mailing service fills this link in; here it leads nowhere.");
  } else if (/^(https?|mailto|tel):/i.test(address)) {
    const outside = document.createElement("a");
    Object.assign(outside, { href: address, textContent: address, target: "_blank", rel: "noopener noreferrer" });
    pointed.append("The link leads to ", outside);
  } else {
    pointed.append(`The link leads to ${address}`);
  }
}

let coming = null;

// The new email loads behind the old one and takes its place when it is all there, at the same scroll position.
function showFrame(fresh) {
  const shown = stage.querySelector("iframe:not(.coming)");
  const wanted = fresh && fresh.getAttribute("src");
  if (!wanted || (coming || shown)?.getAttribute("src") === wanted) return false;
  coming?.remove();
  const frame = document.importNode(fresh);
  coming = frame;
  frame.classList.add("coming");
  frame.addEventListener("load", () => {
    if (coming !== frame) return;
    coming = null;
    pointed.replaceChildren();
    prepare(frame);
    if (shown) {
      const { scrollX, scrollY } = shown.contentWindow;
      const hadFocus = document.activeElement === shown;
      frame.classList.remove("coming");
      frame.contentWindow.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
      shown.remove();
      if (hadFocus) frame.focus();
    }
    frame.classList.remove("coming");
  });
  stage.append(frame);
  return true;
}

/* ---- live updates ---- */

function say(words) {
  status.textContent = words;
}

async function update() {
  const answer = await fetch(location.pathname);
  if (!answer.ok) {
    say("The change cannot be shown. The terminal window says why.");
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  let differs = body.dataset.state !== page.body.dataset.state;
  document.title = page.title;
  if (differs) document.querySelector("details").open = page.querySelector("details").open;
  body.dataset.state = page.body.dataset.state;
  body.dataset.revision = page.body.dataset.revision;
  for (const id of LIVE) {
    const old = document.getElementById(id);
    const fresh = page.getElementById(id);
    if (old.innerHTML === fresh.innerHTML) continue;
    old.replaceChildren(...fresh.childNodes);
    differs = true;
  }
  differs = showFrame(page.querySelector("iframe")) || differs;
  if (differs) say(`Updated ${new Date().toTimeString().slice(0, 8)}`);
}

let updating = false;
let announced = body.dataset.revision;

// One update at a time; what is announced meanwhile is fetched right after.
async function catchUp() {
  if (updating) return;
  updating = true;
  try {
    while (announced !== body.dataset.revision) {
      const before = announced;
      await update();
      if (announced === before) break;
    }
  } catch {
    // The server ended in between; the stream of updates says so.
  } finally {
    updating = false;
  }
}

let updates = null;

function connect() {
  // A browser opens only six connections to one server, so that pages nobody sees give theirs back.
  updates?.close();
  updates = null;
  if (document.hidden) return;
  updates = new EventSource("/updates");
  updates.addEventListener("open", () => {
    if (status.dataset.lost) say("");
    delete status.dataset.lost;
  });
  updates.addEventListener("message", (event) => {
    announced = event.data;
    catchUp();
  });
  updates.addEventListener("error", () => {
    status.dataset.lost = "yes";
    say("The preview has stopped. Start it again in the terminal: newsletter preview");
    // A browser tries again by itself, but not after every kind of failure.
    if (updates?.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  });
}

/* ---- switches ---- */

function apply() {
  for (const [name, value] of Object.entries(settings)) {
    body.dataset[name] = value;
    for (const button of document.querySelectorAll(`button[name=${name}]`)) {
      button.setAttribute("aria-pressed", String(button.value === value));
    }
  }
  for (const frame of stage.querySelectorAll("iframe")) colorFrame(frame);
}

document.querySelector(".switches").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  settings[button.name] = button.value;
  sessionStorage.setItem("preview", JSON.stringify(settings));
  apply();
});

const first = stage.querySelector("iframe");
if (first) {
  first.addEventListener("load", () => prepare(first));
  if (first.contentDocument?.readyState === "complete" && first.contentDocument.URL !== "about:blank") prepare(first);
}
Object.assign(settings, JSON.parse(sessionStorage.getItem("preview") ?? "{}"));
apply();
connect();
document.addEventListener("visibilitychange", connect);
