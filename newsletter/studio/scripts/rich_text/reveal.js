/** Where words stand in a document. */

/**
 * The first place with these words, as `{from, to}`, or `{from, isNode: true}` for a block of Markdown; null where
 * there is none.  White space counts as one space; a reference is read under its name, which `nameOf(id)` gives.
 */
export function findText(doc, words, nameOf) {
  const wanted = words.replace(/\s+/g, " ").trim();
  let found = null;
  if (!wanted) return found;
  doc.descendants((node, position) => {
    if (found) return false;
    if (node.type.name === "raw" && node.attrs.source.replace(/\s+/g, " ").includes(wanted)) {
      found = { from: position, isNode: true };
    } else if (node.isTextblock) {
      found = inBlock(node, position + 1, wanted, nameOf);
    }
    return !node.isTextblock;
  });
  return found;
}

function inBlock(block, start, wanted, nameOf) {
  let text = "";
  const places = []; // of each character of text: where it begins and ends in the document
  block.forEach((node, offset) => {
    const from = start + offset;
    const words = node.isText ? node.text : node.type.name === "reference" ? nameOf(node.attrs.id) ?? node.attrs.id : node.type.spec.leafText?.(node) ?? " ";
    for (let at = 0; at < words.length; at += 1) {
      const character = /\s/.test(words[at]) ? " " : words[at];
      if (character === " " && text.endsWith(" ")) continue;
      text += character;
      places.push(node.isText ? { from: from + at, to: from + at + 1 } : { from, to: from + 1 });
    }
  });
  const at = text.indexOf(wanted);
  return at < 0 ? null : { from: places[at].from, to: places[at + wanted.length - 1].to };
}
