"""Every date is a day that the calendar has.

February 30 is a slip of a key, and nobody can tell which day was meant.

Bad: “Write to us by November 31.”
Good: “Write to us by November 30.”
Source: checklists of newsletter editors: every date is looked up before an issue goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.dates_in_text import dates_in
from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_NUMERIC = re.compile(r"(?<![\w/.-])([0-9]{1,2})/([0-9]{1,2})/((?:19|20)[0-9]{2})(?![\w/-])")
_GOES_ON = re.compile(r"[ ,]{0,2}(?:$|[.;:!?)”’\"–-]|at\b|from\b|to\b|and\b|or\b|in\b|is\b|for\b|we\b|,)")


def check(draft: Draft) -> Iterator[Fault]:
    """Days that do not exist."""
    for passage in (*draft.passages, *draft.standing_passages):
        if not passage.language.startswith("en"):
            continue
        for words in impossible_dates(passage.text):
            yield Fault(
                passage.spot(words),
                f"There is no day “{words}” in the calendar.",
                "Look up the day, and correct it.",
                passage.section,
                passage.field,
                words,
            )


def impossible_dates(text: str) -> Iterator[str]:
    """The dates of a text that no calendar has."""
    for found in dates_in(text):
        # Without a year and with a noun behind it, the number counts: “by April 31 women had signed”.
        if not found.exists and (
            found.year or found.weekday is not None or _GOES_ON.match(text[found.end : found.end + 8])
        ):
            yield found.words
    for match in _NUMERIC.finditer(text):
        first, second = int(match[1]), int(match[2])
        if not (_is_day(first, second, int(match[3])) or _is_day(second, first, int(match[3]))):
            yield match.group()


def _is_day(month: int, day: int, year: int) -> bool:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return False
    if month == 2:
        return day <= (29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28)
    return day <= (30 if month in (4, 6, 9, 11) else 31)
