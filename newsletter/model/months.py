"""The months' English names, independent of the machine's locale."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """ "December 1, 2026"."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
