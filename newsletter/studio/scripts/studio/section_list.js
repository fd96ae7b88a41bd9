/** The left pane: sections dragged to another place, menus, and the checks that ask the web. */

let htmx = null;
let dragged = null;

function target(event) {
  const row = event.target.closest?.(".sortable > li");
  return row && dragged && row !== dragged && row.parentNode === dragged.parentNode ? row : null;
}

function drop(list) {
  const rows = [...list.children];
  htmx.ajax("POST", list.dataset.url, {
    target: "#middle",
    values: { do: "to", name: dragged.dataset.name, to: rows.indexOf(dragged), selected: selected() },
  });
}

const selected = () => document.querySelector(".sortable [aria-current]")?.closest("li").dataset.name ?? "";

async function askNetwork(button) {
  const line = document.getElementById("network-state");
  button.setAttribute("aria-disabled", "true");
  line.textContent = "Asking …";
  try {
    const answer = await fetch(button.dataset.url, { method: "POST" });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const step of lines.filter(Boolean).map(JSON.parse)) {
        line.textContent = step.message ?? `${step.label}: ${step.done} of ${step.of}`;
      }
    }
    document.dispatchEvent(new CustomEvent("studio:refresh"));
  } catch {
    line.textContent = "The studio does not answer. Start it again, then ask once more.";
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

export function startSectionList(theHtmx) {
  htmx = theHtmx;
  document.addEventListener("dragstart", event => {
    dragged = event.target.closest?.(".sortable > li") ?? null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.name);
    dragged.classList.add("dragged");
  });
  document.addEventListener("dragover", event => {
    const row = target(event);
    if (!dragged || !event.target.closest?.(".sortable")) return;
    event.preventDefault();
    if (!row) return;
    const { top, height } = row.getBoundingClientRect();
    if (event.clientY < top + height / 2) row.before(dragged);
    else row.after(dragged);
  });
  document.addEventListener("drop", event => {
    if (!dragged) return;
    event.preventDefault();
    drop(dragged.parentNode);
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    dragged = null;
  });
  document.addEventListener("click", event => {
    const button = event.target.closest?.("#ask-network");
    if (button) askNetwork(button);
    // A menu closes when something else is clicked.
    for (const menu of document.querySelectorAll("details.more[open]")) {
      if (!menu.contains(event.target) || event.target.closest(".menu button:not([aria-disabled=true])")) menu.open = false;
    }
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details.more[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
