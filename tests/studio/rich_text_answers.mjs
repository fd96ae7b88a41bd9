// Answers of the studio's rich text modules: one JSON request a line on standard input, one answer a line.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const scripts = pathToFileURL(`${process.argv[2]}/rich_text/`);
const { markdown } = await import(new URL("dialect.js", scripts));
const { changeTo, Source } = await import(new URL("document.js", scripts));
const { meaning } = await import(new URL("meaning.js", scripts));
const { Transform } = await import(new URL("../node_modules/prosemirror-transform/dist/index.js", scripts));
const { schema } = await import(new URL("schema.js", scripts));

const answers = {
  /** The tokens that markdown-it reads, and the lines that markdown-it-py may read otherwise. */
  tokens({ text }) {
    const env = {};
    const tokens = markdown.parse(text, env).map(shown);
    return { tokens, deep: env.deep ?? [] };
  },

  /** The text of a document in which nothing was changed, and which of its blocks are shown as Markdown. */
  untouched({ text }) {
    const source = new Source(text);
    const raw = source.blocks.filter(one => one.node.type.name === "raw");
    return { text: source.toMarkdown(source.doc), raw: raw.map(one => one.source) };
  },

  /** The text of the same document as though every block of it had been changed. */
  rewritten: ({ text }) => new Source("").toMarkdown(new Source(text).doc),

  /** The text after some words were put in front of one of the paragraphs, and after that was undone. */
  edited({ text, paragraph, words }) {
    const source = new Source(text);
    const places = [];
    source.doc.descendants((node, position) => {
      if (node.type.name === "paragraph") places.push(position + 1);
    });
    if (!places.length) return null;
    const place = places[paragraph % places.length];
    const slice = schema.node("paragraph", null, [schema.text(words)]).slice(0);
    const doc = source.doc.replace(place, place, slice);
    const undone = doc.replace(place, place + words.length, source.doc.slice(0, 0));
    return {
      text: source.toMarkdown(doc),
      undone: source.toMarkdown(undone),
      block: source.doc.resolve(place).index(0),
      blocks: source.blocks.map(one => one.source),
    };
  },

  /** The text of a document made another one by the smallest change that does it. */
  changed({ text, to }) {
    const source = new Source(to);
    const state = { doc: new Source(text).doc, get tr() { return new Transform(this.doc); } };
    return source.toMarkdown(changeTo(state, source.doc)?.doc ?? state.doc);
  },

  /** The text of any document, given as JSON; whether it says the same when it is read; how it was read. */
  written({ document }) {
    const doc = schema.nodeFromJSON(document);
    doc.check();
    const text = new Source("").toMarkdown(doc);
    const read = new Source(text).doc;
    return { text, said: says(doc), read: says(read) };
  },
};

function says(doc) {
  const out = [];
  doc.forEach(node => out.push(meaning(node)));
  return out.filter(one => one !== '["paragraph",null,[]]');
}

function shown(token) {
  const { type, tag, nesting, level, content, markup, info, hidden, map, children } = token;
  const attrs = Object.fromEntries(token.attrs ?? []);
  return { type, tag, attrs, nesting, level, content, markup, info, hidden, map, children: (children ?? []).map(shown) };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = { answer: answers[request.ask](request) };
  } catch (error) {
    answer = { error: error.stack };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
