/** What a document says, apart from how it could be written otherwise. */

import { looksTight, writtenChildren } from "./write_blocks.js";

/**
 * A string that is equal for two blocks that readers could not tell apart: white space at the ends and beside line
 * ends, its formatting, and paragraphs without words do not count.
 */
export function meaning(node) {
  return JSON.stringify(blockMeaning(node));
}

function blockMeaning(node) {
  const { type, attrs } = node;
  if (type.name === "code_block") return ["code_block", attrs.info, node.textContent];
  if (type.name === "raw") return ["raw", attrs.source];
  if (node.isTextblock) return [type.name, attrs.level ?? null, inlineMeaning(node)];
  if (type.name === "list_item" || type.name === "blockquote") return [type.name, ...writtenChildren(node).map(blockMeaning)];
  if (node.isLeaf) return [type.name];
  const items = [];
  node.forEach(item => items.push(blockMeaning(item)));
  return [type.name, attrs.order ?? null, looksTight(node), ...items];
}

function inlineMeaning(block) {
  const out = []; // [marks, text] by turns
  const add = (marks, text) => {
    const key = /\S/.test(text) || marks.some(isCode) ? JSON.stringify(marks) : "";
    if (out.at(-1)?.[0] === key) out.at(-1)[1] += text;
    else out.push([key, text]);
  };
  block.forEach(node => {
    const marks = node.marks.filter(mark => mark.type.name !== "line_end");
    if (node.type.name === "hard_break") add([], block.type.name === "heading" ? " " : "\n");
    else if (!node.isText) add(marks.filter(mark => !isCode(mark)), JSON.stringify([node.type.name, node.attrs]));
    else if (marks.some(isCode)) add(marks, node.text);
    else for (const text of node.text.match(/\s+|\S+/g)) add(marks, text.replaceAll("\n", " "));
  });
  for (const run of out) if (run[0] === "") run[1] = run[1].replace(/[ \t]+/g, " ").replace(/ ?\n ?/g, "\n");
  if (out.at(-1)?.[0] === "") out.at(-1)[1] = out.at(-1)[1].trimEnd();
  if (out[0]?.[0] === "") out[0][1] = out[0][1].replace(/^[^\S\n]+/, "");
  return out.filter(([, text]) => text);
}

function isCode(mark) {
  return mark.type.name === "code";
}
