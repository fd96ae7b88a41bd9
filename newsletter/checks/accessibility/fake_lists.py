"""A list is a list, not lines that begin with a dot.

A screen reader says “list with four items” and lets its reader skip it; of typed dots it says “bullet”, or nothing.
Long items of typed lists run below their dot.

Bad: lines that begin with “•”, or with “1.” in paragraphs of their own.
Good: in Markdown, lines that begin with ``- `` or ``1. ``, with an empty line before the first.
Source: WCAG 2.2, 1.3.1; failure F2, technique H48.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.checks.accessibility._blocks import place_of_words, quoted, text_blocks
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail, section_of
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_BULLET = re.compile(r"([•‣◦▪▫●○■□►▸▶✓✔✗➤➢⁃∙*·])(?:\s+(?=\S)|$|(?=[^\W_]))")
_PICTURE = re.compile("([\u2600-\u27bf\U0001f300-\U0001faff])\ufe0f?\\s*(?=\\S)")
_DASH = re.compile(r"([-–—])\s+(?=\S)")
_NUMBER = re.compile(r"[(]?(\d{1,2})[.)]\s+(?=\S)")
_WITHIN = re.compile(r"\s[•‣◦▪●■►]\s?\S")
_IN_LISTS = frozenset(("li", "dt", "dd", "pre", "code", "h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass
class _Row:
    """Lines that begin alike, so far."""

    sign: str = ""
    count: int = 0
    words: str = ""
    element: Element = None
    awaits_words: bool = False
    """Whether the last line was nothing but its sign, as in a table with the dots in cells of their own."""

    @property
    def is_list(self) -> bool:
        return self.count >= (3 if self.sign in "–—" else 2)


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Each list that was typed."""
    for row in _rows(email):
        place = place_of_words(email, row.element, row.words)
        yield Fault(
            place,
            f"“{quoted(row.words)}” looks like the beginning of a list, and is none.",
            "Begin each line with a hyphen and a space, or with a number; in HTML use <ul> or <ol>.",
            section_of(place),
            text=row.words,
        )


def _rows(email: FinishedEmail) -> Iterator[_Row]:
    row = _Row()
    for block in text_blocks(email.page):
        if block.element.tag in _IN_LISTS:
            continue
        for line in block.lines:
            if row.awaits_words:
                row.awaits_words = False
                row.words = row.words if len(row.words) > 1 else f"{row.words} {line}"
                continue
            sign, words = _sign(line, row)
            if sign and sign == row.sign:
                row.count += 1
            else:
                if row.is_list:
                    yield row
                row = _Row(sign, 1 if sign else 0, line, block.element)
            row.awaits_words = bool(sign) and not words
            if sign == "•" and len(_WITHIN.findall(line)) > 1:
                row.count += 1
    if row.is_list:
        yield row


def _sign(line: str, row: _Row) -> tuple[str, bool]:
    """What a line begins with (one sign stands for all bullets, one for the next number), and whether words follow."""
    if match := _BULLET.match(line):
        return "•", match.end() < len(line)
    if match := _PICTURE.match(line) or _DASH.match(line):
        return match[1], True
    if (match := _NUMBER.match(line)) and int(match[1]) == (row.count + 1 if row.sign == "1" else 1):
        return "1", True
    return "", True
