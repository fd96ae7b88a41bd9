"""Phone numbers as people write them, and how near two of them are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SEPARATOR = "[ .\u00a0\u2010\u2011\u2013-]"
_FORMS = (
    re.compile(
        rf"(?<![\w/@+=%]|[.-](?=[0-9]))(?:\+?1{_SEPARATOR}{{0,2}})?(?:\([0-9]{{3}}\) ?|[0-9]{{3}}{_SEPARATOR})"
        rf"[0-9]{{3}}{_SEPARATOR}[0-9]{{4}}(?![\w/]|-[0-9])"
    ),
    re.compile(r"(?<![\w/@.=%])\+[0-9][0-9 ().-]{6,18}[0-9](?!\w)"),
    # A number spelled in letters, such as 1-800-555-LOVE.
    re.compile(r"(?<![\w/.-])1[ .-]?8[0-9]{2}[ .-](?=[0-9-]{0,8}[A-Z])[0-9A-Z-]{7,12}(?!\w)"),
)
_HINT = re.compile(r"[0-9]{3}|\+[0-9]")
_RUN = re.compile(r"(?<![\w/.=%-])(?:\+?1)?[0-9]{10}(?!\w)")
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


@dataclass(frozen=True)
class PhoneNumber:
    """A number as it stands in a text, and its digits without the country code 1."""

    words: str
    digits: str


def digits_of(words: str) -> str:
    """The digits that are dialed, letters as on the keys, without the country code 1."""
    digits = "".join(re.findall("[0-9]", words.upper().translate(_KEYS)))
    if len(digits) > 10 and digits.startswith("1"):
        digits = digits[1:]
        # Letters beyond the seventh are there to be read.
        return digits[:10] if re.search("[A-Z]", words) else digits
    return digits


def phone_numbers(text: str, like: str = "") -> Iterator[PhoneNumber]:
    """The phone numbers of a text.  Ten digits in a row are one only where they are near the digits ``like``."""
    if not _HINT.search(text):
        return
    seen: set[int] = set()
    for form in _FORMS:
        for match in form.finditer(text):
            if seen.isdisjoint(range(*match.span())):
                seen.update(range(*match.span()))
                yield PhoneNumber(match.group(), digits_of(match.group()))
    for match in _RUN.finditer(text) if like else ():
        digits = digits_of(match.group())
        if seen.isdisjoint(range(*match.span())) and slips(digits, like) <= 2:
            yield PhoneNumber(match.group(), digits)


def slips(one: str, other: str) -> int:
    """How many slips of a key lie between two short numbers: a digit wrong, missing, too many, or two swapped."""
    if abs(len(one) - len(other)) > 2:
        return 3
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
