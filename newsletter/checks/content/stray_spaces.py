"""A space stands after a comma or a full stop and not before it.

It happens when a link or a word is taken out. In the subject and the preview line two spaces in a row can be seen as
well; everywhere else mail programs show them as one, and so nobody is asked to look for them.

Bad: We met in the garden , and stayed until nine .
Good: We met in the garden, and stayed until nine.
Source: practice of proofreading American English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.content._typed import listed, safe_fix, spot
from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import Passage
from newsletter.model.finding import Severity

SEVERITY = Severity.NOTE

_BEFORE = re.compile(
    r"(?P<word>[^\W_]{1,40}[\"”’')\]]?)[ \u00a0]{1,9}(?P<mark>[,;!?.]|(?<!\d[ \u00a0]):)(?= |$)(?! \.)"
)
_AFTER = re.compile(r"(?P<mark>[(“\[])[ \u00a0]{1,9}(?P<word>[^\W_]{1,40})")
_TWO = re.compile(r"(?P<before>\S{1,40})[ \u00a0]{2,40}(?P<after>\S{1,40})")
_IN_THE_INBOX = frozenset({"subject", "preheader"})


def check(draft: Draft) -> Iterator[Fault]:
    """One finding a section, in English; its first place can be mended by machine."""
    found: dict[tuple[str | None, str | None], list[tuple[Passage, str, str]]] = {}
    for passage in draft.passages:
        if passage.language.lower().startswith("en"):
            key = (passage.section, None if passage.section else passage.field)
            found.setdefault(key, []).extend((passage, old, new) for old, new in misplaced_spaces(passage))
    for spots in found.values():
        if not spots:
            continue
        passage, old, new = spots[0]
        yield Fault(
            spot(passage, old),
            f"A space is in the wrong place: {listed(old for _, old, _ in spots)}.",
            f"Write “{new}”." if len(spots) == 1 else f"Write “{new}”, and the others likewise.",
            passage.section,
            passage.field,
            old,
            safe_fix(passage, old, new),
        )


def misplaced_spaces(passage: Passage) -> Iterator[tuple[str, str]]:
    """The words around each stray space: as they stand, and as they should."""
    if passage.section is None and passage.field in _IN_THE_INBOX:
        for match in _TWO.finditer(passage.text):
            yield match.group(), f"{match['before']} {match['after']}"
    for match in _BEFORE.finditer(passage.text):
        yield match.group(), match["word"] + match["mark"]
    for match in _AFTER.finditer(passage.text):
        yield match.group(), match["mark"] + match["word"]
