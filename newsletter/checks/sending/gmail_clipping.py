"""Gmail hides the end of a long email, and with it the unsubscribe link.

Gmail shows about 102 KB of HTML and then "Message clipped".  Pictures do not count, code does.

Bad: an issue of 4,000 words.
Good: teasers, with the long pieces on the website.
Source: Gmail's limit as measured by several mailing services, 102 KB.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

LIMIT = 90_000
"""Bytes.  Mailing services add tracking and wrapping to ours."""


def check(draft: Draft) -> Iterator[Fault]:
    """An email near or above the limit."""
    size = len(draft.email.html.encode())
    if size > LIMIT:
        yield Fault(
            draft.document.place,
            f"The email has {size / 1000:.0f} KB. Gmail shows about 102 KB and hides the rest.",
            "Shorten the longest section, or move it to the website and link to it.",
        )
