/** Headings of a text as headings of the page that it stands in. */

import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** Says of every heading which level it has in the page: the first is `top`, and none is skipped, as in the email. */
export function outline(top) {
  return new Plugin({
    state: {
      init: (_, { doc }) => levels(doc, top),
      apply: (tr, known) => (tr.docChanged ? levels(tr.doc, top) : known),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}

/** The level below that of the heading before an element, at least 2. */
export function levelBelow(element) {
  const before = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(
    heading => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return Math.min(6, Number(before.at(-1)?.tagName[1] ?? 1) + 1);
}

function levels(doc, top) {
  const found = [];
  let above = [];
  doc.descendants((node, position) => {
    if (node.type.name === "heading") {
      above = [...above.filter(level => level < node.attrs.level), node.attrs.level];
      const level = String(Math.min(6, top + above.length - 1));
      found.push(Decoration.node(position, position + node.nodeSize, { "aria-level": level }));
    }
    return !node.isTextblock;
  });
  return DecorationSet.create(doc, found);
}
