"""Headings have words, and no level is left out on the way down.

Whoever goes from heading to heading takes a jump from the second level to the fourth for a part that went missing.
A size that looks better is a matter of style, not of level.

Bad: ``##`` and below it ``####``; an empty heading that makes room.
Good: ``##`` and below it ``###``.
Source: WCAG 2.2, 1.3.1 and 2.4.6; W3C tutorial on headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from newsletter.checks.accessibility._blocks import quoted
from newsletter.checks.accessibility._headings import headings_of
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail, section_of
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Empty headings in one finding, then each jump."""
    headings = headings_of(email.page)
    empty = [heading for heading in headings if not heading.words]
    if empty:
        place = email.place_of(empty[0].element)
        count = f"{len(empty)} headings are" if len(empty) > 1 else "A heading is"
        yield Fault(place, f"{count} empty.", "Write words into it, or take it out.", section_of(place))
    for above, heading in pairwise(headings):
        if heading.level > above.level + 1 and heading.words:
            place = email.place_of(heading.element)
            yield Fault(
                place,
                f"The heading “{quoted(heading.words)}” is of level {heading.level}, and the one above it,"
                f" “{quoted(above.words)}”, of level {above.level}.",
                "Go down one level at a time.",
                section_of(place),
                text=heading.words,
            )
