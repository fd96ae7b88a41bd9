"""The folder, the title and the date of an issue speak of the same month, and the date is not long gone.

A title left from last month is what readers see first, and the archive files the issue under it. In the first weeks
of a year the old year slips in. An issue for the first of a month may go out some days before.

Bad: ``title: November 2026`` in the folder 2026-12.
Good: ``title: December 2026`` and ``date: 2026-12-01`` in the folder 2026-12.
Source: checklists of newsletter editors: month and year agree everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity
from newsletter.model.issue import Issue, Status
from newsletter.model.months import MONTHS, long_date
from newsletter.model.place import Place

SEVERITY = Severity.WARNING

_FOLDER = re.compile(r"((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])(?![0-9])")
_NAMED = re.compile(rf"\b({'|'.join(MONTHS)})\b,?(?: ((?:19|20)[0-9]{{2}})(?![0-9]))?")
_NEW_YEAR = re.compile(r"\b[Hh]appy (?:[Nn]ew [Yy]ear,? ?)?(?:to )?((?:19|20)[0-9]{2})(?![0-9])")
_EARLY, _LATE = timedelta(days=10), timedelta(days=10)
"""How far from its month an issue may go out."""
_LONG_AGO = timedelta(days=30)


def check(draft: Draft) -> Iterator[Fault]:
    """Folder, title and date that disagree; a year that is over; a draft whose day is long gone."""
    issue, header = draft.issue, draft.issue.header
    yield from _title(issue)
    folder = _FOLDER.match(issue.name)
    if folder and not fits(header.date, int(folder[1]), int(folder[2])):
        yield Fault(
            issue.places.of_value("date"),
            f"The issue stands in the folder {issue.name} and is to go out on {long_date(header.date)}.",
            "Correct the date, or rename the folder.",
            field="date",
            text=str(header.date),
        )
    if header.status is not Status.SENT and draft.today - header.date > _LONG_AGO:
        yield Fault(
            issue.places.of_value("date"),
            f"The issue was to go out on {long_date(header.date)}, and is not marked as sent.",
            "Write the new day, or “status: sent” if it went out.",
            field="date",
            text=str(header.date),
        )
    yield from _old_year(draft)


def _title(issue: Issue) -> Iterator[Fault]:
    """A title that names another month than the folder, or than the date where the folder names none."""
    folder = _FOLDER.match(issue.name)
    named = _NAMED.search(issue.header.title)
    if named is None:
        return
    month, year = MONTHS.index(named[1]) + 1, int(named[2]) if named[2] else None
    if folder:
        agrees = month == int(folder[2]) and year in (None, int(folder[1]))
        other = f"the folder says {MONTHS[int(folder[2]) - 1]} {folder[1]}"
    else:
        day = issue.header.date
        years = (year,) if year else (day.year - 1, day.year, day.year + 1)
        agrees = any(fits(day, each, month) for each in years)
        other = f"the issue is to go out on {long_date(day)}"
    if not agrees:
        yield Fault(
            issue.places.of_value("title"),
            f"The title says “{named.group()}”, and {other}.",
            "Correct whichever of the two is wrong.",
            field="title",
            text=named.group(),
        )


def _old_year(draft: Draft) -> Iterator[Fault]:
    """Subject or preview line with this month in another year, and wishes for a year that is not the new one."""
    issued = draft.issue.header.date
    new_year = (issued + timedelta(days=183)).year
    for passage in draft.passages:
        if passage.section is None and passage.field != "title":
            for match in _NAMED.finditer(passage.text):
                if match[1] == MONTHS[issued.month - 1] and match[2] and int(match[2]) != issued.year:
                    yield _wrong_year(passage.spot(match.group()), match.group(), passage.section, passage.field)
        for match in _NEW_YEAR.finditer(passage.text) if passage.house else ():
            if issued.month in (1, 2, 11, 12) and int(match[1]) != new_year:
                yield _wrong_year(passage.spot(match.group()), match.group(), passage.section, passage.field)


def _wrong_year(place: Place, words: str, section: str | None, field: str | None) -> Fault:
    return Fault(place, f"“{words}” names another year than this issue's.", "Correct the year.", section, field, words)


def fits(day: date, year: int, month: int) -> bool:
    """Whether an issue of that month may go out on a day."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return first - _EARLY <= day < following + _LATE
