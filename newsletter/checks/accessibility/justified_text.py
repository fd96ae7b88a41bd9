"""Text is not stretched to fill its lines.

The gaps form rivers that pull the eye down the page; on a telephone some lines hold two words.

Bad: ``text-align: justify``; ``<p align="justify">``.
Good: text that begins at one edge and ends where it ends.
Source: WCAG 2.2, 1.4.8; British Dyslexia Association, style guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import letters, quoted, text_blocks
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_SHORT = 25
"""Letters: what is shorter is not stretched."""


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """All justified text in one finding, at the first."""
    found = [
        block for block in text_blocks(email.page) if block.style.align == "justify" and letters(block.words) >= _SHORT
    ]
    if found:
        others = f", and {len(found) - 1} more paragraphs are" if len(found) > 1 else ""
        yield Fault(
            email.place_of_look(found[0].element),
            f"“{quoted(found[0].words)}” is justified{others}.",
            "Align it at the side where reading begins.",
            text=found[0].words[:200],
        )
