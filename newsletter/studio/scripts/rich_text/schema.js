/**
 * What a rich text may hold: exactly what the newsletter's Markdown can say, and `raw` for the rest of it.
 *
 * `parseDOM` reads our own page while somebody types, and what paste.js has cleaned.
 */

import { Schema } from "prosemirror-model";

const attribute = (name, otherwise = "") => dom => ({ [name]: dom.getAttribute(`data-${name}`) ?? otherwise });

const nodes = {
  doc: { content: "block+" },

  paragraph: {
    group: "block",
    content: "inline*",
    parseDOM: [{ tag: "p" }],
    toDOM: () => ["p", 0],
  },

  heading: {
    group: "block",
    content: "inline*",
    defining: true,
    attrs: { level: { default: 3, validate: "number" } },
    parseDOM: [1, 2, 3, 4, 5, 6].map(level => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: node => [`h${node.attrs.level}`, 0],
  },

  blockquote: {
    group: "block",
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },

  // `tight` lists have no blank lines between their items; `marker` is the sign that was typed.
  bullet_list: {
    group: "block",
    content: "list_item+",
    attrs: { tight: { default: true }, marker: { default: "-" } },
    parseDOM: [{ tag: "ul", getAttrs: dom => ({ tight: dom.dataset.loose === undefined, marker: dom.dataset.marker ?? "-" }) }],
    toDOM: node => ["ul", listAttributes(node), 0],
  },

  ordered_list: {
    group: "block",
    content: "list_item+",
    attrs: { order: { default: 1, validate: "number" }, tight: { default: true }, marker: { default: "." } },
    parseDOM: [{
      tag: "ol",
      getAttrs: dom => ({
        order: /^\d{1,9}$/.test(dom.getAttribute("start") ?? "") ? Number(dom.getAttribute("start")) : 1,
        tight: dom.dataset.loose === undefined,
        marker: dom.dataset.marker ?? ".",
      }),
    }],
    toDOM: node => ["ol", { start: node.attrs.order === 1 ? null : node.attrs.order, ...listAttributes(node) }, 0],
  },

  list_item: {
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: () => ["li", 0],
  },

  horizontal_rule: {
    group: "block",
    parseDOM: [{ tag: "hr" }],
    toDOM: () => ["div", ["hr"]],
  },

  code_block: {
    group: "block",
    content: "text*",
    marks: "",
    code: true,
    defining: true,
    attrs: { info: { default: "" } },
    parseDOM: [{ tag: "pre", preserveWhitespace: "full", getAttrs: attribute("info") }],
    toDOM: node => ["pre", { "data-info": node.attrs.info || null }, ["code", 0]],
  },

  // Markdown that this editor shows as it was typed and hands back untouched: a table, addresses of links.
  raw: {
    group: "block",
    atom: true,
    attrs: { source: {} },
    parseDOM: [{ tag: "div[data-source]", getAttrs: attribute("source") }],
    toDOM: node => ["div", { "data-source": node.attrs.source, class: "raw" }, ["pre", node.attrs.source]],
    leafText: node => node.attrs.source,
  },

  text: { group: "inline" },

  hard_break: {
    group: "inline",
    inline: true,
    selectable: false,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
    leafText: () => "\n",
  },

  image: {
    group: "inline",
    inline: true,
    draggable: true,
    attrs: { src: {}, alt: { default: "" }, title: { default: null } },
    parseDOM: [{
      tag: "img[data-src]",
      getAttrs: dom => ({ src: dom.dataset.src, alt: dom.getAttribute("alt") ?? "", title: dom.getAttribute("title") }),
    }],
    toDOM: ({ attrs }) => ["img", { "data-src": attrs.src, alt: attrs.alt, title: attrs.title }],
  },

  // <ref:drugs/trabectedin>, shown by its name.
  reference: {
    group: "inline",
    inline: true,
    attrs: { id: {} },
    parseDOM: [{ tag: "span[data-reference]", getAttrs: dom => ({ id: dom.dataset.reference }) }],
    toDOM: ({ attrs }) => ["span", { "data-reference": attrs.id }, attrs.id],
    leafText: node => `<ref:${node.attrs.id}>`,
  },

  // @@first_name@@
  merge_field: {
    group: "inline",
    inline: true,
    attrs: { name: {} },
    parseDOM: [{ tag: "span[data-merge-field]", getAttrs: dom => ({ name: dom.dataset.mergeField }) }],
    toDOM: ({ attrs }) => [
      "span",
      { "data-merge-field": attrs.name, class: "merge-field", title: "Filled in for each reader" },
      attrs.name.replaceAll("_", " "),
    ],
    leafText: node => `@@${node.attrs.name}@@`,
  },
};

const marks = {
  link: {
    attrs: { href: {}, title: { default: null } },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: dom => ({ href: dom.getAttribute("href"), title: dom.getAttribute("title") }) }],
    toDOM: ({ attrs }) => ["a", { href: attrs.href, title: attrs.title, rel: "noopener" }, 0],
  },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  strike: { parseDOM: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }], toDOM: () => ["s", 0] },
  code: { parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
  // A space that is a line end in the file: edited paragraphs keep their lines.
  line_end: { inclusive: false, parseDOM: [{ tag: "span[data-line-end]" }], toDOM: () => ["span", { "data-line-end": "" }, 0] },
};

function listAttributes({ attrs }) {
  return { "data-loose": attrs.tight ? null : "", "data-marker": attrs.marker };
}

export const schema = new Schema({ nodes, marks });
