/**
 * An email in its frame: its colors, its newest words, and clicks inside it.  For the preview and the studio alike; the
 * email itself runs no script.
 */

const SCHEME = /\(prefers-color-scheme:\s*(dark|light)\)/g;
const asWritten = new WeakMap();

// A frame follows the computer's color scheme, whatever its page asks for; so the conditions themselves are
// replaced by one that always holds or one that never does.
function setColors(rules, wanted) {
  for (const rule of rules) {
    if (rule.media) {
      if (!asWritten.has(rule)) asWritten.set(rule, rule.media.mediaText);
      const text = asWritten.get(rule).replace(SCHEME, (_, scheme) =>
        scheme === wanted ? "(min-width: 0px)" : "(max-width: 0px)");
      if (rule.media.mediaText !== text) rule.media.mediaText = text;
    }
    if (rule.cssRules) setColors(rule.cssRules, wanted);
  }
}

/** Show an email's light or dark colors, whatever those of the computer are. */
export function colorFrame(frame, wanted) {
  const page = frame.contentDocument;
  // A frame that is still loading has no root yet; it is colored when it has loaded.
  if (!page?.documentElement) return;
  if (page.documentElement.style.colorScheme !== wanted) page.documentElement.style.colorScheme = wanted;
  for (const sheet of page.styleSheets) setColors(sheet.cssRules, wanted);
}

/** Show a newer text of the same email: only what differs is exchanged, so that nothing moves or blinks. */
export function takeOver(frame, page) {
  const shown = frame.contentDocument;
  renew(shown.head, page.head);
  renew(shown.body, page.body);
}

function renew(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    old.replaceWith(old.ownerDocument.importNode(fresh, true));
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  renewChildren(old, [...old.childNodes], [...fresh.childNodes]);
}

function renewChildren(parent, before, after) {
  let start = 0;
  while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end += 1;
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  const shared = Math.min(old.length, fresh.length);
  for (let at = 0; at < shared; at += 1) renew(old[at], fresh[at]);
  for (const node of old.slice(shared)) node.remove();
  const next = before[before.length - end] ?? null;
  for (const node of fresh.slice(shared)) parent.insertBefore(parent.ownerDocument.importNode(node, true), next);
}

let pointed = null;

/**
 * Tell `told` what is clicked: {block, at, address, nowhere}.  `block` is the element that carries the mark `at`,
 * `address` where a link leads; with `nowhere` the mailing service fills it in.  Links within the email work.
 */
export function followClicks(frame, told) {
  for (const kind of ["click", "auxclick"]) frame.contentDocument.addEventListener(kind, event => clicked(event, told));
}

function clicked(event, told) {
  const link = event.target.closest("a, area");
  const block = event.target.closest("[data-at]");
  const address = link?.getAttribute("href");
  const nowhere = Boolean(address?.startsWith("#merge-field-") || /@@[a-z_]+@@/.test(address ?? ""));
  const inTheEmail = address?.startsWith("#") && !nowhere && event.type === "click";
  if (link && !inTheEmail) event.preventDefault();
  if (pointed) pointed.style.outline = "";
  pointed = block;
  if (block) block.style.outline = "2px solid #b97a0f";
  told({ block, target: event.target, at: block?.dataset.at ?? "", address: inTheEmail ? null : address, nowhere });
}

/** Where a link leads, as nodes for a line of text; none where nothing was clicked that leads anywhere. */
export function toldOfLink({ address, nowhere }) {
  if (!address) return [];
  if (nowhere) return ["The mailing service fills this link in; here it leads nowhere."];
  if (!/^(https?|mailto|tel):/i.test(address)) return [`The link leads to ${address}`];
  const outside = document.createElement("a");
  Object.assign(outside, { href: address, textContent: address, target: "_blank", rel: "noopener noreferrer" });
  return ["The link leads to ", outside];
}

const coming = new WeakMap(); // a stage -> the frame that is still loading in it

/**
 * Load an email behind the one that is shown; it takes its place when it is all there, at the same scroll position.
 * `prepare` is called with the frame before it is seen.  Tells whether there is anything to load.
 */
export function showFrame(stage, fresh, prepare) {
  const shown = stage.querySelector("iframe:not(.coming)");
  const wanted = fresh?.getAttribute("src");
  if (!wanted || (coming.get(stage) ?? shown)?.getAttribute("src") === wanted) return false;
  coming.get(stage)?.remove();
  const frame = document.importNode(fresh);
  coming.set(stage, frame);
  frame.classList.add("coming");
  frame.addEventListener("load", () => {
    if (coming.get(stage) !== frame) return;
    coming.delete(stage);
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

/** Prepare a frame that came with its page: now, or when it has loaded. */
export function whenLoaded(frame, prepare) {
  frame.addEventListener("load", () => prepare(frame));
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank") prepare(frame);
}
