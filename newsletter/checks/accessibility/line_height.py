"""The lines of a paragraph stand apart, so that eyes find the next one.

Lines that touch are hard for readers with dyslexia and for everyone whose treatment has made reading slow.

Bad: ``line-height: 1``; ``font-size: 18px; line-height: 18px``.
Good: ``line-height: 1.5``.
Source: WCAG 2.2, 1.4.8 and 1.4.12 (1.5 times the size of the text).
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import letters, quoted, text_blocks
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

LEAST = 1.3
"""Times the size of the text.  What browsers do by themselves is about 1.2, and is not held against anyone."""

_RUNNING_TEXT = 60
"""Letters: what is shorter stands on one line."""


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """All narrow paragraphs in one finding, at the first."""
    narrow = [
        block
        for block in text_blocks(email.page)
        if block.style.line_height is not None
        and block.style.line_height < LEAST
        and not block.is_heading
        and letters(block.words) >= _RUNNING_TEXT
    ]
    if narrow:
        first = narrow[0]
        others = (
            f", and {len(narrow) - 1} more {'is' if len(narrow) == 2 else 'are'} too narrow" if len(narrow) > 1 else ""
        )
        yield Fault(
            email.place_of_look(first.element),
            f"“{quoted(first.words)}” has a line height of {first.style.line_height:.2g}{others}.",
            "Set it to 1.5.",
            text=first.words[:200],
        )
