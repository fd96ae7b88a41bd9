"""Whatever a reader is invited to is still to come.

An invitation to something that is over is the commonest slip of a newsletter made from last month's. An event or
webinar is judged on the day on which the issue goes out, or today where that is later.

Bad: “Join us on November 3” in the issue of December 1.
Good: “Join us on January 12”; a webinar that is over has “status: recorded”.
Source: checklists of newsletter editors: no past event stands as one to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from newsletter.checks.dates_in_text import dates_in
from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity
from newsletter.model.issue import Section, Status
from newsletter.model.months import long_date
from newsletter.model.place import Place

SEVERITY = Severity.ERROR

_INVITES = re.compile(
    r"\b(?:join us"
    r"|(?:sign up|register|apply|RSVP|reply)(?: (?:now|today|online|here|early))?,? (?:by|before|until|for|at)"
    r"|registration (?:closes|ends|is open)|deadline is|see you|tune in"
    r"|save the date|mark your calendars?|don[’']t miss|will (?:be held|take place|meet|speak|begin|start))\b",
    re.IGNORECASE,
)
_IN_THE_PAST = re.compile(
    r"\b(?:did|who|could|couldn[’']t|didn[’']t|had to|able to|asked to|was to|were to) $", re.IGNORECASE
)
_REPORTS = re.compile(r"\b(?:as of|since|dated|report of|letter of) $", re.IGNORECASE)
_ENDS = re.compile(r"[a-z0-9)”][.?!]”? [A-Z“]|;")
_NEAR = 80
_RECENT = timedelta(days=100)
"""A date without a year that was longer ago than this may be next year's."""


def check(draft: Draft) -> Iterator[Fault]:
    """Events, upcoming webinars and invitations in the text that are over on the day of sending."""
    header = draft.issue.header
    day = header.date if header.status is Status.SENT else max(header.date, draft.today)
    for section in draft.issue.sections:
        occasion = section.fields.occasion
        if occasion is not None and (occasion.ends_at or occasion.starts_at).date() < day:
            field = "end" if occasion.ends_at else "start"
            yield _over(section.places.of_value(field), occasion.title, occasion.starts_at.date(), section, field)
    for file in draft.shown_entries:
        occasion = file.entry.occasion
        if occasion is not None and occasion.starts_at.date() < day:
            fault = _over(file.places.of_value("start"), occasion.title, occasion.starts_at.date(), None, "start")
            yield fault
    for passage in draft.passages:
        if not passage.language.startswith("en"):
            continue
        for words, when in past_invitations(passage.text, day):
            yield Fault(
                passage.spot(words),
                f"“{words}”: that day is over when the issue goes out.",
                f"Correct the date, or say that it took place on {long_date(when)}.",
                passage.section,
                passage.field,
                words,
                severity=Severity.WARNING,
            )


def _over(place: Place, title: str, when: date, section: Section | None, field: str) -> Fault:
    return Fault(
        place,
        f"“{title}” on {long_date(when)} is over when the issue goes out.",
        "Take it out, or correct its date." if section else "Write “status: recorded” there, or take the webinar out.",
        section.id if section else None,
        field,
        title,
    )


def past_invitations(text: str, day: date) -> Iterator[tuple[str, date]]:
    """Invitations to a day before ``day``: the words from the verb to the date, and the date."""
    for match in _INVITES.finditer(text):
        if _IN_THE_PAST.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        after = text[match.end() : match.end() + _NEAR]
        end = _ENDS.search(text[match.end() - 1 : match.end() + _NEAR])
        for found in dates_in(after[: end.start()] if end else after):
            if _REPORTS.search(after[max(0, found.start - 12) : found.start]):
                continue
            when = found.meant(day)
            if when is not None and when < day and (found.year is not None or day - when < _RECENT):
                yield text[match.start() : match.end() + found.end], when
                break
