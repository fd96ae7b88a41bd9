"""A weekday and its date belong together.

Somebody plans a day around “Monday, December 9” and stands before a closed door on one of the two. It happens when
last year's announcement is copied. Where the year is not written, the year nearest to the issue's date is taken, and
a date far from the issue may be of either year. A contributor's own dates are judged only with their year.

Bad: “Monday, December 9, 2026” (a Wednesday).
Good: “Wednesday, December 9, 2026”.
Source: checklists of newsletter editors: the weekday is compared with a calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from newsletter.checks.dates_in_text import WEEKDAYS, DateInText, dates_in
from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_FAR = 120
"""From so many days before or after the issue on, a date without a year may be of another year than the nearest."""


def check(draft: Draft) -> Iterator[Fault]:
    """Weekdays that are not those of their dates."""
    issued = draft.issue.header.date
    for passage in (*draft.passages, *draft.standing_passages):
        if not passage.language.startswith("en"):
            continue
        for found in dates_in(passage.text):
            real = wrong_weekday(found, issued)
            if real is None or (found.year is None and not passage.house):
                continue
            sure = found.year is not None and passage.house
            yield Fault(
                passage.spot(found.words),
                f"“{found.words}” is a {WEEKDAYS[real.weekday()]}{'' if found.year else f' in {real.year}'}.",
                "Find out which of the two is right, and correct the other.",
                passage.section,
                passage.field,
                found.words,
                severity=None if sure else Severity.WARNING,
            )


def wrong_weekday(found: DateInText, issued: date) -> date | None:
    """The day that a date means, where its weekday is not the one written; else None."""
    day = found.meant(issued)
    if day is None or found.weekday is None:
        return None
    possible = [day]
    if found.year is None and abs((day - issued).days) > _FAR:
        possible = [each for years in (-1, 0, 1) if (each := found.in_year(issued.year + years))]
    return None if any(each.weekday() == found.weekday for each in possible) else day
