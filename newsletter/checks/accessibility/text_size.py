"""No text is too small to be read on a telephone at arm's length.

Many readers are past sixty, and many read in a waiting room.  Mail programs do not enlarge what is small.

Bad: a disclaimer of 10 pixels; ``<font size="1">``.
Good: 16 pixels and more for reading, 14 for small print.
Source: practice of accessible email (14 pixels); WCAG 2.2, 1.4.4 asks that text can be enlarged, and names no size.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import letters, quoted, text_blocks
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

SMALLEST = 14
"""CSS pixels."""

_TINY = 12
_RAISED = ("sub", "sup")


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """All small text in one finding, at the smallest."""
    small = [
        (email.page.computed.of(piece.element).size, piece)
        for block in text_blocks(email.page)
        for piece in block.pieces
        if letters(piece.words) and piece.element.tag not in _RAISED and piece.element.getparent().tag not in _RAISED
    ]
    small = [each for each in small if each[0] < SMALLEST - 0.01]
    if small:
        others = (
            f"; {len(small) - 1} more {'is' if len(small) == 2 else 'are'} smaller than {SMALLEST}"
            if len(small) > 1
            else ""
        )
        size, piece = min(small, key=lambda each: each[0])
        words = " ".join(piece.words.split())
        yield Fault(
            email.place_of_look(piece.element),
            f"“{quoted(words)}” is set in {size:.3g} pixels{others}.",
            f"Set it in {SMALLEST} or more.",
            text=words[:200],
            severity=None if size < _TINY else Severity.NOTE,
        )
