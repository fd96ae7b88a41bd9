/** What happens while somebody types: keys, signs that become lists and headings, addresses that become links. */

import { baseKeymap, chainCommands } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { Plugin } from "prosemirror-state";

import { bold, breakLine, italic, toggleHeading, toggleList, toggleQuote, toParagraph } from "./commands.js";
import { bareUrls } from "./dialect.js";
import { MERGE_FIELD } from "./parse.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/** The keys.  Tab is left to the page, so that nobody is held in the text; `ask` opens the dialog of a link. */
export function keys(ask) {
  const item = nodes.list_item;
  return [
    keymap({
      "Mod-b": bold,
      "Mod-i": italic,
      "Mod-k": ask,
      "Mod-Shift-7": toggleList("ordered_list"),
      "Mod-Shift-8": toggleList("bullet_list"),
      "Mod-Shift-9": toggleQuote,
      "Mod-Alt-1": toggleHeading(0),
      "Mod-Alt-2": toggleHeading(1),
      "Mod-Alt-0": toParagraph,
      "Mod-]": sinkListItem(item),
      "Mod-[": liftListItem(item),
      "Mod-z": undo,
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      "Shift-Enter": breakLine,
      "Mod-Enter": breakLine,
      Enter: splitListItem(item),
      Backspace: chainCommands(undoInputRule, (state, dispatch) => atStartOfItem(state) && liftListItem(item)(state, dispatch)),
    }),
    keymap(baseKeymap),
  ];
}

function atStartOfItem({ selection: { empty, $from } }) {
  return empty && $from.parentOffset === 0 && $from.depth > 1 && $from.index(-1) === 0 && $from.node(-1).type === nodes.list_item;
}

/** Signs of Markdown typed at the start of a paragraph do what they say. */
export function signs() {
  return inputRules({
    rules: [
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list),
      wrappingInputRule(
        /^(\d{1,3})\.\s$/,
        nodes.ordered_list,
        match => ({ order: Number(match[1]) }),
        (match, list) => list.childCount + list.attrs.order === Number(match[1]),
      ),
      textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading, match => ({ level: match[1].length })),
      new InputRule(new RegExp(`${MERGE_FIELD.source}$`), (state, match, from, to) =>
        state.tr.replaceWith(from, to, nodes.merge_field.create({ name: match[1] }, null, state.doc.resolve(from).marks())),
      ),
    ],
  });
}

/** Shows as links and merge fields what the email will show as such. */
export function asInTheEmail() {
  let view = null;
  return new Plugin({
    view: made => {
      view = made;
      return {};
    },
    appendTransaction(transactions, before, state) {
      if (view?.composing || !transactions.some(one => one.docChanged)) return null;
      const start = before.doc.content.findDiffStart(state.doc.content);
      if (start === null) return null;
      const end = before.doc.content.findDiffEnd(state.doc.content).b;
      const tr = state.tr;
      state.doc.nodesBetween(Math.min(start, end), Math.max(start, end), (node, position) => {
        if (node.isTextblock && !node.type.spec.code) correct(tr, node, position + 1);
        return !node.isTextblock;
      });
      return tr.docChanged ? tr : null;
    },
  });
}

function correct(tr, block, start) {
  const { mapping } = tr;
  const done = mapping.maps.length;
  const at = position => mapping.slice(done).map(position);
  for (const { text, from, links, marks: run } of runs(block, start)) {
    const urls = bareUrls(text).map(url => ({ from: from + url.start, to: from + url.end, href: text.slice(url.start, url.end) }));
    const isSame = links.length === urls.length && links.every((link, index) =>
      link.from === urls[index].from && link.to === urls[index].to && link.href === urls[index].href);
    if (!isSame) {
      tr.removeMark(at(from), at(from + text.length), marks.link);
      for (const url of urls) tr.addMark(at(url.from), at(url.to), marks.link.create({ href: url.href }));
    }
    for (const match of text.matchAll(MERGE_FIELD)) {
      const start = from + match.index;
      const end = start + match[0].length;
      if (urls.some(url => url.from < end && start < url.to)) continue;
      tr.replaceWith(at(start), at(end), nodes.merge_field.create({ name: match[1] }, null, run));
    }
  }
}

/** Text of one formatting apart from links made of an address, with those links. */
function runs(block, start) {
  const out = [];
  let last = null;
  block.forEach((node, offset) => {
    const link = marks.link.isInSet(node.marks);
    if (!node.isText || (link && !isAddress(node.text, link.attrs)) || marks.code.isInSet(node.marks)) {
      last = null;
      return;
    }
    const others = link ? link.removeFromSet(node.marks) : node.marks;
    if (last === null || !sameSet(last.marks, others)) {
      last = { text: "", from: start + offset, marks: others, links: [] };
      out.push(last);
    }
    const from = last.from + last.text.length;
    if (link) last.links.push({ from, to: from + node.text.length, href: link.attrs.href });
    last.text += node.text;
  });
  return out.filter(run => run.links.length || run.text.includes("://") || run.text.includes("@@"));
}

/** Whether a link's words are its address, or were until somebody typed at its end. */
function isAddress(text, { href, title }) {
  return title === null && /^https?:\/\//.test(text) && (href.startsWith(text) || text.startsWith(href));
}

function sameSet(some, others) {
  return some.length === others.length && some.every((mark, index) => mark.eq(others[index]));
}
