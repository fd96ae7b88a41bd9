/**
 * Markdown to a document, block by block.  A block that the schema cannot hold, or that would not come back the same
 * once written anew, becomes `raw`: nothing that was typed is lost.
 */

import { MarkdownParser } from "prosemirror-markdown";

import { isDense, markdown, MAX_DEPTH } from "./dialect.js";
import { schema } from "./schema.js";

/** Merge fields, as MERGE_FIELD of newsletter/model/email.py. */
export const MERGE_FIELD = /@@([a-z_]+)@@/g;

class Unholdable extends Error {}

const HELD = {
  paragraph: { block: "paragraph" },
  heading: { block: "heading", getAttrs: token => ({ level: Number(token.tag[1]) }) },
  blockquote: { block: "blockquote" },
  bullet_list: { block: "bullet_list", getAttrs: (token, tokens, at) => listAttributes(token, tokens, at) },
  ordered_list: {
    block: "ordered_list",
    getAttrs: (token, tokens, at) => ({ order: Number(token.attrGet("start") ?? 1), ...listAttributes(token, tokens, at) }),
  },
  list_item: { block: "list_item" },
  hr: { node: "horizontal_rule" },
  fence: { block: "code_block", noCloseToken: true, getAttrs: token => ({ info: token.info }) },
  hardbreak: { node: "hard_break" },
  image: {
    node: "image",
    getAttrs: token => ({ src: token.attrGet("src"), alt: plainWords(token.children), title: token.attrGet("title") }),
  },
  reference: { node: "reference", getAttrs: token => ({ id: token.content }) },
  merge_field: { node: "merge_field", getAttrs: token => ({ name: token.content }) },
  em: { mark: "em" },
  strong: { mark: "strong" },
  s: { mark: "strike" },
  link: { mark: "link", getAttrs: token => ({ href: token.attrGet("href"), title: token.attrGet("title") }) },
  code_inline: { mark: "code", noCloseToken: true },
  line_end: { mark: "line_end" },
};

// The tokens come from the dialect and are changed before they are handed over.
const parser = new MarkdownParser(schema, { parse: tokens => tokens }, HELD);

/**
 * The top-level blocks of a text without carriage returns: `{node, start, end}`, where `text.slice(start, end)` is the
 * block's source.  `node` is null where the schema cannot hold the block; `defines` says that the block is, or holds,
 * addresses that links elsewhere may name.  `env.references` holds all such addresses.
 */
export function parseBlocks(text, env = {}) {
  const tokens = markdown.parse(text, env);
  const lines = text.split("\n");
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1) + line.length + 1);
  const span = (first, last) => {
    while (last > first && isBlank(lines[last - 1])) last -= 1;
    return { start: starts[first], end: starts[last] - 1 };
  };
  const out = [];
  const add = (block, isDeep = false) => {
    // Where the two parsers may differ, neighbors may belong together.
    const last = out.at(-1);
    if (last && (isDeep || (last.isDeep && /^[ \t]/.test(lines[block.first])))) {
      Object.assign(last, { node: null, isDeep: true, end: block.end, defines: last.defines || block.defines });
    } else {
      out.push({ ...block, isDeep });
    }
  };
  let line = 0;
  const skipTo = first => {
    // Only addresses of links ([name]: address) leave no token behind.
    while (line < first && isBlank(lines[line])) line += 1;
    if (line < first) add({ node: null, defines: true, first: line, ...span(line, first) });
  };
  for (const group of topLevel(tokens)) {
    const [first, last] = group[0].map;
    skipTo(first);
    const block = { first, ...span(first, last) };
    const isDeep = env.deep?.some(deep => deep >= first && deep < last) ?? false;
    const defines = env.references !== undefined && definesAddresses(text.slice(block.start, block.end));
    add({ ...block, node: defines || isDeep ? null : nodeOf(group), defines }, isDeep);
    line = Math.max(line, last);
  }
  skipTo(lines.length);
  return out;
}

/** The blocks of a text, or null where one cannot be held; `references` are addresses that its links may name. */
export function parseNodes(text, references = undefined) {
  const nodes = parseBlocks(text, { references }).map(block => block.node);
  return nodes.includes(null) ? null : nodes;
}

function isBlank(line) {
  return /^[ \t]*$/.test(line);
}

function definesAddresses(source) {
  const env = {};
  markdown.parse(source, env);
  return Object.keys(env.references ?? {}).length > 0;
}

function* topLevel(tokens) {
  let group = [];
  for (const token of tokens) {
    group.push(token);
    if (token.level === 0 && token.nesting <= 0 && token.type !== "inline") {
      yield group;
      group = [];
    }
  }
}

function nodeOf(tokens) {
  try {
    const held = tokens.map(token => {
      if (token.level > 2 * MAX_DEPTH + 1) throw new Unholdable();
      if (token.type !== "inline") {
        if (!(token.type.replace(/_(open|close)$/, "") in HELD)) throw new Unholdable();
        return token;
      }
      return Object.assign(Object.create(token), { children: heldChildren(token) });
    });
    return parser.parse(held).firstChild;
  } catch (error) {
    if (error instanceof Unholdable) return null;
    throw error;
  }
}

/** Inline tokens with references, merge fields and line ends as tokens of their own. */
function heldChildren({ content, children }) {
  if (isDense(content)) throw new Unholdable();
  const out = [];
  const open = [];
  for (let at = 0; at < children.length; at += 1) {
    const token = children[at];
    if (token.type === "softbreak") {
      out.push({ type: "line_end_open" }, { type: "text", content: " " }, { type: "line_end_close" });
    } else if (token.type === "link_open") {
      const id = referenceId(token, children[at + 1]);
      if (id !== null) {
        out.push({ type: "reference", content: id });
        at += children[at + 1].type === "link_close" ? 1 : 2;
      } else {
        if (children[at + 1].type === "link_close") throw new Unholdable(); // a link without words
        open.push(token);
        out.push(token);
      }
    } else if (token.type === "text" && open.at(-1)?.info !== "auto") {
      out.push(...withMergeFields(token.content));
    } else {
      // Bold within bold looks like bold; it is kept as it was typed.
      if (token.nesting > 0 && open.some(other => other.type === token.type)) throw new Unholdable();
      if (token.nesting > 0) open.push(token);
      if (token.nesting < 0) open.pop();
      out.push(token);
    }
  }
  return out;
}

/** The id of `<ref:id>` or `[](ref:id)`, which show the reference's own name; otherwise null. */
function referenceId(link, next) {
  const href = link.attrGet("href");
  if (!href.startsWith("ref:") || link.attrGet("title") !== null) return null;
  if (link.info !== "auto" && next.type !== "link_close") return null;
  try {
    return decodeURIComponent(href.slice(4));
  } catch {
    throw new Unholdable();
  }
}

function* withMergeFields(text) {
  let from = 0;
  for (const match of text.matchAll(MERGE_FIELD)) {
    if (match.index > from) yield { type: "text", content: text.slice(from, match.index) };
    yield { type: "merge_field", content: match[1] };
    from = match.index + match[0].length;
  }
  if (from < text.length) yield { type: "text", content: text.slice(from) };
}

/** As plain_words of newsletter/content/markdown.py. */
function plainWords(children) {
  return children.map(token => (token.type.endsWith("break") ? " " : token.content)).join("");
}

function listAttributes(token, tokens, at) {
  let hidden = true;
  for (let next = at + 1; tokens[next].level > token.level; next += 1) {
    if (tokens[next].type === "paragraph_open" && tokens[next].level === token.level + 2) hidden &&= tokens[next].hidden;
  }
  return { tight: hidden, marker: token.markup };
}
