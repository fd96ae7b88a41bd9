"""Every character arrives as it was meant: no “donâ€™t”, no question mark in a diamond, no control character.

Such signs come with text that was copied from a program which read it in the wrong encoding.  Readers see that nobody
looked, and in a dose or a name they can be taken for something else.

Bad: ``donâ€™t``, ``JosÃ©``, ``10 Âµg``.
Good: ``don’t``, ``José``, ``10 µg``.
Source: the Unicode standard, 23.8 (U+FFFD); UTF-8 read as Windows-1252.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.characters import UNSHOWABLE
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.WARNING

# What UTF-8 looks like as Windows-1252.  A capital Ã or Â before such a sign stands in no language.
_HIGH = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_DAMAGED = re.compile(
    rf"â€[{_HIGH}]|ðŸ[{_HIGH}]|ï»¿|ï¿½|\ufffd|\ufffc"
    "|Ã[\u0080-\u009f\u00a1-\u00bf\u00ad€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘˜™š›œžŸ](?![A-ZÀ-Þ])"
    "|Â[\u00a0\u00a3\u00a9\u00ae\u00b0-\u00b3\u00b5\u00b7\u00bc-\u00be]|Ã\u00a0"
)
_FOR_LINE_ENDS = "\r\f\u2028\u2029\x85"


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """What is damaged, once each part of the email; the words around it are quoted."""
    header = {name: getattr(email, name) or "" for name in ("subject", "preheader")}
    for name, words in header.items():
        found = _first(words)
        if found is not None:
            yield _damaged(words, found, email.header_places.get(name, email.place), f"The {name}")
    found = _first(email.words)
    if found is not None:
        yield _damaged(email.words, found, _place_of(email, email.words[found]), "The email")
        return
    if email.text:
        found = _first(email.text)
        if found is not None:
            yield _damaged(email.text, found, email.place, "The text part")
            return
    for match in UNSHOWABLE.finditer(email.html):
        if match.group() not in _FOR_LINE_ENDS:
            yield _damaged(email.html, match.start(), email.place_at(match.start()), "The code of the email")
            return


def _first(words: str) -> int | None:
    starts = [match.start() for match in [_DAMAGED.search(words)] if match]
    starts += [m.start() for m in UNSHOWABLE.finditer(words) if m.group() not in _FOR_LINE_ENDS][:1]
    return min(starts, default=None)


def _place_of(email: FinishedEmail, character: str) -> Place:
    at = email.html.find(character)
    return email.place_at(at) if at >= 0 else email.place


def _damaged(words: str, at: int, place: Place, where: str) -> Fault:
    start = words.rfind(" ", max(0, at - 40), at) + 1 or max(0, at - 40)
    end = words.find(" ", at + 1, at + 40)
    near = words[start : end if end > 0 else at + 40]
    shown = "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in near)
    return Fault(
        place,
        f"{where} has a damaged character, near “{shown}”.",
        "Type these words again; they were copied from a program that read them wrongly.",
        text=near,
    )
