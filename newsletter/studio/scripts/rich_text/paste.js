/**
 * What other programs put on the clipboard, cleaned: Word, Google Docs, Gmail, Outlook, web pages, plain text.
 *
 * Styles are looked up as text, under another name: a page that forbids style attributes does not compute them, and
 * complaining of each takes half the time of a large paste.
 */

import { DOMSerializer, Fragment, Slice } from "prosemirror-model";

import { schema } from "./schema.js";
import { listsFromWord } from "./word_lists.js";

/** Characters of text, and of HTML around it, that can be pasted at once.  A long issue has 30,000. */
export const MOST_TEXT = 250_000;
export const MOST_HTML = 5_000_000;

const WRAPPED_LINE = 55; // characters

const UNSEEN =
  "style, script, meta, link, title, xml, noscript, template, object, iframe, svg, canvas, button, input, select, " +
  "textarea, img, picture, video, audio";
const BLOCKS = "p, div, li, h1, h2, h3, h4, h5, h6, blockquote, section, article, td, th, ul, ol, table, tr, pre, dd, dt";
const RAISED = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", "+": "⁺", "-": "⁻", "−": "⁻", n: "ⁿ" };
const LOWERED = { 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉", "+": "₊", "-": "₋", "−": "₋" };

/** HTML from the clipboard as HTML that holds nothing but what the schema knows. */
export function cleanHtml(html) {
  if (html.includes("data-pm-slice")) return html; // from this editor
  // Two line breaks are a paragraph; the browser's parser mends what this cuts through.
  const mended = html
    .replace(/<(style|script)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, tag => tag.replace(/(\s)(style|on\w+)(?=\s*=)/gi, "$1data-$2"))
    .replace(/(<br\b[^>]*>\s*){2,}/gi, "</p><p>");
  const page = new DOMParser().parseFromString(mended, "text/html");
  const { body } = page;
  removeComments(body);
  for (const one of body.querySelectorAll(UNSEEN)) one.remove();
  for (const one of body.querySelectorAll("[data-style]")) if (styleOf(one, "display") === "none") one.remove();
  listsFromWord(body);
  for (const one of body.querySelectorAll("sup, sub")) writeHeight(one);
  for (const one of body.querySelectorAll("pre")) one.replaceWith(paragraphsOf(one.textContent, page));
  for (const one of body.querySelectorAll("a")) cleanLink(one);
  for (const one of body.querySelectorAll("table")) unfoldTable(one);
  for (const one of body.querySelectorAll("blockquote[data-style]")) if (/^none/.test(styleOf(one, "border"))) unwrap(one);
  for (const one of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) nestList(one);
  rankHeadings(body);
  for (const one of body.querySelectorAll("[data-style], b, strong, i, em")) readStyle(one);
  cleanSpaces(body);
  for (const one of body.querySelectorAll("br")) if (isLast(one)) one.remove();
  for (const one of [...body.querySelectorAll("p, div, li, h1, h2, h3, h4, h5, h6")].reverse()) {
    if (!one.textContent.trim()) one.remove();
  }
  return body.innerHTML;
}

/** Plain text as paragraphs and lists: blank lines part paragraphs, lines that were merely wrapped are joined. */
export function sliceOfText(text) {
  const blocks = text
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n\s*/)
    .filter(block => block.trim())
    .flatMap(block => blocksOfLines(block.split("\n").map(line => line.trim()).filter(Boolean)));
  const isParagraph = blocks.length > 0 && blocks[0].type === schema.nodes.paragraph;
  const isOpenEnd = blocks.at(-1)?.type === schema.nodes.paragraph;
  return new Slice(Fragment.from(blocks), isParagraph ? 1 : 0, isOpenEnd ? 1 : 0);
}

const ITEM = /^(?:[•◦▪‣·*–-]|(\d{1,3})[.)])\s+/;

function blocksOfLines(lines) {
  const { paragraph, list_item: item, bullet_list: bullets, ordered_list: numbers } = schema.nodes;
  if (!ITEM.test(lines[0]) || (lines.length === 1 && /^\d/.test(lines[0]))) return [paragraph.create(null, joined(lines))];
  const items = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push([line.replace(ITEM, "")]);
    else items.at(-1).push(line);
  }
  const order = Number(ITEM.exec(lines[0])[1] ?? 0);
  const content = items.map(words => item.create(null, paragraph.create(null, text(words.join(" ")))));
  return [/^\d/.test(lines[0]) ? numbers.create({ order }, content) : bullets.create(null, content)];
}

/** Lines of one paragraph: a line as long as a mail program makes them goes on in the next, a shorter one was meant to end. */
function joined(lines) {
  const words = lines.map((line, at) => (at + 1 < lines.length && line.length >= WRAPPED_LINE ? `${line} ` : `${line}\n`));
  return words.join("").trimEnd().split("\n").flatMap((line, at) => (at ? [schema.node("hard_break"), ...text(line)] : text(line)));
}

function text(words) {
  return words ? [schema.text(words)] : [];
}

function removeComments(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const comment of found) comment.remove();
}

