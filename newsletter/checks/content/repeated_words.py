"""No word is typed twice in a row.

The eye skips it when one reads one's own text, most of all at the end of a line. Words that are doubled on purpose or
rightly (had had, that that, very very, bye bye) and names (Walla Walla) are left alone.

Bad: She sat in the the garden.
Good: She sat in the garden.
Source: practice of spelling checkers, which mark repeated words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from newsletter.checks.content._typed import safe_fix, spot
from newsletter.checks.draft import Draft, Fault
from newsletter.checks.word_lists import listed_words
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_TWICE = re.compile(r"(?<![\w'’/-])([^\W\d_]{1,30}) (\1)(?![\w'’/-])", re.IGNORECASE)
_LONG_WORD = 5
_MOST = 20
"""How many are named in one passage."""


def check(draft: Draft) -> Iterator[Fault]:
    """Each repeated word, in English; with the change that mends it where nothing else can be meant."""
    for passage in draft.passages:
        if not passage.language.lower().startswith("en"):
            continue
        for words, once, certain in islice(dict.fromkeys(repeated(passage.text)), _MOST):
            yield Fault(
                spot(passage, words),
                f"“{words}” has the same word twice.",
                f"Write “{once}”." if certain else f"Write “{once}”, unless it is meant so.",
                passage.section,
                passage.field,
                words,
                safe_fix(passage, words, once) if certain else None,
                None if certain else Severity.NOTE,
            )


def repeated(text: str) -> Iterator[tuple[str, str, bool]]:
    """Each repeated word: both, the one that is to stay, and whether that is certain."""
    for match in _TWICE.finditer(text):
        first, second = match.groups()
        word = first.lower()
        if second != word or (first != word and (len(word) == 1 or word in ("will", "may"))):
            continue  # "Walla Walla" and "Will will" are names, and "hepatitis A a" are two words
        if word in listed_words("never_twice.txt"):
            yield match.group(), first, True
        elif word in listed_words("hardly_twice.txt") or (
            len(word) >= _LONG_WORD and word not in listed_words("twice_on_purpose.txt")
        ):
            yield match.group(), first, False
