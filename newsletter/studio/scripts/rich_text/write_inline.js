/**
 * The words of a paragraph or heading as Markdown.
 *
 * CommonMark decides by the characters on both sides whether a star opens or closes.  Where the words would keep it
 * from doing so ("**fat,**ty"), the letter beside it is written as a character reference, which counts as punctuation.
 */

import { markdown } from "./dialect.js";
import { characterReference, codeSpan, destination, escapeAll, escapeLineStarts, escapeSigns, referenceAddress } from "./escape.js";

const SIGNS = { em: "*", strong: "**", strike: "~~" };
const LETTER = /[\p{L}\p{N}]/u;
const SEPARATOR = /[\s!-/:-@[-`{-~]/; // white space and ASCII punctuation
const PLAIN_URL = /^https?:\/\/(?:[A-Za-z0-9/.=?&#+%:@-]|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]))*(?<![.?:])$/;

/**
 * One line of Markdown for each line of the words.  `careful` escapes every sign and writes `_` for italics, for words
 * in which the usual way does not read back.
 */
export function inlineMarkdown(block, careful = false) {
  const writer = new Writer(pieces(block), careful, block.type.name === "heading");
  return writer.write();
}

/**
 * The content in pieces of `{kind, text, node, marks}`: text, space, or one of the inline nodes.  No white space is
 * left at the ends or beside a line end, nor marked where a mark begins or ends with it: Markdown would drop it.
 */
function pieces(block) {
  const split = [];
  const isHeading = block.type.name === "heading";
  block.forEach(node => {
    if (isHeading && node.type.name === "hard_break") {
      split.push({ kind: "space", text: " ", marks: node.marks }); // a heading is one line
    } else if (!node.isText) {
      split.push({ kind: node.type.name, node, marks: node.marks.filter(mark => mark.type.name !== "code") });
    } else if (node.marks.some(mark => mark.type.name === "code")) {
      const marks = node.marks.filter(mark => mark.type.name !== "code" && mark.type.name !== "line_end");
      const last = split.at(-1);
      if (last?.kind === "code" && sameMarks(last.marks, marks)) last.text += node.text;
      else split.push({ kind: "code", text: node.text, marks });
    } else {
      const isLineEnd = node.marks.some(mark => mark.type.name === "line_end");
      const marks = node.marks.filter(mark => mark.type.name !== "line_end");
      for (const text of node.text.match(/\s+|\S+/g)) {
        const kind = /\s/.test(text) ? "space" : "text";
        split.push({ kind, text: kind === "space" && isLineEnd && !isHeading ? "\n" : text, marks });
      }
    }
  });
  while (split.length && isBlank(split.at(-1))) split.pop();
  while (split[0]?.kind === "space") split.shift();
  return merged(tidied(split));
}

function tidied(split) {
  unmarkEnds(split);
  const out = [];
  for (const [at, piece] of split.entries()) {
    const last = out.at(-1);
    if (piece.kind !== "space") {
      out.push(piece);
    } else if (last?.kind === "hard_break" || split[at + 1].kind === "hard_break") {
      piece.text = piece.text.replace(/[ \t\n]+/g, "");
      if (piece.text) out.push(piece);
    } else if (last?.kind === "space") {
      last.text = oneLineEnd(last.text + piece.text);
    } else {
      out.push({ ...piece, text: oneLineEnd(piece.text) });
    }
  }
  return out;
}

/** Leaves white space only those marks that stand on both sides of it. */
function unmarkEnds(split) {
  for (let start = 0; start < split.length; start += 1) {
    if (!isBlank(split[start])) continue;
    let end = start;
    while (isBlank(split[end])) end += 1;
    const around = [split[start - 1]?.marks ?? [], ...split.slice(start, end + 1).map(piece => piece.marks)];
    const marks = around[0].filter(mark => around.every(others => mark.isInSet(others)));
    for (; start < end; start += 1) split[start].marks = marks;
  }
}

function isBlank(piece) {
  return piece.kind === "space" || piece.kind === "hard_break";
}

function oneLineEnd(space) {
  return space.replace(/[ \t]*\n[ \t\n]*/g, "\n");
}

function merged(split) {
  const out = [];
  for (const piece of split) {
    const last = out.at(-1);
    const isWords = piece.kind === "text" || piece.kind === "space";
    if (isWords && last?.kind === "text" && sameMarks(last.marks, piece.marks)) last.text += piece.text;
    else out.push(isWords ? { ...piece, kind: "text" } : piece);
  }
  return out;
}

function sameMarks(some, others) {
  return some.length === others.length && some.every(mark => mark.isInSet(others));
}

class Writer {
  constructor(split, careful, isHeading) {
    this.pieces = split;
    this.careful = careful;
    this.isHeading = isHeading;
    this.out = "";
    this.blank = ""; // white space not yet written: signs close before it and open behind it
    this.open = []; // {mark, end}: those that end last come first
    this.encodeNext = false;
  }

  write() {
    this.shortenLinks();
    const ends = markEnds(this.pieces);
    for (const [at, piece] of this.pieces.entries()) {
      while (this.open.length && this.open.at(-1).end <= at) this.close(this.open.pop().mark);
      if (piece.kind === "hard_break") {
        this.blank += "\\\n";
        continue;
      }
      const isText = piece.kind === "text";
      const words = isText ? piece.text.trim() : "!";
      const start = isText ? piece.text.indexOf(words) : 0;
      if (isText) this.blank += piece.text.slice(0, start);
      if (words) {
        this.openMarks(piece.marks, ends[at], firstOf(words));
        this.flush();
        this.add(piece, words, this.pieces[at + 1]);
      }
      if (isText) this.blank += piece.text.slice(start + words.length);
    }
    while (this.open.length) this.close(this.open.pop().mark);
    return (this.isHeading ? this.out.replace(/(^|\s)(#+)$/, "$1\\$2") : this.out).split("\n");
  }

  flush() {
    if (this.blank) this.encodeNext = false;
    this.out += this.blank;
    this.blank = "";
  }

  /** A link whose words are its address is written as the address alone. */
  shortenLinks() {
    for (const [at, piece] of this.pieces.entries()) {
      const link = piece.marks.find(mark => mark.type.name === "link");
      if (!link || piece.kind !== "text" || piece.text !== link.attrs.href || link.attrs.title !== null) continue;
      if ([this.pieces[at - 1], this.pieces[at + 1]].some(other => other && link.isInSet(other.marks))) continue;
      if (!/^[a-z][a-z0-9+.-]{1,31}:[^\s<>]*$/i.test(piece.text) || /^ref:/.test(piece.text)) continue;
      piece.kind = "url";
      piece.marks = link.removeFromSet(piece.marks);
    }
  }

  openMarks(marks, ends, first) {
    // A link stays in one piece: what goes on behind it ends with it and begins again.
    const link = this.open.find(one => isLink(one.mark));
    const wanted = marks
      .filter(mark => !this.open.some(one => one.mark.eq(mark)))
      .map(mark => ({ mark, end: Math.min(ends.get(mark), link?.end ?? Infinity) }));
    if (!wanted.length) return;
    // What is open and ends earlier begins again inside.
    const latest = Math.max(...wanted.map(one => one.end));
    while (this.open.length && this.open.at(-1).end < latest) {
      wanted.push(this.open.at(-1));
      this.close(this.open.pop().mark);
    }
    wanted.sort((one, other) => other.end - one.end || one.mark.type.rank - other.mark.type.rank);
    this.flush();
    for (const [index, one] of wanted.entries()) {
      this.openMark(one.mark, index + 1 < wanted.length ? "*" : first);
      this.open.push(one);
    }
  }

  openMark(mark, next) {
    this.encodeNext = false;
    if (isLink(mark)) {
      if (this.out.endsWith("!") && !this.out.endsWith("\\!")) this.out = `${this.out.slice(0, -1)}\\!`;
      this.out += "[";
      return;
    }
    const sign = this.sign(mark);
    const before = lastCharacter(this.out);
    if (!SEPARATOR.test(before) && (!LETTER.test(next) || sign === "_")) {
      this.out = this.out.slice(0, -before.length) + characterReference(before);
    }
    this.out += sign;
  }

  close(mark) {
    if (isLink(mark)) {
      this.encodeNext = false;
      this.out += `](${destination(mark.attrs)})`;
      return;
    }
    const sign = this.sign(mark);
    this.encodeNext = sign === "_" || !LETTER.test(lastCharacter(this.out));
    this.out += sign;
  }

  sign(mark) {
    return this.careful && mark.type.name === "em" ? "_" : SIGNS[mark.type.name];
  }

  add(piece, words, next) {
    const encode = this.encodeNext;
    this.encodeNext = false;
    const { kind, text, node } = piece;
    if (kind === "text") this.addText(words, encode);
    else if (kind === "code") this.out += codeSpan(text);
    else if (kind === "url") this.addUrl(text, next);
    else if (kind === "reference") this.out += `<${referenceAddress(node.attrs.id)}>`;
    else if (kind === "merge_field") this.out += `@@${node.attrs.name}@@`;
    else this.out += `![${this.escaped(node.attrs.alt.replaceAll("\n", " "), true)}](${destination(node.attrs)})`;
  }

  addText(text, encode) {
    const first = firstOf(text);
    const isEncoded = encode && !SEPARATOR.test(first);
    if (isEncoded) this.out += characterReference(first);
    const words = this.escaped(isEncoded ? text.slice(first.length) : text, this.open.some(one => isLink(one.mark)));
    const atLineStart = !this.isHeading && (!this.out || this.out.endsWith("\n"));
    this.out += escapeLineStarts(words, atLineStart);
  }

  escaped(text, insideLink) {
    return this.careful ? escapeAll(text) : escapeSigns(text, insideLink);
  }

  addUrl(url, next) {
    const isBare =
      !this.careful &&
      PLAIN_URL.test(url) &&
      /[\s(]/.test(lastCharacter(this.out)) &&
      (!next || next.kind === "hard_break" || (next.kind === "text" && /^([.,;:!?)]*)(\s|$)/.test(next.text)));
    this.out += isBare ? url : markdown.normalizeLink(url) === url ? `<${url}>` : `[${this.escaped(url, true)}](${destination({ href: url })})`;
  }
}

/** For each piece, where each of its marks ends: the index of the first piece without it. */
function markEnds(split) {
  const out = Array.from(split, () => new Map());
  for (let at = split.length - 1; at >= 0; at -= 1) {
    for (const mark of split[at].marks) {
      const same = split[at + 1]?.marks.find(other => other.eq(mark));
      out[at].set(mark, same ? out[at + 1].get(same) : at + 1);
    }
  }
  return out;
}

function isLink(mark) {
  return mark.type.name === "link";
}

function firstOf(text) {
  return String.fromCodePoint(text.codePointAt(0));
}

/** The last character; a space where there is none. */
function lastCharacter(text) {
  return Array.from(text.slice(-2)).at(-1) ?? " ";
}
