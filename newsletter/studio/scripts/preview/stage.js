/** The frame with the email, and in a comparison a second one beside it. */

import { colorFrame, followClicks, showFrame, takeOver, toldOfLink, whenLoaded } from "../../pages/static/email_frame.js";

const WORDS = 300;
const FONT_SIZE = /font-size:\s*(\d+(?:\.\d+)?)px/g;

/** What is laid over the email's own styles: a mark around the section being written, and larger letters. */
function sheetText(html, settings, marked) {
  const rules = [];
  if (marked) {
    const at = CSS.escape(marked);
    rules.push(`body > div > :has([data-at^="${at}"]) { outline: 2px solid #b35c0077; outline-offset: -2px; }`);
  }
  if (settings.bare) rules.push("img:not([src]) { outline: 1px solid #8f8299; }");
  if (settings.large) {
    const sizes = new Map([...html.matchAll(FONT_SIZE)].map(([words, pixels]) => [words, Number(pixels)]));
    for (const [words, pixels] of sizes) {
      if (pixels > 1) rules.push(`:root:root [style*="${words}"] { font-size: ${2 * pixels}px !important; }`);
    }
  }
  return rules.join("\n");
}

/**
 * The email's text as a page of its own, changed as the settings want it; it runs nothing and loads nothing.  The frame
 * parses it: the policy of the page around it would refuse the styles.
 */
function parsed(frame, html, settings) {
  const page = new frame.contentWindow.DOMParser().parseFromString(html, "text/html");
  if (settings.bare) {
    for (const image of page.images) for (const name of ["src", "srcset"]) image.removeAttribute(name);
  }
  return page;
}

/** The mark of an element, or of what stands nearest to it: captions and pull quotes have none of their own. */
function markNear(element) {
  for (let around = element; around; around = around.parentElement) {
    const found = around.closest("[data-at]") ?? around.querySelector("[data-at]");
    if (found) return found.dataset.at;
  }
  return "";
}

function makeFrame(title) {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.setAttribute("sandbox", "allow-same-origin");
  return frame;
}

export function startStage(stage, pointAt) {
  let settings = null;
  let html = null;
  let marked = "";
  let drawn = "";
  const cell = stage.querySelector(".preview-cell");
  const caption = cell.querySelector("p");
  const first = cell.querySelector("iframe");
  let other = null; // {cell, token}

  const shown = () => cell.querySelector("iframe:not(.coming)");

  function prepare(frame) {
    followClicks(frame, clicked => {
      const picture = clicked.target.closest("img");
      const words = picture ? picture.getAttribute("src") ?? picture.alt : clicked.target.textContent;
      pointAt({ at: markNear(clicked.target), words: words.trim().slice(0, WORDS), told: toldOfLink(clicked) });
    });
    drawn = "";
    draw(frame);
    if (!frame.classList.contains("coming")) scrollToMarked();
  }

  function draw(frame = shown()) {
    if (!frame?.contentDocument?.body || frame.contentDocument.URL === "about:blank") return;
    if (html !== null) {
      const wanted = JSON.stringify([html, settings.bare]);
      if (drawn !== wanted) takeOver(frame, parsed(frame, html, settings));
      drawn = wanted;
    }
    dress(frame, html ?? "");
    colorFrame(frame, settings.dark ? "dark" : "light");
  }

  function dress(frame, words) {
    const text = sheetText(words, settings, frame === other?.frame ? "" : marked);
    if (frame.dataset.sheet === text) return;
    const sheet = new frame.contentWindow.CSSStyleSheet();
    sheet.replaceSync(text);
    frame.contentDocument.adoptedStyleSheets = [sheet];
    frame.dataset.sheet = text;
  }

  /** Each frame is as wide as the window it stands for, and made smaller where the pane is narrower. */
  function fit() {
    if (!settings || !stage.clientWidth) return;
    const cells = [...stage.querySelectorAll(".preview-cell")];
    const room = (stage.clientWidth - 8 * (cells.length - 1)) / cells.length;
    const scale = Math.min(1, room / settings.pixels);
    for (const one of cells) {
      one.style.width = `${settings.pixels * scale}px`;
      const top = one.querySelector("p")?.offsetHeight ?? 0;
      for (const frame of one.querySelectorAll("iframe")) {
        frame.style.width = `${settings.pixels}px`;
        frame.style.height = `${(stage.clientHeight - top) / scale}px`;
        frame.style.top = `${top}px`;
        frame.style.transform = `scale(${scale})`;
      }
    }
  }

  /** Whatever becomes wider or larger, the words at the top of the frame stay there. */
  function keepingPlace(work) {
    const frame = shown();
    const blocks = frame?.contentDocument?.querySelectorAll("[data-at]") ?? [];
    const top = [...blocks].find(block => block.getBoundingClientRect().bottom > 0);
    const before = top?.getBoundingClientRect().top;
    work();
    if (top?.isConnected) frame.contentWindow.scrollBy({ top: top.getBoundingClientRect().top - before, behavior: "instant" });
  }

  function scrollToMarked() {
    const frame = shown();
    const block = marked && frame?.contentDocument?.querySelector(`[data-at^="${CSS.escape(marked)}"]`);
    if (block) frame.contentWindow.scrollTo({ top: block.getBoundingClientRect().top + frame.contentWindow.scrollY - 40, behavior: "instant" });
  }

  /** The second frame, with the email that this one is compared with. */
  function showOther(answer) {
    stage.classList.toggle("comparing", Boolean(answer.other));
    caption.hidden = !answer.other;
    if (!answer.other) {
      other?.cell.remove();
      other = null;
      return;
    }
    if (other?.token === answer.other) return;
    other?.cell.remove();
    const beside = document.createElement("div");
    beside.className = "preview-cell";
    const title = document.createElement("p");
    title.textContent = answer.title.replace(/^b/, "B");
    const frame = makeFrame(`The email ${answer.title}`);
    frame.src = `/preview/${answer.other}/email.html`;
    frame.addEventListener("load", () => {
      dress(frame, frame.contentDocument.documentElement.outerHTML);
      colorFrame(frame, settings.dark ? "dark" : "light");
    });
    beside.append(title, frame);
    stage.prepend(beside);
    other = { cell: beside, token: answer.other, frame };
  }

  new ResizeObserver(fit).observe(stage);

  return {
    set(wanted) {
      settings = wanted;
      if (first?.isConnected && !first.dataset.watched) {
        first.dataset.watched = "yes";
        whenLoaded(first, prepare);
      }
      keepingPlace(() => {
        fit();
        draw();
      });
      if (other) colorFrame(other.frame, settings.dark ? "dark" : "light");
    },
    show(answer) {
      html = answer.html;
      showOther(answer);
      const fresh = makeFrame("The email");
      fresh.src = `/preview/${answer.frame}/email.html${settings.web && answer.web ? "?pictures=web" : ""}`;
      showFrame(cell, fresh, prepare);
      draw();
      fit();
    },
    /** Mark the section that a file holds, and show it. */
    mark(file) {
      const at = `${file.split("/").map(encodeURIComponent).join("/")}`;
      const isOther = at !== marked;
      marked = at;
      if (!settings) return;
      draw();
      if (isOther) scrollToMarked();
    },
  };
}
