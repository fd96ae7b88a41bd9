/** The hand-off: copying, a draft made at the service, a copy that came back, and the page kept up to date. */

let htmx = null;
let busy = 0; // requests whose answer is about to stand on the page
let turns = 0; // requests so far: an answer that was asked for before the last one is old
let served = ""; // the steps as the server last sent them

const LIMIT = 10_000_000;
const steps = () => document.getElementById("steps");

/** Text into the clipboard, also where it has to be fetched first: browsers want the wish before the words. */
async function copy(button) {
  const said = document.getElementById("copied");
  try {
    const text = button.dataset.copiesText ?? fetched(button.dataset.copies);
    if (typeof text === "string") await navigator.clipboard.writeText(text);
    else await navigator.clipboard.write([new ClipboardItem({ "text/plain": text.then(words => new Blob([words], { type: "text/plain" })) })]);
    said.textContent = `${button.textContent.trim().replace(/^Copy t/, "T")} is copied. Paste it at your mailing service.`;
  } catch {
    said.textContent = "Your browser did not let the studio copy this. Download the files instead.";
  }
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error("gone");
  return answer.text();
}

/** The steps in an answer, and the words that go with them. */
function parsed(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const notice = fresh.getElementById("notice");
  notice?.remove();
  return { fresh: fresh.getElementById("steps"), notice };
}

function show(html) {
  const { fresh, notice } = parsed(html);
  if (notice) document.getElementById("notice").replaceChildren(...notice.childNodes);
  // What is the same stays: a button that is being pressed must not be replaced.
  if (fresh.outerHTML === served) return;
  served = fresh.outerHTML;
  const open = [...document.querySelectorAll("#steps details[id][open]")].map(one => one.id);
  const focus = document.activeElement?.id;
  const typed = [...steps().querySelectorAll("input[id]:not([type=checkbox], [type=file]), textarea[id]")]
    .filter(one => one.value !== one.defaultValue).map(one => [one.id, one.value]);
  steps().replaceWith(fresh);
  for (const [id, value] of typed) if (document.getElementById(id)) document.getElementById(id).value = value;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  htmx.process(steps());
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
}

/** What changed elsewhere is shown, but not under someone's hands. */
async function refresh(mine = 0) {
  if (busy > mine || !steps() || steps().contains(document.activeElement?.closest?.("input:not([type=checkbox]), textarea, select"))) return;
  const turn = turns;
  try {
    const answer = await fetch(steps().dataset.url, { headers: { "HX-Request": "true" } });
    if (answer.headers.has("HX-Refresh")) location.reload();
    else if (turn !== turns) await refresh(mine);
    else if (answer.ok && busy <= mine) show(await answer.text());
  } catch {
    // The server ended; the stream of updates says so.
  }
}

async function push(button) {
  const log = document.getElementById("push-log");
  busy += 1;
  turns += 1;
  button.setAttribute("aria-disabled", "true");
  log.replaceChildren();
  const say = words => {
    const line = document.createElement("p");
    line.textContent = words;
    log.append(line);
  };
  try {
    const answer = await fetch(button.dataset.push, {
      method: "POST",
      headers: { "Accept": "application/json" },
      body: new URLSearchParams({ by: document.getElementById("your-name").value }),
    });
    if (!answer.ok) {
      say((await answer.json()).message);
      return;
    }
    let done = false;
    for await (const step of lines(answer.body)) {
      if (step.message) say(step.message);
      done ||= step.done;
    }
    if (done) {
      const told = [...log.childNodes];
      await refresh(1);
      document.getElementById("push-log")?.replaceChildren(...told);
    }
  } catch {
    say("The studio does not answer. Start it again, and look at the service whether a draft is there.");
  } finally {
    busy -= 1;
    document.getElementById("push")?.removeAttribute("aria-disabled");
  }
}

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    yield* parts.filter(Boolean).map(part => JSON.parse(part));
  }
}

async function compare(content, name) {
  const said = document.getElementById("arrived-said");
  if (!content.size) {
    said.textContent = "There is nothing to compare yet. Drop the email here, or paste its HTML.";
    return;
  }
  if (content.size > LIMIT) {
    said.textContent = "This file has more than 10 MB. An email is much smaller.";
    return;
  }
  said.textContent = "Comparing …";
  const by = document.getElementById("your-name").value;
  try {
    const answer = await fetch(`${steps().dataset.url}/arrived?${new URLSearchParams({ name, by })}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "Accept": "application/json" },
      body: content,
    });
    if (!answer.ok) {
      said.textContent = (await answer.json()).message;
      return;
    }
    show(await answer.text());
    document.getElementById("arrived-said").textContent = "";
    document.getElementById("arrived-heading").focus();
  } catch {
    said.textContent = "The studio does not answer. Start it again, then compare once more.";
  }
}

export function startHandOff(theHtmx) {
  htmx = theHtmx;
  if (!steps()) return;
  document.addEventListener("click", event => {
    const button = event.target.closest?.("[data-copies], [data-copies-text], [data-push], #arrived-compare");
    if (!button) return;
    if (button.dataset.push) push(button);
    else if (button.id === "arrived-compare") {
      compare(new Blob([document.getElementById("arrived-html").value]), "pasted.html");
    } else copy(button);
  });
  document.addEventListener("change", event => {
    if (event.target.id !== "arrived-file" || !event.target.files.length) return;
    compare(event.target.files[0], event.target.files[0].name);
  });
  const over = event => event.target.closest?.("#drop-arrived");
  document.addEventListener("dragover", event => {
    if (!over(event) || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    over(event).classList.add("over");
  });
  document.addEventListener("dragleave", event => over(event)?.classList.remove("over"));
  document.addEventListener("drop", event => {
    const file = over(event) && event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    over(event).classList.remove("over");
    compare(file, file.name);
  });
  // What was pressed may be gone afterwards: the focus then goes to the heading of its step.
  let heading = null;
  document.addEventListener("htmx:beforeRequest", event => {
    busy += 1;
    turns += 1;
    heading = event.target.closest?.(".step")?.getAttribute("aria-labelledby") ?? null;
  });
  document.addEventListener("htmx:afterRequest", () => { busy -= 1; });
  document.addEventListener("htmx:beforeSwap", event => {
    const { fresh } = parsed(event.detail.serverResponse);
    if (fresh) served = fresh.outerHTML;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (heading && document.activeElement === document.body) document.getElementById(heading)?.focus();
    heading = null;
  });
  // A tick that could not be noted must not look as if it were.
  document.addEventListener("htmx:responseError", event => {
    const box = event.target.closest?.(".ticks input");
    if (box) box.checked = !box.checked;
  });
  document.addEventListener("studio:changed", () => refresh());
}
