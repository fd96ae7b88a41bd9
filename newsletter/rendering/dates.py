"""Dates and times as people read them.  English, independent of the machine's locale."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from newsletter.model.months import long_date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

ZONES = (
    ("Eastern", "America/New_York"),
    ("Central", "America/Chicago"),
    ("Pacific", "America/Los_Angeles"),
    ("UTC", "Etc/UTC"),
)
"""The zones in which a webinar's start is given."""


def weekday_date(day: date) -> str:
    """ "Thursday, December 10, 2026", the weekday computed."""
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"


def clock(moment: datetime) -> str:
    """ "7:00 p.m."."""
    return f"{moment.hour % 12 or 12}:{moment.minute:02} {'a.m.' if moment.hour < 12 else 'p.m.'}"


def clocks(moment: datetime) -> str:
    """The same moment in every zone of ZONES: "7:00 p.m. Eastern, 6:00 p.m. Central, …".

    A weekday is added where the day is another one there.
    """
    parts = []
    home = moment.date()
    for label, zone in ZONES:
        local = moment.astimezone(ZoneInfo(zone))
        day = "" if local.date() == home else f" ({WEEKDAYS[local.weekday()]})"
        time = f"{local.hour:02}:{local.minute:02}" if label == "UTC" else clock(local)
        parts.append(f"{time} {label}{day}")
    return ", ".join(parts)


def time_span(start: datetime, end: datetime | None = None) -> str:
    """From when to when on the clocks of the start's zone: "7:00 p.m. to 8:30 p.m., New York time".

    The day is added where the end falls on another one.
    """
    city = str(start.tzinfo).split("/")[-1].replace("_", " ")
    name = city if city == "UTC" else f"{city} time"
    until = ""
    if end is not None:
        day = "" if end.date() == start.date() else f" on {weekday_date(end)}"
        until = f" to {clock(end)}{day}"
    return f"{clock(start)}{until}, {name}"
