"""Abbreviations in a text: where they stand, and whether the text says what they are short for."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

_TOKEN = re.compile(r"(?<![\w@./#&’'-])([A-Za-z](?:[A-Za-z]|-(?=[A-Za-z])){1,11})(?![\w@/]|[.&]\w|-[\w])")
_SHOUTED = re.compile(r"(?<![\w-])[A-Z]{2,20}(?: [A-Z]{2,20}){1,40}(?![\w-])")
_ROMAN = re.compile(r"[IVXLC]+")
_A_NAME_FOLLOWS = re.compile(r" [A-Z][a-z]")
_IS_A_NAME = re.compile(r" (?:trial|study)\b")
_CAPITALS_SHARE = 0.6
_LONGEST = 6
_USES = 100
"""How many uses of an abbreviation are looked at."""
_BEFORE = 120
"""How many letters before an abbreviation its words may stand in."""


def short_forms(text: str) -> list[str]:
    """What looks like an abbreviation, in order, without the s of a plural.

    Left out are shouted words in a row, Roman numerals, states after a city, initials before a name, names of trials,
    and everything with a digit or more than six letters.
    """
    text = _SHOUTED.sub(lambda match: " " * len(match.group()), text)
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        name = match.group().removesuffix("s")
        letters = [letter for letter in name if letter.isalpha()]
        capitals = sum(map(str.isupper, letters))
        if capitals < 2 or len(letters) > _LONGEST or capitals <= _CAPITALS_SHARE * len(letters):
            continue
        if _ROMAN.fullmatch(name):
            continue
        if len(name) == 2 and (text[max(0, start - 2) : start] == ", " or _A_NAME_FOLLOWS.match(text, end)):
            continue
        if len(letters) > 3 and _IS_A_NAME.match(text, end):
            continue
        found.append(name)
    return found


def is_explained(name: str, words: str) -> bool:
    """Whether words say somewhere what an abbreviation is short for: beside it in parentheses, or in a sentence."""
    for match in islice(re.finditer(rf"(?<![\w-]){re.escape(name)}s?(?![\w-])", words), _USES):
        after = words[match.end() : match.end() + _BEFORE]
        before = words[max(0, match.start() - _BEFORE) : match.start()]
        if re.match(r",? ?(?:which |is |are |or )?(?:short for|stands? for|means?\b)", after):
            return True
        in_parentheses = re.match(r" \(([^()]{3,100})\)", after)
        if in_parentheses and spells(name, in_parentheses[1]):
            return True
        if re.search(r"\((?:or |the |called |known as )?$|\bor $|, $", before) and spells(name, before):
            return True
    return False


def spells(name: str, words: str) -> bool:
    """Whether the last words hold an abbreviation's letters in their order, the first where a word begins."""
    letters = [letter.lower() for letter in name if letter.isalpha()]
    parts = re.findall(r"[^\W_]+", words.lower())[-len(letters) - 4 :]
    return any(_in_order(letters, "".join(parts[at:])) for at, part in enumerate(parts) if part.startswith(letters[0]))


def _in_order(letters: Collection[str], text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
