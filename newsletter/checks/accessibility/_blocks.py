"""The words of a page by the blocks in which they stand: a paragraph, a cell, a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from newsletter.checks.computed_values import Style
from newsletter.checks.finished_email import Element, FinishedEmail, Page
from newsletter.model.place import Place

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr", "label",
))  # fmt: skip
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Piece:
    """Words in a row: the element that holds them, the link around them, the line within the block from 0."""

    words: str
    element: Element = field(compare=False, repr=False)
    link: Element | None = field(compare=False, repr=False)
    line: int


@dataclass(frozen=True)
class TextBlock:
    """A block, and what is shown in it but not in a block of its own.  A picture is a piece without words."""

    element: Element = field(compare=False, repr=False)
    style: Style
    pieces: list[Piece] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Everything on one line."""
        return " ".join("".join(piece.words for piece in self.pieces).split())

    @property
    def lines(self) -> list[str]:
        """Its lines, as far as line breaks part them; empty ones are left out."""
        lines: dict[int, list[str]] = {}
        for piece in self.pieces:
            lines.setdefault(piece.line, []).append(piece.words)
        return [line for pieces in lines.values() if (line := " ".join("".join(pieces).split()))]

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.element.tag in HEADINGS


@lru_cache(maxsize=4)
def text_blocks(page: Page) -> tuple[TextBlock, ...]:
    """The blocks in which something is seen, in the order in which they begin."""
    blocks: dict[Element, TextBlock] = {}
    owners: dict[Element, tuple[Element, Element | None]] = {}
    lines: dict[Element, int] = {}
    for element, text, opens in _walk(page):
        if opens:
            block, link = owners.get(element.getparent(), (element, None))
            if element.tag not in _INLINE:
                block, link = element, None
            elif element.tag == "a":
                link = element
            owners[element] = block, link
            if element.tag == "br":
                lines[block] = lines.get(block, 0) + 1
        block, link = owners.get(element, (element, None))
        style = page.computed.of(element)
        if style.is_seen and (text.strip() or (text and block in blocks) or (opens and element.tag == "img")):
            if block not in blocks:
                blocks[block] = TextBlock(block, page.computed.of(block))
            blocks[block].pieces.append(Piece(text, element, link, lines.get(block, 0)))
    return tuple(blocks[element] for element in page.elements if element in blocks)


def _walk(page: Page) -> Iterator[tuple[Element, str, bool]]:
    """Each element as it begins, with the words after its start tag; and words that follow an element inside it."""
    from lxml import etree

    body = page.tree.find("body")
    for event, element in etree.iterwalk(page.tree if body is None else body, events=("start", "end")):
        if event == "start":
            yield element, "" if element.tag in ("style", "script") else element.text or "", True
        elif element.tail and element is not body and element.getparent() is not None:
            yield element.getparent(), element.tail, False


def place_of_words(email: FinishedEmail, element: Element, words: str) -> Place:
    """Where words of an element were written: a long cell may begin far above them."""
    place = email.place_of(element)
    if email.is_ours or not place.line:
        return place
    beginning = words.split(" ", 2)[:2]
    lines = email.html.split("\n")[place.line - 1 :]
    further = next((n for n, line in enumerate(lines) if all(word in line for word in beginning)), 0)
    return Place(place.file, place.line + further)


def letters(words: str) -> int:
    """How many letters there are; digits and signs are none."""
    return len(_LETTER.findall(words))


def quoted(words: str, most: int = 60) -> str:
    """The beginning of some words, as a message quotes them."""
    return words if len(words) <= most else f"{words[:most].rpartition(' ')[0] or words[:most]}…"
