"""No figure about survival stands in the subject or the preview line.

People ask for these figures, and not everyone wants to read them. On a page a warning stands before them, and readers
can stop; in an inbox nobody is asked. The figures wait inside the issue, in the last section.

Bad: subject “Survival in LMS: 63 of 100 people after five years”.
Good: subject “Figures, for those who want them”.
Source: practice of Cancer Research UK: not everyone wants to read survival statistics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_NUMBER = r"(?:\d{1,3}(?:[.,]\d{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|half)"
_SURVIVAL = re.compile(
    r"\b(?:surviv(?:e|es|ed|al|als|ing)|mortality|prognosis|life expectancy|alive|(?:die|dies|died|dying)"
    r"|liv(?:e|es|ed) (?:longer|past|beyond|for|at least|more than|\d)|death rates?)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    rf"\b{_NUMBER}(?: ?%|(?:-| )(?:percent|per cent)\b)"
    rf"|(?<!part )(?<!step )(?<!day )(?<!week )(?<!chapter )(?<!page )(?<!no\. )\b{_NUMBER} (?:out )?(?:of|in)"
    r" (?:every |each )?(?:\d{1,3}(?:,\d{3})?|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|a hundred)\b"
    rf"|\b(?:a third|two.thirds|a quarter|three.quarters|half) of\b|\bmedian\b.{{0,40}}\b{_NUMBER}\b",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[Fault]:
    """A share or a median in the subject or the preview line, where one of the two is about survival."""
    header, places = draft.issue.header, draft.issue.places
    both = f"{header.subject} {header.preheader}"
    for field, name, words in (
        ("subject", "subject", header.subject),
        ("preheader", "preview line", header.preheader),
    ):
        figure = survival_figure(words, both)
        if figure:
            yield Fault(
                places.of_value(field),
                f"The {name} gives a figure about survival, “{figure}”, to everyone who opens the inbox.",
                "Take the figure out. It may stand in the last section, after words that say what is coming.",
                field=field,
                text=words,
            )


def survival_figure(words: str, around: str) -> str | None:
    """The figure in ``words``, where the words ``around`` it are about survival."""
    figure = _FIGURE.search(words)
    return figure.group() if figure and _SURVIVAL.search(around) else None
