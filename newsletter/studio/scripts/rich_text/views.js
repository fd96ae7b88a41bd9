/** How references, pictures and blocks of Markdown look while somebody edits around them. */

/**
 * Node views for an editor.
 *
 * @param references  names by id; `references.watch(show)` calls back when they arrive
 * @param pictures    where the pictures are served, or null
 */
export function nodeViews(references, pictures) {
  return {
    reference: node => new Reference(node, references),
    image: node => new Picture(node, pictures),
    raw: node => new Raw(node),
  };
}

class Reference {
  constructor(node, references) {
    this.dom = element("span", "rich-text-reference");
    this.dom.dataset.reference = node.attrs.id;
    this.stop = references.watch(() => {
      const entry = references.get(node.attrs.id);
      this.dom.textContent = entry?.title ?? node.attrs.id;
      this.dom.title = entry ? "From the standing information" : "There is no such entry in the standing information";
      this.dom.classList.toggle("unknown", !entry && references.isLoaded);
    });
  }

  destroy() {
    this.stop();
  }
}

class Picture {
  constructor(node, pictures) {
    const { src, alt } = node.attrs;
    const name = decode(src).replace(/^images\//, "");
    this.dom = element("span", "rich-text-picture");
    if (pictures !== null && /^images\//.test(decode(src))) {
      const image = element("img");
      image.src = `${pictures}/${encodeURIComponent(name)}`;
      image.alt = alt;
      this.dom.append(image);
    }
    const words = element("span", "rich-text-picture-words");
    words.textContent = alt || "This picture has no description yet";
    this.dom.append(words);
  }
}

class Raw {
  constructor(node) {
    const { source } = node.attrs;
    this.dom = element("div", "rich-text-raw");
    const words = element("p");
    words.textContent = /^[ \t>]*\|?.*\n[ \t>]*\|?[ \t]*:?-/.test(source)
      ? "A table. To change it, press “Markdown” above."
      : "Written in Markdown. To change it, press “Markdown” above.";
    const pre = element("pre");
    pre.textContent = source;
    pre.lang = "zxx";
    this.dom.append(words, pre);
  }
}

function element(tag, name = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  return made;
}

function decode(src) {
  try {
    return decodeURIComponent(src);
  } catch {
    return src;
  }
}
