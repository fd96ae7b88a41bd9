/** What the buttons and the keyboard do to the words that are selected. */

import { autoJoin, chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { liftListItem, wrapInList } from "prosemirror-schema-list";

import { schema } from "./schema.js";

const { nodes, marks } = schema;
const LISTS = ["bullet_list", "ordered_list"];

export const bold = toggleMark(marks.strong);
export const italic = toggleMark(marks.em);

/** Whether all that is selected, or what is typed next, has a mark. */
export function hasMark(state, type) {
  const { from, $from, to, empty } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

/** The nearest block of these types around the selection: `{node, position}`, or null. */
export function around(state, types) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (types.includes($from.node(depth).type.name)) return { node: $from.node(depth), position: $from.before(depth) };
  }
  return null;
}

/** Make the paragraphs a list, the list one of the other kind, or the list paragraphs again. */
export function toggleList(name) {
  return (state, dispatch) => {
    const list = around(state, LISTS);
    if (list === null) return autoJoin(wrapInList(nodes[name]), LISTS)(state, dispatch);
    if (list.node.type.name === name) return liftListItem(nodes.list_item)(state, dispatch);
    const attrs = { tight: list.node.attrs.tight };
    dispatch?.(state.tr.setNodeMarkup(list.position, nodes[name], attrs).scrollIntoView());
    return true;
  };
}

export function toggleQuote(state, dispatch) {
  return around(state, ["blockquote"]) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch);
}

/** Heading `rank` 0 is the highest level of the other headings (the third where there are none), 1 the one below. */
export function headingLevel(state, rank) {
  let highest = 7;
  state.doc.descendants(node => {
    if (node.type === nodes.heading && node !== state.selection.$from.parent) highest = Math.min(highest, node.attrs.level);
    return !node.isTextblock;
  });
  return Math.min(6, (highest === 7 ? 3 : highest) + rank);
}

export function toggleHeading(rank) {
  return (state, dispatch) => {
    const level = headingLevel(state, rank);
    const { parent } = state.selection.$from;
    const isHeading = parent.type === nodes.heading && parent.attrs.level === level;
    return isHeading ? toParagraph(state, dispatch) : setBlockType(nodes.heading, { level })(state, dispatch);
  };
}

export const toParagraph = setBlockType(nodes.paragraph);

export const breakLine = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create(), true).scrollIntoView());
  return true;
});

/** The link around the selection: `{from, to, href, title}`, or null. */
export function linkAround(state) {
  const { $from, $to } = state.selection;
  if (!$from.sameParent($to) || !$from.parent.inlineContent) return null;
  const at = $from.parent.childAfter($from.parentOffset).node?.marks ?? [];
  const mark = marks.link.isInSet(at) ?? marks.link.isInSet($from.marks());
  if (!mark) return null;
  let found = null;
  let run = null;
  $from.parent.forEach((node, offset) => {
    const from = $from.start() + offset;
    if (!mark.isInSet(node.marks)) run = null;
    else if (run) run.to = from + node.nodeSize;
    else run = { from, to: from + node.nodeSize, ...mark.attrs };
    if (run && run.from <= $from.pos && run.to >= $to.pos) found = run;
  });
  return found;
}

/** Link what is selected, or put linked words there. */
export function setLink(href, words) {
  return (state, dispatch) => {
    const range = linkAround(state) ?? state.selection;
    const tr = state.tr;
    if (range.from === range.to || (words && words !== state.doc.textBetween(range.from, range.to, " "))) {
      tr.replaceWith(range.from, range.to, schema.text(words || href, [marks.link.create({ href })]));
    } else {
      tr.removeMark(range.from, range.to, marks.link).addMark(range.from, range.to, marks.link.create({ href }));
    }
    dispatch?.(tr.removeStoredMark(marks.link).scrollIntoView());
    return true;
  };
}

export function removeLink(state, dispatch) {
  const range = linkAround(state) ?? state.selection;
  dispatch?.(state.tr.removeMark(range.from, range.to, marks.link));
  return true;
}

/** Link what is selected to a reference, or put the reference there under its own name. */
export function insertReference(id) {
  return (state, dispatch) => {
    if (!state.selection.empty && state.selection.$from.parent.inlineContent) {
      return setLink(`ref:${encodeURI(id)}`, "")(state, dispatch);
    }
    dispatch?.(state.tr.replaceSelectionWith(nodes.reference.create({ id }), false).scrollIntoView());
    return true;
  };
}
