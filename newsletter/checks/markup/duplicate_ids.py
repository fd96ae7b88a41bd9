"""Each id stands in the email once, so that a link to it has one place to go.

A second element with the same id is never reached by the table of contents, and screen readers can join a description
to the wrong field.

Bad: ``<h2 id="news">`` twice.
Good: ``<h2 id="news">`` and ``<h2 id="events">``.
Source: the HTML standard, 3.2.6 (the id attribute).
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Ids that stand there several times, in one finding."""
    first: set[str] = set()
    again: dict[str, Element] = {}
    for element in email.page.elements:
        name = element.get("id")
        if name:
            if name in first:
                again.setdefault(name, element)
            first.add(name)
    if again:
        named = ", ".join(f"“{name[:80]}”" for name in list(again)[:5]) + (" and others" if len(again) > 5 else "")
        yield Fault(
            email.place_of(next(iter(again.values()))),
            f"The email has more than one place with the id {named}.",
            "Give each its own: links to it reach only the first.",
            text=next(iter(again)),
        )
