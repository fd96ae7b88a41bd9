"""Where an issue says which month it belongs to, it is this issue's month.

A copied greeting welcomes readers to the wrong month. Only words that name the issue itself are looked at: looking back
at “our November issue”, or at what happened in November, is no mistake.

Bad: Welcome to the November issue, in December.
Good: Welcome to the December issue. In our November issue we wrote about records.
Source: practice of newsletter editors' checklists: month and year agree everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.content._typed import spot
from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import Passage, PassageKind
from newsletter.model.finding import Severity
from newsletter.model.months import MONTHS

SEVERITY = Severity.WARNING

_MONTH = f"(?P<month>{'|'.join(MONTHS)})"
_YEAR = r"(?P<year>20\d\d)"
_ISSUE = r"(?:issue|newsletter|edition|update|eAlerts?|news|email|e-news)"
_GIVEN_NAMES = {"April", "May", "June", "August"}
_ONLY_MONTH = f"(?P<month>{'|'.join(name for name in MONTHS if name not in _GIVEN_NAMES)})"
_SAID = (
    re.compile(rf"\b(?:[Ww]elcome to|[Gg]reetings for|[Hh]appy) {_ONLY_MONTH}(?! \d{{1,2}}\b)"),
    re.compile(rf"\b[Ww]elcome to (?:the|our) {_MONTH} {_ISSUE}\b"),
    re.compile(rf"\b[Tt]his (?:month's |month’s )?{_MONTH} {_ISSUE}\b"),
    re.compile(rf"\b[Tt]his month, {_MONTH},"),
    re.compile(rf"\b[Tt]he {_MONTH} {_ISSUE} (?:brings|is here|is out|has arrived|holds|includes|is full)\b"),
    re.compile(rf"\b(?:Happy New Year|[Ww]elcome to|[Hh]appy) {_YEAR}\b"),
)
_THING = r"(?:news|letter|calendar|events|webinars|dates|newsletter|issue|eAlerts|update|edition)"
_HEADLINE = re.compile(
    rf"(?P<lead>[\w ]{{0,20}}{_THING}(?: for| in)?[:,]? )?{_MONTH}(?: {_YEAR})?"
    rf"(?:(?P<tail>(?:'s|’s)? {_THING}\b.{{0,80}})|(?P<more>[:,|–-] .{{1,80}}))?",
    re.IGNORECASE,
)
_INBOX = frozenset({"subject", "preheader"})


def check(draft: Draft) -> Iterator[Fault]:
    """Each passage in which the issue calls itself by a month or year that is over."""
    months, years = _own(draft)
    for passage in draft.passages:
        if not passage.house or (passage.section is None and passage.field == "title"):
            continue
        for said, month, year in _calls_itself(passage):
            if all(1 <= (own - month) % 12 <= 6 for own in months) if month else year < min(years):
                yield Fault(
                    spot(passage, said),
                    f"“{said}” is not the time of this issue, which goes out on {draft.document.date}.",
                    "Change it, or take it out if the whole sentence is from an earlier issue.",
                    passage.section,
                    passage.field,
                    said,
                )


def _own(draft: Draft) -> tuple[set[int], set[int]]:
    """The months and years that the issue may call its own: by folder and title, by its date if these say nothing."""
    day, title = draft.document.date, draft.document.title
    months = {number for number, name in enumerate(MONTHS, 1) if re.search(rf"\b{name}\b", title)}
    folder = re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])\b.*", draft.issue.name)
    if folder:
        months.add(int(folder[1]))
    return months or {day.month}, {day.year, *map(int, re.findall(r"\b20\d\d\b", title))}


def _calls_itself(passage: Passage) -> Iterator[tuple[str, int, int]]:
    """The words in which the issue names its month or year: words, month, year (0 where it is not named)."""
    text = passage.text
    if passage.kind is PassageKind.ALT:
        return
    headline = passage.kind is PassageKind.HEADING or passage.field == "title" or passage.field in _INBOX
    match = _HEADLINE.fullmatch(text) if headline else None
    if match:
        named = match["lead"] or match["tail"]
        named = named or (match["year"] and passage.kind is not PassageKind.HEADING)
        if named or (match["more"] and passage.field in _INBOX):
            yield text, _number(match["month"]), 0
        return
    for pattern in _SAID:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            yield match.group(), _number(groups.get("month")), int(groups.get("year") or 0)


def _number(month: str | None) -> int:
    return MONTHS.index(month.capitalize()) + 1 if month else 0
