"""The lines that findings point at, laid out for a terminal."""

from __future__ import annotations

import shutil

from rich.cells import cell_len

from newsletter.content.excerpt import Excerpt, excerpt
from newsletter.content.project import Project
from newsletter.model.place import Place

MAX_EXCERPTS = 20
"""Of hundreds of findings only the first have an excerpt, or nobody could read the list."""

_MARGIN = "      "
_LEAST = 16  # cells of text, however narrow the terminal


class Excerpts:
    """Makes the excerpts of one run, at most ``MAX_EXCERPTS`` of them."""

    def __init__(self, project: Project, limit: int = MAX_EXCERPTS) -> None:
        self._project = project
        self._left = limit

    def lines(self, place: Place) -> list[str]:
        """The line at a place with its number, and a caret below where the column is known; else nothing."""
        found = excerpt(self._project, place) if self._left else None
        if found is None:
            return []
        self._left -= 1
        # The last cell stays free: some terminals wrap a line that fills them.
        return laid_out(found, shutil.get_terminal_size((100, 24)).columns - 1)


def laid_out(shown: Excerpt, width: int) -> list[str]:
    """An excerpt as lines of at most ``width`` cells, or a little more where there is no room for any text."""
    number = str(shown.line)
    text, caret = cut(shown.text.rstrip(), shown.column, max(_LEAST, width - len(f"{_MARGIN}{number} | ")))
    lines = [f"{_MARGIN}{number} | {text}"]
    if caret is not None:
        lines.append(f"{_MARGIN}{' ' * len(number)} | {' ' * caret}^")
    return lines


def cut(text: str, column: int | None, width: int) -> tuple[str, int | None]:
    """The part of a text around an index that fills at most ``width`` cells, and the cell that the index is at.

    What is left out shows as an ellipsis.
    """
    at = min(column or 0, len(text))
    # Of a very long line only what could be in view is measured.
    start, end = max(0, at - 8 * width), min(len(text), at + 8 * width)

    def view() -> str:
        return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")

    if start or end < len(text) or cell_len(text) > width:
        # Two thirds of the room go to what stands before; no accent is parted from its letter.
        while start < at and (cell_len(text[start:at]) > width * 2 // 3 - 1 or (start and not cell_len(text[start]))):
            start += 1
        while end > at and cell_len(view()) > width:
            end -= 1
    return view(), None if column is None else cell_len(view()[: at - start + bool(start)])
