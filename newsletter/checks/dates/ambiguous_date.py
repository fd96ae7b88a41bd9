"""A date in numbers alone is written with the month's name.

Readers come from many countries: 03/04/2026 is March 4 to some and April 3 to others. Numbers that can only be read in
one way are left alone.

Bad: “The clinic opens on 03/04/2026.”
Good: “The clinic opens on March 4, 2026.”
Source: checklists of newsletter editors: every date is looked up before an issue goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import Passage
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_NUMERIC = re.compile(
    r"(?<![\w/.,-])(0?[1-9]|1[0-2])([/.])(0?[1-9]|1[0-2])\2((?:19|20)[0-9]{2}|[0-9]{2})(?![\w/-]|[.,][0-9])"
)


def check(draft: Draft) -> Iterator[Fault]:
    """Dates that can be read in two ways, one finding a section."""
    sections: dict[str | None, list[tuple[Passage, str]]] = {}
    for passage in draft.passages:
        for words in ambiguous_dates(passage.text):
            sections.setdefault(passage.section, []).append((passage, words))
    for section, found in sections.items():
        passage, first = found[0]
        others = f" So can {_listed([words for _, words in found[1:]])}." if found[1:] else ""
        yield Fault(
            passage.spot(first),
            f"“{first}” can be read as two days.{others}",
            "Write the month's name, such as March 4, 2026.",
            section,
            passage.field,
            first,
        )


def ambiguous_dates(text: str) -> Iterator[str]:
    """The dates in numbers of which nobody can say what is the month."""
    for match in _NUMERIC.finditer(text):
        # Two digits for the year after points look like a version or a section.
        if int(match[1]) != int(match[3]) and (match[2] == "/" or len(match[4]) == 4):
            yield match.group()


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{each}”" for each in dict.fromkeys(words))
