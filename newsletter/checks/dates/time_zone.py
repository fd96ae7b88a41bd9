"""A time says in which zone it is, and names the zone rightly for the season.

“7 p.m.” beside an online event means another hour to half of the readers. “EST” in July is an hour off: it is the
winter's name, and calendars that read it as it is written come an hour late. Of an hour that comes twice, on the night
on which the clocks go back, nobody can say which is meant.

Bad: “We begin on July 9 at 7 p.m. EST.”
Good: “We begin on July 9 at 7 p.m. Eastern time.”
Source: reports of meetings announced an hour off; a zone is stored by its name, never as “EST”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from newsletter.checks.dates_in_text import dates_in
from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import Passage
from newsletter.model.finding import Severity
from newsletter.model.issue import Section
from newsletter.model.place import Places

SEVERITY = Severity.WARNING

_SEASONAL = re.compile(r"(?:[0-9]|\b[ap]\.?m\.?)[ (]{1,2}([ECMP])([SD])T\b")
_CITIES = {"E": "America/New_York", "C": "America/Chicago", "M": "America/Denver", "P": "America/Los_Angeles"}
_PLAIN = {"E": "Eastern", "C": "Central", "M": "Mountain", "P": "Pacific"}
_TIME = re.compile(r"\b(?:1[0-2]|[1-9])(?::[0-5][0-9])? ?[ap]\.?m\b\.?|\b(?:noon|midnight)\b", re.IGNORECASE)
_ZONE = re.compile(
    r"\b(?:Eastern|Central|Mountain|Pacific|Alaska|Hawaii|Greenwich|time zones?|local time|your time"
    r"|[A-Z][a-z]+ time|[ECMP][SD]?T|AK[SD]T|HST|UTC|GMT|BST|CES?T)\b"
)
_WITHOUT_SUMMER_TIME = re.compile(r"\b(?:Arizona|Phoenix|Tucson|Hawaii|Saskatchewan|Regina|China|Jamaica|Panama)\b")


def check(draft: Draft) -> Iterator[Fault]:
    """Zone names of the other season, hours that come twice, and times without a zone beside an online event."""
    for written in draft.issue.sections:
        yield from _twice(written.fields, written.places, written.id)
    for file in draft.shown_entries:
        yield from _twice(file.entry, file.places, None)
    told: set[str] = set()
    for passage in draft.passages:
        section = draft.sections_by_id.get(passage.section or "")
        day = section.fields.occasion.starts_at.date() if section and section.fields.occasion else None
        for words, plain in wrong_season(passage.text, draft.issue.header.date, day):
            yield Fault(
                passage.spot(words),
                f"“{words}” names the zone of the other half of the year.",
                f"Write “{plain} time”, which is right in summer and in winter.",
                passage.section,
                passage.field,
                words,
            )
        if section and section.id not in told and is_online(section) and (time := time_without_zone(passage)):
            told.add(section.id)
            yield Fault(
                passage.spot(time),
                f"“{time}” does not say in which time zone.",
                "Add the zone, such as “Eastern time”, or leave the time out: it is printed with its zones below.",
                passage.section,
                passage.field,
                time,
                severity=Severity.NOTE,
            )


def wrong_season(text: str, issued: date, day: date | None) -> Iterator[tuple[str, str]]:
    """Names such as EST that don't fit a date of the same text, else ``day``; each with the plain name."""
    found = () if _WITHOUT_SUMMER_TIME.search(text) else tuple(_SEASONAL.finditer(text))
    days = [meant for each in dates_in(text) if (meant := each.meant(issued))] if found else []
    for match in found:
        zone, named = ZoneInfo(_CITIES[match[1]]), "S" if match[2] == "S" else "D"
        seasons = {"D" if _noon(each, zone).dst() else "S" for each in days or ([day] if day else [])}
        if seasons and named not in seasons:
            yield f"{match[1]}{match[2]}T", _PLAIN[match[1]]


def time_without_zone(passage: Passage) -> str:
    """The first time of a passage in which no zone stands, or nothing."""
    match = _TIME.search(passage.text)
    if match is None or not passage.house or not passage.language.startswith("en"):
        return ""
    return "" if _ZONE.search(passage.text) else match.group().strip()


def is_online(section: Section) -> bool:
    """Whether readers take part from where they are."""
    fields = section.fields
    where = getattr(fields, "place", None) or ""
    return section.kind == "webinars" or (
        section.kind == "event" and bool(getattr(fields, "online", None) or re.search(r"\bonline\b", where, re.I))
    )


def _twice(fields: Any, places: Places, section: str | None) -> Iterator[Fault]:
    zone = getattr(fields, "zone", None)
    for name in ("start", "end"):
        local = getattr(fields, name, None)
        if zone is not None and local is not None and comes_twice(local, zone):
            yield Fault(
                places.of_value(name),
                f"The clocks go back that night: {local:%H:%M} comes twice in {zone.split('/')[-1].replace('_', ' ')}.",
                "Choose another hour, or say in the text which of the two is meant.",
                section,
                name,
                f"{local:%Y-%m-%d %H:%M}",
            )


def comes_twice(local: datetime, zone: str) -> bool:
    """Whether the clocks of a zone show a time twice."""
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
    return first is not None and second is not None and first > second


def _noon(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=zone)
