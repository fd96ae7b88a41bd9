"""The email has one main heading, its title, in words.

People who use a screen reader ask for the headings first, to learn what they have before them.  Three emails in four
have none.

Bad: no ``<h1>``; an ``<h1>`` above every story.
Good: ``<h1>December 2026</h1>`` at the top, and ``<h2>`` above each story.
Source: WCAG 2.2, 1.3.1 and 2.4.6; Email Markup Consortium, accessibility report 2026.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import quoted
from newsletter.checks.accessibility._headings import headings_of
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Whether there is none, or more than one."""
    if not email.words:
        return
    main = [heading for heading in headings_of(email.page) if heading.level == 1]
    if not main:
        yield Fault(email.place, "The email has no main heading, <h1>.", "Make its title one.")
    elif len(main) > 1:
        others = f"“{quoted(main[1].words)}”" + (f" and {len(main) - 2} more" if len(main) > 2 else "")
        yield Fault(
            email.place_of(main[1].element),
            f"The email has {len(main)} main headings, <h1>: besides “{quoted(main[0].words)}” there is {others}.",
            "Keep the first, and make the others <h2>.",
            text=main[1].words,
        )
