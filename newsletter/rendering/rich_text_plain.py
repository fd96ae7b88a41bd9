"""Rich text to plain text: 72 columns, each URL whole on a line of its own."""

from __future__ import annotations

import re
from functools import cache

from markdown_it.token import Token

from newsletter.content.markdown import plain_words
from newsletter.model.rich_text import RichText

COLUMNS = 72

_URL = re.compile(r"[a-z][a-z0-9+.-]*://\S|@@[a-z_]+_url@@")


@cache
def _filled(columns: int) -> re.Pattern[str]:
    """Matches as many whole words as fit into ``columns``; a word that does not fit by itself, whole.

    Only a space parts words: one that does not break stays.
    """
    return re.compile(rf"[^ \n](?:[^\n]{{0,{max(0, columns - 2)}}}[^ \n])?(?![^ \n])|[^ \n]+")


def wrap(text: str, indent: str = "", first: str | None = None, columns: int = COLUMNS) -> str:
    """``text`` filled to ``columns``.  A URL gets a line of its own; a long word is never cut.

    ``first`` stands before the first line, ``indent`` before the others.
    """
    if "  " in text:
        text = re.sub(" {2,}", " ", text)
    fill = _filled(columns - len(indent))
    if "://" not in text and "_url@@" not in text:
        lines = [line for paragraph in text.split("\n") for line in fill.findall(paragraph) or [""]]
    else:
        lines = [line for paragraph in text.split("\n") for line in _with_urls(paragraph, fill) or [""]]
    head = indent if first is None else first
    return f"{head}{f'{chr(10)}{indent}'.join(lines)}" if lines else head


def _with_urls(paragraph: str, fill: re.Pattern[str]) -> list[str]:
    lines: list[str] = []
    words: list[str] = []
    for word in [*paragraph.split(" "), ""]:
        if word and _URL.search(word) is None:
            words.append(word)
            continue
        lines += fill.findall(" ".join(words))
        lines += [word] if word else []
        words = []
    return lines


def rich_text_plain(text: RichText, columns: int = COLUMNS) -> str:
    """Plain text of a rich text: blocks parted by a blank line, tables as "label: value"."""
    return "\n\n".join(block for block in _Blocks(text.tokens, columns).read() if block)


def inline_plain(children: list[Token]) -> tuple[str, list[tuple[str, str]]]:
    """The words of inline tokens, and the links in them as (label, what to print for the address)."""
    words: list[str] = []
    links: list[tuple[str, str]] = []
    start = 0
    href = ""
    for token in children:
        if token.type == "softbreak":
            words.append(" ")
        elif token.type == "hardbreak":
            words.append("\n")
        elif token.type == "image":
            alt = plain_words(token.children or [])
            words.append(f"[Picture: {alt}]" if alt else "")
        elif token.type == "link_open":
            start = len(words)
            href = str(token.meta.get("shown_as") or token.attrs["href"]).removeprefix("mailto:").removeprefix("tel:")
        elif token.type == "link_close":
            label = "".join(words[start:])
            if href != label:
                links.append((label, href))
        else:
            words.append(token.content)
    return "".join(words), links


class _Blocks:
    """Reads block tokens one after the other; ``columns`` is what an indent leaves."""

    def __init__(self, tokens: tuple[Token, ...], columns: int) -> None:
        self._tokens = tokens
        self._at = 0
        self._columns = columns

    def read(self, closing: str = "") -> list[str]:
        """The blocks up to the token type ``closing``, which is passed over."""
        blocks: list[str] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == closing:
                break
            if token.type == "inline":
                blocks.append(self._paragraph(token))
            elif token.type == "heading_open":
                blocks.append(self._heading())
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                blocks.append(self._list(token))
            elif token.type == "blockquote_open":
                blocks.append(self._indented("> ", "> ", "blockquote_close"))
            elif token.type == "table_open":
                blocks.append(self._table())
            elif token.type in ("fence", "code_block"):
                blocks.append("\n".join(f"    {line}".rstrip() for line in token.content.rstrip("\n").split("\n")))
            elif token.type == "hr":
                blocks.append("* * *")
        return blocks

    def _paragraph(self, token: Token) -> str:
        words, links = inline_plain(token.children or [])
        lines = [wrap(words, columns=self._columns)]
        for label, url in links:
            if len(links) > 1 and label:
                lines.append(wrap(f"{label}:", columns=self._columns))
            lines.append(url)
        return "\n".join(line for line in lines if line)

    def _heading(self) -> str:
        words, links = inline_plain(self._tokens[self._at].children or [])
        self._at += 2
        return "\n".join([wrap(words, columns=self._columns), *(url for _, url in links)])

    def _list(self, opening: Token) -> str:
        ordered = opening.type == "ordered_list_open"
        closing = opening.type.replace("_open", "_close")
        number = int(opening.attrs.get("start", 1))
        items: list[str] = []
        loose = False
        while self._tokens[self._at].type != closing:
            self._at += 1
            first = f"{number}. " if ordered else "- "
            loose = loose or self._has_visible_paragraph()
            items.append(self._indented(first, " " * len(first), "list_item_close", tight=True))
            number += 1
        self._at += 1
        return ("\n\n" if loose else "\n").join(items)

    def _has_visible_paragraph(self) -> bool:
        token = self._tokens[self._at]
        return token.type == "paragraph_open" and not token.hidden

    def _indented(self, first: str, indent: str, closing: str, tight: bool = False) -> str:
        self._columns -= len(indent)
        loose = not tight or self._has_visible_paragraph()
        inner = ("\n\n" if loose else "\n").join(block for block in self.read(closing) if block)
        self._columns += len(indent)
        lines = inner.split("\n")
        return "\n".join(f"{indent if index else first}{line}".rstrip() for index, line in enumerate(lines))

    def _table(self) -> str:
        head: list[str] = []
        rows: list[list[str]] = []
        row: list[str] = []
        links: list[tuple[str, str]] = []
        while (token := self._tokens[self._at]).type != "table_close":
            self._at += 1
            if token.type == "tr_open":
                row = []
            elif token.type == "inline":
                words, found = inline_plain(token.children or [])
                row.append(words)
                links.extend(found)
            elif token.type == "tr_close":
                if head:
                    rows.append(row)
                else:
                    head = row
        self._at += 1
        if len(head) == 2 and any(head):
            rows.insert(0, head)  # two columns have no labels of their own
        records = ["\n".join(self._cells(head, cells)) for cells in rows]
        records = records or [wrap(", ".join(filter(None, head)), columns=self._columns)]
        # Two columns read best as one line a row; more as a short record, rows apart.
        body = ("\n" if len(head) <= 2 else "\n\n").join(records)
        return "\n".join([body, *(f"{wrap(label + ':', columns=self._columns)}\n{url}" for label, url in links)])

    def _cells(self, head: list[str], cells: list[str]) -> list[str]:
        if len(head) == 2:
            return [wrap(": ".join(filter(None, cells)), "  ", "", self._columns)]
        pairs = zip(head, cells, strict=False)
        return [wrap(f"{label}: {cell}" if label else cell, "  ", "", self._columns) for label, cell in pairs if cell]