/** One property of a style attribute, in lower case; "" where it is not set. */
function styleOf(element, property) {
  const match = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`, "i").exec(element.dataset.style ?? "");
  return match ? match[1].trim().toLowerCase() : "";
}

/** Bold, italic and struck words by the tags that say so; Google Docs puts everything into a bold that is not bold. */
function readStyle(element) {
  const weight = styleOf(element, "font-weight");
  const slant = styleOf(element, "font-style");
  const isBold = /^(bold|[6-9]00)/.test(weight);
  const isPlain = /^(normal|lighter|[1-5]00)/.test(weight);
  const inHeading = element.closest("h1, h2, h3, h4, h5, h6") !== null;
  const isStruck = /line-through/.test(styleOf(element, "text-decoration") + styleOf(element, "text-decoration-line"));
  const isBlock = element.matches(BLOCKS) || element.querySelector(BLOCKS) !== null;
  if (!isBlock && isStruck) wrapContent(element, "s");
  if (!isBlock && slant.startsWith("italic") && !element.matches("i, em")) wrapContent(element, "em");
  if (!isBlock && isBold && !inHeading && !element.matches("b, strong")) wrapContent(element, "strong");
  if (element.matches("b, strong") ? isPlain || inHeading : element.matches("i, em") && slant === "normal") unwrap(element);
}

function wrapContent(element, tag) {
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

/** 10<sup>6</sup> must not become 106. */
function writeHeight(element) {
  const signs = element.tagName === "SUP" ? RAISED : LOWERED;
  const words = element.textContent.trim();
  if (!/\d/.test(words) || element.querySelector("a") || element.closest("a")) return;
  const isWritten = Array.from(words).every(sign => sign in signs);
  element.replaceWith(isWritten ? Array.from(words, sign => signs[sign]).join("") : ` (${words})`);
}

const WRAPPED = [
  [/^https:\/\/www\.google\.[a-z.]+\/url\?/, ["q", "url"]],
  [/^https:\/\/[a-z0-9.]+\.safelinks\.protection\.outlook\.com\//, ["url"]],
];

/** The address itself where a mail program or a search put its own around it; words alone where it leads nowhere. */
function cleanLink(link) {
  let href = link.getAttribute("href") ?? "";
  for (const [pattern, names] of WRAPPED) {
    if (!pattern.test(href)) continue;
    const inside = names.map(name => new URL(href).searchParams.get(name)).find(Boolean);
    if (inside) href = inside;
  }
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(href) || !link.textContent.trim()) unwrap(link);
  else link.setAttribute("href", href);
  link.removeAttribute("title");
}

/** A table of figures becomes a Markdown table, one that arranges a page its content. */
function unfoldTable(table) {
  const rows = [...table.rows].map(row => [...row.cells]);
  const width = rows[0]?.length ?? 0;
  const isPlain = cell => !cell.querySelector("table, ul, ol, h1, h2, h3, h4, p + p, div + div") && cell.textContent.trim().length < 200;
  const isData = width > 1 && rows.length > 1 && rows.every(row => row.length === width && row.every(isPlain));
  if (isData && !table.querySelector("td[colspan]:not([colspan='1'])")) {
    const cells = row => `| ${row.map(cell => escapeCell(cell.textContent)).join(" | ")} |`;
    const lines = [cells(rows[0]), `|${" --- |".repeat(width)}`, ...rows.slice(1).map(cells)];
    const block = table.ownerDocument.createElement("div");
    block.dataset.source = lines.join("\n");
    block.textContent = "table";
    table.replaceWith(block);
  } else {
    for (const cell of rows.flat()) {
      const block = table.ownerDocument.createElement("div");
      block.append(...cell.childNodes);
      table.before(block);
    }
    table.remove();
  }
}

function escapeCell(words) {
  return words.replace(/\s+/g, " ").trim().replace(/[\\`*_[\]<&~|]/g, "\\$&");
}

/** Google Docs and Word on the web put the inner list beside the item that it belongs to. */
function nestList(list) {
  const item = list.previousElementSibling;
  if (item?.tagName === "LI") item.append(list);
}

/** The largest headings become the third level, as in our own texts, and so on down. */
function rankHeadings(body) {
  const headings = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const levels = [...new Set(headings.map(heading => heading.tagName))].sort();
  for (const heading of headings) {
    const made = body.ownerDocument.createElement(`h${Math.min(6, 3 + levels.indexOf(heading.tagName))}`);
    made.append(...heading.childNodes);
    heading.replaceWith(made);
  }
}

function cleanSpaces(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    walker.currentNode.data = walker.currentNode.data.replace(/\u00a0/g, " ").replace(/[\u00ad\u200b\ufeff]/g, "");
  }
}

function isLast(element) {
  for (let node = element; node && !(node !== element && node.matches?.(BLOCKS)); node = node.parentNode) {
    for (let next = node.nextSibling; next; next = next.nextSibling) {
      if (next.nodeType === 1 && next.matches(BLOCKS)) return true;
      if (next.textContent.trim() || next.nodeName === "BR") return false;
    }
    if (node.nodeName === "BODY") return true;
  }
  return true;
}

function paragraphsOf(words, page) {
  const made = page.createDocumentFragment();
  DOMSerializer.fromSchema(schema).serializeFragment(sliceOfText(words).content, { document: page }, made);
  return made;
}
