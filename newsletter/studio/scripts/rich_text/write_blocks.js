/** One block of a document as Markdown. */

import { inlineMarkdown } from "./write_inline.js";

/**
 * The Markdown of a block, without a line end behind it; empty for a paragraph without words.
 *
 * `marker` is the sign of a list, `careful` as for inlineMarkdown.
 */
export function blockMarkdown(node, marker = node.attrs.marker, careful = false) {
  return blockLines(node, marker, careful).join("\n");
}

/** The sign of a list: another one than that of a list of the same kind right before it, which would swallow it. */
export function listMarker(list, before, markerBefore) {
  if (!isList(list)) return undefined;
  if (before?.type !== list.type || list.attrs.marker !== markerBefore) return list.attrs.marker;
  return { "-": "*", "*": "-", "+": "-", ".": ")", ")": "." }[markerBefore];
}

/** Whether readers see a list without room between its words. */
export function looksTight(list) {
  const hasWords = children(list).some(item => writtenChildren(item).some(block => block.type.name === "paragraph"));
  return !hasWords || isTight(list);
}

/** The children that are written: not the paragraphs without words, unless there is nothing else. */
export function writtenChildren(parent) {
  return children(parent).filter(child => !isEmpty(child));
}

/** Whether a block is a paragraph without words, which Markdown does not know. */
export function isEmpty(block) {
  return block.type.name === "paragraph" && children(block).every(isBlank);
}

function isBlank(node) {
  return node.type.name === "hard_break" || (node.isText && !/\S/.test(node.text) && !node.marks.some(mark => mark.type.name === "code"));
}

function children(parent) {
  return Array.from({ length: parent.childCount }, (_, at) => parent.child(at));
}

function isList(node) {
  return node.type.name === "bullet_list" || node.type.name === "ordered_list";
}

function blockLines(node, marker, careful) {
  switch (node.type.name) {
    case "paragraph":
      return inlineMarkdown(node, careful);
    case "heading":
      return [`${"#".repeat(node.attrs.level)} ${inlineMarkdown(node, careful).join(" ")}`.trimEnd()];
    case "blockquote":
      return childLines(node, false, careful).map(line => (line ? `> ${line}` : ">"));
    case "horizontal_rule":
      return ["---"];
    case "code_block":
      return codeLines(node);
    case "raw":
      return rawLines(node.attrs.source);
    default:
      return listLines(node, marker, careful);
  }
}

function childLines(parent, tight, careful) {
  const out = [];
  let before = null;
  let marker;
  for (const child of writtenChildren(parent)) {
    marker = listMarker(child, before, marker);
    if (before && !tight) out.push("");
    out.push(...blockLines(child, marker, careful));
    before = child;
  }
  return out.length ? out : [""];
}

function listLines(list, marker, careful) {
  const tight = isTight(list);
  const out = [];
  list.forEach((item, _, index) => {
    const sign = list.type.name === "ordered_list" ? `${Math.min(list.attrs.order + index, 999_999_999)}${marker}` : marker;
    const indent = " ".repeat(sign.length + 1);
    if (index > 0 && !tight) out.push("");
    const lines = childLines(item, tight, careful);
    // Three signs alone on a line would be a rule.
    const isRule = /^([-*])( *\1){2,}$/.test(`${sign} ${lines[0]}`);
    out.push(isRule ? sign : `${sign} ${lines.shift()}`.trimEnd());
    out.push(...lines.map(line => line && indent + line));
  });
  return out;
}

/** Whether a list is written without blank lines; one whose parts need them is not, whatever its `tight` says. */
function isTight(list) {
  const items = children(list).map(writtenChildren);
  if (items.length === 1 && items[0].length < 2) return true;
  return list.attrs.tight && items.every(item => item.every((block, at) => at === 0 || mayAdjoin(item[at - 1], block)));
}

/** Whether a block may follow another without a blank line and still be a block of its own. */
function mayAdjoin(before, block) {
  switch (block.type.name) {
    case "heading":
    case "code_block":
      return true;
    case "horizontal_rule": // behind words it could make a table
      return !before.isTextblock;
    case "blockquote":
      return before.type.name !== "blockquote";
    case "bullet_list":
    case "ordered_list":
      return (block.attrs.order ?? 1) === 1 && beginsOnItsLine(block.firstChild);
    default:
      return ["heading", "horizontal_rule", "code_block"].includes(before.type.name);
  }
}

/** Whether something stands behind the sign of an item, in the same line; where not, it cannot end a paragraph. */
function beginsOnItsLine(item) {
  const first = writtenChildren(item)[0];
  if (first === undefined || first.type.name === "horizontal_rule") return false;
  return !isList(first) || beginsOnItsLine(first.firstChild);
}

function rawLines(source) {
  const indent = new RegExp(`^ {0,${/^ */.exec(source)[0].length}}`, "gm");
  return source.replace(indent, "").split("\n");
}

function codeLines(node) {
  const text = node.textContent;
  const sign = node.attrs.info.includes("`") ? "~" : "`";
  let fence = sign.repeat(3);
  while (text.includes(fence)) fence += sign;
  return [fence + node.attrs.info, ...(text ? text.split("\n") : []), fence];
}
