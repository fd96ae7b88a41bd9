"""The months' English names, independent of the machine's locale."""

from __future__ import annotations

import calendar
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """ "December 1, 2026"."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def months_later(day: date, months: int) -> date:
    """The same day some months later; the month's last day where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(year, date.max.year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
