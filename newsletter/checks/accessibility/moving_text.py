"""No text moves or blinks by itself.

It takes the eye away from everything else, and many people cannot read words that move.

Bad: ``<marquee>``; ``<blink>``.
Good: text that stands still.
Source: WCAG 2.2, 2.2.2; failure F4 and F16.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import quoted
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail, visible_words
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Each text that is made to move."""
    for element in email.page.named("marquee", "blink"):
        words = visible_words(element, 500)
        yield Fault(
            email.place_of(element),
            f"“{quoted(words)}” moves by itself.",
            f"Take <{element.tag}> out.",
            text=words[:200],
        )
