"""Somebody has rung the helpline's number within the last three months.

Numbers are given up, forwarded and mistyped, and nobody in the house notices: only readers ring it. The day and the
name of whoever rang stand beside the number, in reference/organization.yaml.

Bad: ``confirmed_on`` empty, or four months ago.
Good: ``confirmed_on: 2026-11-02`` and ``confirmed_by: Ann``.
Source: practice of patient organizations: a stale hotline is among the commonest faults of standing text.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity
from newsletter.model.months import long_date
from newsletter.model.reference import Helpline

SEVERITY = Severity.WARNING

_MONTHS = 3


def check(draft: Draft) -> Iterator[Fault]:
    """A helpline that nobody has rung of late."""
    helpline = draft.reference.organization.helpline
    message = not_confirmed(helpline, max(draft.issue.header.date, draft.today))
    if message:
        yield Fault(
            draft.reference.organization_places.of("helpline", "confirmed_on"),
            message,
            "Ring it, and write the day and your name into confirmed_on and confirmed_by below the number.",
            text=helpline.shown_as,
            severity=Severity.NOTE if draft.settings.sample else None,
        )


def not_confirmed(helpline: Helpline, day: date) -> str | None:
    """What is wrong with the confirmation on a day, as a sentence; None if it holds."""
    confirmed = helpline.confirmed_on
    if confirmed is None:
        return f"Nobody has written down that {helpline.shown_as} reaches the helpline."
    if confirmed > day:
        return f"The helpline's number is said to be confirmed on {long_date(confirmed)}, which is still to come."
    if day > _after(confirmed, _MONTHS):
        return f"The helpline's number was last rung on {long_date(confirmed)}."
    if not helpline.confirmed_by:
        return f"Nobody has signed for ringing the helpline on {long_date(confirmed)}."
    return None


def _after(day: date, months: int) -> date:
    """The same day some months later, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
