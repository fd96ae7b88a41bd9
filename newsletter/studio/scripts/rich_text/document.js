/**
 * A Markdown text as a document and back, block by block: a block that nobody changed keeps the bytes it was typed in.
 */

import { meaning } from "./meaning.js";
import { parseBlocks, parseNodes } from "./parse.js";
import { schema } from "./schema.js";
import { blockMarkdown, isEmpty, listMarker, looksTight } from "./write_blocks.js";

/**
 * A text that was read: `doc` is its document, `toMarkdown(doc)` the text of that document or of a changed one.
 */
export class Source {
  /** @param {string} text  Markdown */
  constructor(text) {
    this.original = text;
    this.text = text.replace(/\r\n?/g, "\n");
    const env = {};
    this.blocks = parseBlocks(this.text, env).map((block, index) => {
      const source = this.text.slice(block.start, block.end);
      return { ...block, index, source, node: isHeld(block.node) ? block.node : schema.node("raw", { source }) };
    });
    this.tail = this.text.slice(this.blocks.at(-1)?.end ?? 0);
    this.references = env.references;
    this.byNode = new WeakMap(this.blocks.map(block => [block.node, block]));
    this.doc = doc(...(this.blocks.length ? this.blocks.map(block => block.node) : [schema.node("paragraph")]));
  }

  /** The Markdown of a document: this text itself where nothing in it was changed. */
  toMarkdown(doc) {
    const nodes = [];
    doc.forEach(node => isEmpty(node) || nodes.push(node));
    const typed = [];
    for (const node of nodes) typed.push(this.block(node, typed.at(-1)));
    const areDefined = this.blocks.every(block => !block.defines || typed.includes(block));
    const follows = at => areDefined && typed[at] && typed[at].index === (typed[at - 1]?.index ?? -1) + 1;
    let out = follows(0) ? this.text.slice(0, typed[0].start) : "";
    let marker;
    let wasKept = true;
    nodes.forEach((node, at) => {
      const block = typed[at];
      const isBetween = (at === 0 ? block && areDefined : follows(at)) && (at === nodes.length - 1 || follows(at + 1));
      marker = isBetween ? node.attrs.marker : listMarker(node, nodes[at - 1], marker);
      const isKept = isBetween || (block && marker === node.attrs.marker && this.standsAlone(block, areDefined, at === nodes.length - 1));
      if (at > 0) out += isKept && wasKept && follows(at) ? this.text.slice(typed[at - 1].end, block.start) : "\n\n";
      out += isKept ? block.source : write(node, marker).markdown;
      wasKept = isKept;
    });
    out += this.tail;
    return out === this.text ? this.original : out;
  }

  /** Whether a block means the same wherever it stands: it is not indented, and closed unless it is the last one. */
  standsAlone(block, areDefined, isLast) {
    if (block.node.type.name === "raw" || /^\s/.test(block.source)) return !/^\s/.test(block.source);
    const key = `${areDefined} ${isLast}`;
    block.alone ??= {};
    if (!(key in block.alone)) {
      const nodes = parseNodes(block.source + (isLast ? this.tail : "\n\nx"), areDefined ? { ...this.references } : {});
      block.alone[key] = nodes?.length === (isLast ? 1 : 2) && nodes[0].eq(block.node) && (isLast || nodes[1].textContent === "x");
    }
    return block.alone[key];
  }

  /** The block of this text that a node is, or equals: after an undo the bytes are the same again. */
  block(node, before) {
    let block = this.byNode.get(node);
    if (block === undefined) {
      const next = this.blocks[(before?.index ?? -1) + 1];
      const isSame = one => one?.node.nodeSize === node.nodeSize && one.node.eq(node);
      block = isSame(next) ? next : this.blocks.find(isSame) ?? null;
      this.byNode.set(node, block);
    }
    return block;
  }
}

/** Whether a block that was read would come out the same if it were changed. */
function isHeld(node) {
  if (node === null || isEmpty(node) || !write(node, node.attrs.marker).readsBack) return false;
  let isAsTight = true;
  doc(node).descendants(inside => {
    if (inside.attrs.tight) isAsTight &&= looksTight(inside);
  });
  return isAsTight;
}

function doc(...nodes) {
  return schema.node("doc", null, nodes);
}

const WRITTEN = new WeakMap();

/**
 * A block written anew: `{markdown, readsBack}`.  What does not come out the same when it is read is written with
 * more care.
 */
function write(node, marker) {
  const last = WRITTEN.get(node);
  if (last && last.marker === marker) return last;
  let markdown = blockMarkdown(node, marker);
  let readsBack = isSame(markdown, node);
  if (!readsBack) {
    markdown = blockMarkdown(node, marker, true);
    readsBack = isSame(markdown, node);
  }
  WRITTEN.set(node, { marker, markdown, readsBack });
  return WRITTEN.get(node);
}

function isSame(markdown, node) {
  if (node.type.name === "raw") return true;
  const nodes = parseNodes(markdown);
  return nodes?.length === 1 && meaning(nodes[0]) === meaning(node);
}

/** A transaction that makes another document of a state's, null where they are equal; what is the same stays. */
export function changeTo(state, wanted) {
  const { content } = state.doc;
  const start = content.findDiffStart(wanted.content);
  if (start === null) return null;
  const { a, b } = content.findDiffEnd(wanted.content);
  const overlap = Math.max(0, start - Math.min(a, b));
  const change = state.tr.replace(start, a + overlap, wanted.slice(start, b + overlap));
  return change.doc.eq(wanted) ? change : state.tr.replaceWith(0, content.size, wanted.content);
}
