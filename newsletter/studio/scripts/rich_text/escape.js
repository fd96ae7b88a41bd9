/** Words and addresses that Markdown would take for something else, written so that it does not. */

const LETTER = /[\p{L}\p{N}]/u;

/** A text without anything that Markdown could read as a sign; the start of a line is a matter of its own. */
export function escapeSigns(text, insideLink) {
  return text.replace(/[\\`*_[\]<&~]/g, (sign, at) => (needsEscape(text, sign, at, insideLink) ? `\\${sign}` : sign));
}

/** A text with every sign escaped. */
export function escapeAll(text) {
  return text.replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

function needsEscape(text, sign, at, insideLink) {
  const before = text[at - 1] ?? "";
  const after = text[at + 1] ?? "";
  if (sign === "*") return !(/[ \t]/.test(before) && /\s/.test(after));
  if (sign === "_") return !isInsideWord(text, at);
  if (sign === "~") return before === "~" || after === "~" || !before || !after;
  if (sign === "]") return insideLink;
  if (sign === "<") return /^<[^\s<>]+>/.test(text.slice(at, at + 2_000));
  if (sign === "&") return /^&#?\w+;/.test(text.slice(at, at + 40));
  return true;
}

function isInsideWord(text, at) {
  let start = at;
  let end = at + 1;
  while (text[start - 1] === "_") start -= 1;
  while (text[end] === "_") end += 1;
  return LETTER.test(text[start - 1] ?? "") && LETTER.test(text[end] ?? "");
}

const LINE_START = new RegExp(
  String.raw`(^|\n)(\d{1,9}(?=[.)](?:\s|$)))?((?<=\d)[.)]|#{1,6}(?=\s|$)|>|[+-](?=\s|$)|[-:|](?=[-:|\s]*(?:\n|$)))`,
  "g",
);

/** Keeps words at the start of a line from beginning a list, a quotation, a heading, a table or a rule. */
export function escapeLineStarts(text, atLineStart) {
  return text.replace(LINE_START, (found, end, number = "", sign, offset) =>
    offset === 0 && !end && !atLineStart ? found : `${end}${number}\\${sign}`,
  );
}

/** Words as code, between as many backticks as they need. */
export function codeSpan(text) {
  const words = text.replaceAll("\n", " ");
  let fence = "`";
  while (new RegExp(`(^|[^\`])${fence}($|[^\`])`).test(words)) fence += "`";
  const pad = /^`|`$|^ .+ $/.test(words) ? " " : "";
  return fence + pad + words + pad + fence;
}

/** What stands in the parentheses of a link or picture. */
export function destination({ href: target, src: href = target, title = null }) {
  const isPlain = href && /^[^\s<>()\\&]+$/.test(href);
  const address = isPlain || (!href && title === null) ? href : `<${href.replace(/[<>\\]|&(?=#?\w+;)/g, "\\$&")}>`;
  return title === null ? address : `${address} "${title.replace(/["\\]|&(?=#?\w+;)/g, "\\$&")}"`;
}

/** The address of a reference, `ref:drugs/trabectedin`. */
export function referenceAddress(id) {
  return `ref:${id.replace(/[\s<>%]/g, encodeURIComponent)}`;
}

/** A character by its number: `&#116;`. */
export function characterReference(character) {
  return `&#${character.codePointAt(0)};`;
}
