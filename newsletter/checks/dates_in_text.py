"""Dates as people write them in English: "Monday, December 7, 2026", "7 December", "2026-12-07"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from newsletter.model.months import MONTHS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?)"
)
_WEEKDAY = "(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs(?:day)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
_NAMED = rf"(?:\b(?P<weekday>{_WEEKDAY})\b\.?,?[ (]{{1,2}}(?:the )?)?"
_MONTH = rf"\b(?P<month>{_MONTH})\b\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?![0-9%:/]|[.,][0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>(?:19|20)[0-9]{2})(?![0-9]))?"
_FORMS = (
    re.compile(rf"{_NAMED}{_MONTH} {_DAY}{_YEAR}"),
    re.compile(rf"{_NAMED}(?<![0-9.,:/-])\b{_DAY}(?: of)? {_MONTH}{_YEAR}"),
    re.compile(
        rf"{_NAMED}(?<![\w/.-])(?P<year>(?:19|20)[0-9]{{2}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?![\w/-])"
    ),
)
_HINT = re.compile(
    "[0-9] ?(?:st |nd |rd |th )?(?:of )?[JFMASOND][a-z]{2}|[JFMASOND][a-z]{2,8}\\.? [0-9]|[0-9]-[0-9]{2}-[0-9]"
)
"""Quick to look for, and in every text with a date."""
_SEVERAL = re.compile(rf"\b{_WEEKDAY}\b\.?,?(?: and | or | to | through | until |, ?| ?[-–—&/] ?)$")
_COUNTED = re.compile(r"\b(?:[Ii]n|[Dd]uring|[Ll]ast|[Tt]his|[Tt]he|[Ee]very) $")


@dataclass(frozen=True)
class DateInText:
    """A date in a text: its words, where they begin and end, and what they say.

    ``year`` and ``weekday`` (0 for Monday) are None where they are not written.  The day may not exist.
    """

    words: str
    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None

    @cached_property
    def exists(self) -> bool:
        """Whether the calendar has such a day (February 29 without a year has)."""
        return self.in_year(self.year or 2000) is not None

    def in_year(self, year: int) -> date | None:
        """The day in a year, or None where that year has none."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def meant(self, around: date) -> date | None:
        """The day that is meant: in the year written, else the one nearest to ``around``."""
        if self.year is not None:
            return self.in_year(self.year)
        days = [day for year in (-1, 0, 1) if (day := self.in_year(around.year + year))]
        return min(days, key=lambda day: abs(day - around), default=None)


def dates_in(text: str) -> Iterator[DateInText]:
    """The dates of a text that name a day, in order of form; "in May 12 women met" holds none."""
    if not _HINT.search(text):
        return
    for form in _FORMS:
        for match in form.finditer(text):
            month, weekday, year = match["month"], match["weekday"], match["year"]
            before = text[max(0, match.start() - 24) : match.start()]
            if weekday is None and year is None and _COUNTED.search(before):
                continue
            several = weekday is not None and _SEVERAL.search(before) is not None
            words = match.group().rstrip(".")
            yield DateInText(
                words=words,
                start=match.start(),
                end=match.start() + len(words),
                year=int(year) if year else None,
                month=int(month) if month.isdigit() else _number(month, MONTHS),
                day=int(match["day"]),
                weekday=None if weekday is None or several else _number(weekday, WEEKDAYS) - 1,
            )


def _number(word: str, names: tuple[str, ...]) -> int:
    """The number, from 1, of a name that begins with the same three letters."""
    return next(number for number, name in enumerate(names, 1) if name[:3] == word[:3])
