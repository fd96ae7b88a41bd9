"""Taking a section out of an email that is finished: HTML, MJML or plain text, ours or as a service was handed it.

An email is a row of blocks, one below the other, and an export never adds or drops one: a section's block has the same
number in every form of the email.  Nothing around it changes by a byte.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from html.parser import HTMLParser

from newsletter.rendering.rich_text_plain import wrap

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_CELL = re.compile(r"<td\b[^<>]*>(?=\s*<div style=\"font-family:)")
_TEXT = re.compile(r"<div style=\"font-family:[^<>]*>")


@dataclass
class Block:
    """A part of an email from edge to edge: where it begins and ends, and where what is in it does."""

    start: int
    inside: int
    inside_end: int = 0
    end: int = 0


def blocks_of(markup: str) -> list[Block]:
    """The blocks of an HTML email that MJML made, or of MJML.  Empty where the email itself cannot be made out."""
    reader = _Reader(markup)
    reader.feed(markup)
    reader.close()
    return reader.blocks


def numbers_of(marked: str, file: str) -> range:
    """The numbers of the blocks that come from a source file, by the marks in the HTML; from the first to the last."""
    mark = f'data-at="{escape(file)}:'
    found = [number for number, block in enumerate(blocks_of(marked)) if mark in marked[block.start : block.end]]
    return range(found[0], found[-1] + 1) if found else range(0)


def without_blocks(markup: str, numbers: Collection[int], count: int, note: str) -> str | None:
    """The email with a note in place of what its blocks of these numbers hold.

    ``count`` is how many blocks the email has; None where this one has another number, and nobody can tell which is
    which.
    """
    blocks = blocks_of(markup)
    if len(blocks) != count or not numbers:
        return None
    first = min(numbers)
    for number in sorted(numbers, reverse=True):
        block = blocks[number]
        words = _noted(markup[block.start : block.end], note) if number == first else ""
        markup = markup[: block.inside] + words + markup[block.inside_end :]
    return markup


def without_lines(text: str, lines: tuple[int, int], note: str, like: str | None = None) -> str:
    """Plain text with a note in place of some lines, which are counted in the text ``like``, or in this one."""
    own = text.split("\n")
    first, last = lines if like is None else _same_lines(like.split("\n"), own, lines)
    return "\n".join([*own[:first], *wrap(note).split("\n"), *own[last:]])


def without_words(content: str, words: Sequence[str], instead: str, *, is_markup: bool) -> str:
    """The content with ``instead`` wherever one of some texts stands, across line ends, in capitals or not."""
    for each in sorted(words, key=len, reverse=True):
        if each.strip():
            content = pattern(each, is_markup=is_markup).sub(
                escape(instead, quote=False) if is_markup else instead, content
            )
    return content


_WAYS = {
    '"': '(?:"|&#34;|&quot;)',
    "'": "(?:'|&#39;|&#x27;|&apos;)",
    "&": "(?:&amp;|&)",
    "<": "&lt;",
    ">": "(?:&gt;|>)",
}


def pattern(words: str, *, is_markup: bool, any_case: bool = True) -> re.Pattern[str]:
    """Some words as whole words, however they are wrapped and, in markup, escaped."""

    def written(word: str) -> str:
        return "".join(_WAYS.get(sign) or re.escape(sign) for sign in word) if is_markup else re.escape(word)

    space = r"(?:\s|&nbsp;|&#160;)+" if is_markup else r"\s+"
    return re.compile(
        rf"(?<![^\W_]){space.join(map(written, words.split()))}(?![^\W_])", re.IGNORECASE if any_case else 0
    )


def telling_names(name: str) -> tuple[str, ...]:
    """A name and those of its words that name someone by themselves; none where it is only initials, such as M."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) > 3]
    return tuple(dict.fromkeys((name, *words))) if words else ()


def _noted(block: str, note: str) -> str:
    """A note in the frame of the words that stood in a block."""
    if block.startswith("<mj-"):
        return f"<mj-column><mj-text><p>{escape(note, quote=False)}</p></mj-text></mj-column>"
    cell, text = _CELL.search(block), _TEXT.search(block)
    return (
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tbody><tr>'
        f"{cell[0] if cell else '<td>'}{text[0] if text else '<div>'}"
        f'<p style="margin:28px 0 16px">{escape(note, quote=False)}</p></div></td></tr></tbody></table>'
    )


def _same_lines(like: list[str], own: list[str], lines: tuple[int, int]) -> tuple[int, int]:
    """The lines of ``own`` that stand where ``lines`` stand in ``like``; more rather than fewer."""
    first, last = lines
    start, end = 0, len(own)
    for tag, a, b, c, d in SequenceMatcher(None, like, own, autojunk=False).get_opcodes():
        same = tag == "equal"
        if a <= first <= b and (first < b or same):
            start = c + (first - a if same else 0)
        if a <= last <= b and (last > a or same):
            end = d - (b - last if same else 0)
    return start, end


class _Reader(HTMLParser):
    """Finds what stands directly in the email: below ``mj-body``, or in the element that says it is the email."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[Block] = []
        self._depth: int | None = None
        lines = markup.split("\n")
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._markup = markup

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth is None:
            if tag == "mj-body" or ("aria-roledescription", "email") in attrs:
                self._depth = 0
            return
        if tag in _VOID:
            return
        if self._depth == 0:
            start = self._at()
            self.blocks.append(Block(start, start + len(self.get_starttag_text() or "")))
        self._depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Holds nothing, so that it changes no depth."""

    def handle_endtag(self, tag: str) -> None:
        if self._depth is None or tag in _VOID:
            return
        self._depth -= 1
        if self._depth == 0:
            self.blocks[-1].inside_end = self._at()
            self.blocks[-1].end = self._markup.index(">", self._at()) + 1
        elif self._depth < 0:
            self._depth = None
