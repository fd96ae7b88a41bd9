// The preview page: switches, live updates, and clicks inside the email. The page works on what the server sends;
// after a change it fetches itself anew and takes over what differs.

import { colorFrame, followClicks, showFrame, toldOfLink, whenLoaded } from "./email_frame.js";

const LIVE = ["mistakes-summary", "mistakes", "facts", "text"];
const body = document.body;
const stage = document.getElementById("stage");
const status = document.getElementById("status");
const pointed = document.getElementById("pointed");
const settings = { part: "email", width: innerWidth < 600 ? "phone" : "desktop", colors: "light" };

/* ---- the email in its frame ---- */

function prepare(frame) {
  pointed.replaceChildren();
  colorFrame(frame, settings.colors);
  followClicks(frame, (clicked) => {
    pointed.replaceChildren();
    if (clicked.at) {
      const place = document.createElement("code");
      place.textContent = clicked.at;
      pointed.append("This stands in ", place, ". ");
    }
    pointed.append(...toldOfLink(clicked));
  });
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
  differs = showFrame(stage, page.querySelector("iframe"), prepare) || differs;
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
  for (const frame of stage.querySelectorAll("iframe")) colorFrame(frame, settings.colors);
}

document.querySelector(".switches").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  settings[button.name] = button.value;
  sessionStorage.setItem("preview", JSON.stringify(settings));
  apply();
});

const first = stage.querySelector("iframe");
if (first) whenLoaded(first, prepare);
Object.assign(settings, JSON.parse(sessionStorage.getItem("preview") ?? "{}"));
apply();
connect();
document.addEventListener("visibilitychange", connect);
