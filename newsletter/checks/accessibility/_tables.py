"""Which tables hold data and which only arrange things."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from newsletter.checks.finished_email import Element, visible_words

_NUMBER = re.compile(r"(?=.{0,24}\d).{1,25}")
"""Amounts, doses, dates and times: short, with a digit."""
_LONGEST_CELL = 80
"""Letters.  Paragraphs stand in cells that arrange; data are short."""


def is_silent(table: Element) -> bool:
    """Whether screen readers are told to leave the table out and to read what stands in it."""
    return (table.get("role") or "").strip().lower() in ("presentation", "none")


def has_headers(table: Element) -> bool:
    """Whether a cell of its own says what the others mean."""
    return any(
        (cell.tag == "th" or cell.get("scope") or cell.get("role") in ("columnheader", "rowheader"))
        and visible_words(cell, 50)
        for row in rows_of(table)
        for cell in row
    )


def holds_data(table: Element) -> bool:
    """Whether its rows and columns mean something: it says so by its headers or its caption, or it looks so."""
    if has_headers(table) or any(child.tag in ("caption", "thead") for child in table):
        return True
    rows = rows_of(table)
    if len(rows) < 2 or sum(1 for _ in islice(table.iter("table"), 2)) > 1:
        return False
    if next(table.iter("img", "h1", "h2", "h3", "h4", "h5", "h6"), None) is not None:
        return False
    width, same = Counter(len(row) for row in rows).most_common(1)[0]
    if width < 2 or same < len(rows) - 1 or width * len(rows) < 4:
        return False
    cells = [[visible_words(cell, 50) for cell in row] for row in rows if len(row) == width]
    flat = [words for row in cells for words in row]
    if any(len(words) > _LONGEST_CELL for words in flat) or sum(map(_says_something, flat)) < 0.7 * len(flat):
        return False
    return _is_ruled(table) or any(_is_column_of_numbers(list(column)) for column in zip(*cells, strict=True))


def _says_something(words: str) -> bool:
    """Whether there is more than a typed bullet or a gap."""
    return any(sign.isalnum() for sign in words)


def _is_ruled(table: Element) -> bool:
    """Whether there are lines between the cells."""
    if (table.get("border") or "0").strip().removesuffix("px") not in ("", "0"):
        return True
    cells = [cell for row in rows_of(table) for cell in row]
    ruled = [
        re.search(r"border(?:-bottom|-top)?:\s?(?!0|none)", cell.get("style") or "", re.IGNORECASE) for cell in cells
    ]
    return bool(cells) and sum(map(bool, ruled)) >= len(cells) / 2


def _is_column_of_numbers(column: list[str]) -> bool:
    """Whether all but the first, which may be a header that nobody marked, are such."""
    numbers = sum(_NUMBER.fullmatch(words) is not None for words in column[1:])
    return len(column) > 2 and numbers == len(column) - 1


def rows_of(table: Element) -> tuple[tuple[Element, ...], ...]:
    """The cells of a table, row by row; those of tables inside it are not its own."""
    parts = [table, *(part for part in table if part.tag in ("thead", "tbody", "tfoot"))]
    return tuple(
        tuple(cell for cell in row if cell.tag in ("td", "th")) for part in parts for row in part if row.tag == "tr"
    )
