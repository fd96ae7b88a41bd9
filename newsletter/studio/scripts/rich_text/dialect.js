/**
 * The newsletter's Markdown, as newsletter/content/markdown.py reads it: CommonMark with tables and strikethrough,
 * no HTML, no indented code, no heading made by a line below it, bare web addresses linked.
 *
 * A property test holds that both read the same tokens, but for `env.deep`: lines on which a list, a quotation or the
 * like begins, or a box of code ends, behind four spaces or more.  Without indented code markdown-it-py reads them as such, markdown-it does not.
 */

import MarkdownIt from "markdown-it";

/** As MAX_DEPTH of content/prose_limits.py: how deep lists and quotations may be nested. */
export const MAX_DEPTH = 8;

/** As MAX_SIGNS there: a paragraph with more signs of emphasis than this has its formatting left alone. */
const MAX_SIGNS = 2_000;

// Python's \s, and its \w before an address.
const URL = /(?<![\p{L}\p{N}_/])https?:\/\/[^\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000<>"]+/gu;
const TRAILING = "?!.,:;*_~'";

/** The parser.  `markdown.parse(text, env)` yields tokens; `env.references` the addresses that links name. */
export const markdown = new MarkdownIt("commonmark", { html: false, maxNesting: 2 * MAX_DEPTH + 4 });
markdown.enable(["table", "strikethrough"]).disable(["html_block", "html_inline", "code", "lheading"]);
markdown.block.ruler.before("table", "deep", noteDeepLine);
markdown.inline.ruler.before("escape", "backslash_space", backslashSpace);
markdown.core.ruler.before("inline", "trim", trimBlocks);
markdown.core.ruler.after("inline", "bare_urls", linkBareUrls);

/** Whether a paragraph has too many signs for its formatting to be worked out, as is_dense of content/prose_limits.py. */
export function isDense(text) {
  return text.length > MAX_SIGNS && text.replace(/[^[*_~]/g, "").length > MAX_SIGNS;
}

/** The web addresses in a text, as `{start, end}` offsets. */
export function bareUrls(text) {
  if (!text.includes("://")) return [];
  return Array.from(text.matchAll(URL), match => ({
    start: match.index,
    end: match.index + withoutTrailing(match[0]).length,
  }));
}

function noteDeepLine(state, line) {
  if (state.sCount[line] - state.blkIndent >= 4) {
    const text = state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
    if (/^([#>*+_`~[-]|\d+[.)])|[|]/.test(text)) noteDeep(state.env, line);
  }
  return false;
}

function noteDeep(env, line) {
  (env.deep ??= []).push(line);
}

/** As markdown-it-py, to which a backslash before a space takes the space along: no line end of two spaces follows. */
function backslashSpace(state, silent) {
  if (!state.src.startsWith("\\ ", state.pos)) return false;
  if (!silent) Object.assign(state.push("text_special", "", 0), { content: "\\ ", markup: "\\ ", info: "escape" });
  state.pos += 2;
  return true;
}

/** As mdTrim of markdown-it-py, which takes more than ASCII white space off a paragraph. */
function trimBlocks(state) {
  for (const block of state.tokens) {
    if (block.type === "inline") block.content = block.content.trim();
    if (block.type === "fence" && /^ {4,}(```|~~~)/m.test(block.content)) noteDeep(state.env, block.map[0]);
  }
}

function linkBareUrls(state) {
  for (const block of state.tokens) {
    if (block.type === "inline" && block.content.includes("://")) block.children = linked(block.children, state.Token);
  }
}

function linked(children, Token) {
  const out = [];
  let insideLink = 0;
  for (const token of children) {
    insideLink += (token.type === "link_open") - (token.type === "link_close");
    if (token.type === "text" && !insideLink) out.push(...split(token, Token));
    else out.push(token);
  }
  return out;
}

function split(token, Token) {
  const out = [];
  let from = 0;
  const words = (content, level) => Object.assign(new Token("text", "", 0), { content, level });
  for (const { start, end } of bareUrls(token.content)) {
    if (start > from) out.push(words(token.content.slice(from, start), token.level));
    const url = token.content.slice(start, end);
    const link = { markup: "linkify", info: "auto", level: token.level };
    out.push(
      Object.assign(new Token("link_open", "a", 1), link, { attrs: [["href", url]] }),
      words(url, token.level + 1),
      Object.assign(new Token("link_close", "a", -1), link),
    );
    from = end;
  }
  if (from < token.content.length) out.push(words(token.content.slice(from), token.level));
  return out;
}

/** The address without the punctuation of the sentence around it. */
function withoutTrailing(url) {
  let end = url.length;
  let unopened = url.split(")").length - url.split("(").length;
  while (TRAILING.includes(url[end - 1]) || (url[end - 1] === ")" && unopened > 0)) {
    unopened -= url[end - 1] === ")";
    end -= 1;
  }
  return url.slice(0, end);
}
