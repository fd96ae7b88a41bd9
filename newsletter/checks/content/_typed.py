"""Where words of a passage were typed, and what a machine may change there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsletter.checks.passages import Passage
from newsletter.model.finding import TextFix
from newsletter.model.place import Place

_WORD = re.compile(r"\w+")


def spot(passage: Passage, words: str, nth: int = 0) -> Place:
    """Where words of a passage stand; of a value of the front matter, where the value begins."""
    return passage.place if passage.field else passage.spot(words, nth)


def safe_fix(passage: Passage, old: str, new: str) -> TextFix | None:
    """The change of ``old`` into ``new``, where the house speaks and ``old`` was typed once, on one line.

    A contributor's words are left as they are: an approval may be bound to them.
    """
    if not passage.house or passage.text.count(old) != 1:
        return None
    if passage.field:
        return TextFix(Place(passage.place.file, passage.place.line), old, new)
    return TextFix(passage.spot(old), old, new) if passage.source.count(old) == 1 else None


def plain(text: str) -> str:
    """The words of a text alone, for comparing: without case, spaces and punctuation."""
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))


def listed(items: Iterable[str], most: int = 4) -> str:
    """A few things in a row for a sentence: “a,” “b” and 3 more."""
    distinct = list(dict.fromkeys(items))
    shown = [f"“{item}”" for item in distinct[:most]]
    if len(distinct) > most:
        shown.append(f"{len(distinct) - most} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
