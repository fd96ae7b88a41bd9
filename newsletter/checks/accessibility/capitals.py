"""Sentences are not set in capitals.

Words are known by their shape, and capitals have none.  Some screen readers spell them letter by letter, and everyone
else hears shouting.

Bad: ``PLEASE CALL US BEFORE YOUR FIRST SCAN``; ``text-transform: uppercase`` on a paragraph.
Good: ``Please call us **before** your first scan``; capitals on a label of two words.
Source: WebAIM, text/typographical layout; British Dyslexia Association, style guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import letters, place_of_words, quoted, text_blocks
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail, section_of
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_WORDS = 3
_LETTERS = 15
"""What is shorter is a label, or a name."""

_A_SENTENCE = 40
"""Letters."""

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_])){0,60}")


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """The first text that a style sets in capitals, and each that was typed so."""
    by_style = False
    for block in text_blocks(email.page):
        words = block.words
        if block.style.transform == "uppercase" and len(words.split()) >= _WORDS and letters(words) >= _LETTERS:
            if not by_style:
                yield Fault(
                    email.place_of_look(block.element),
                    f"“{quoted(words)}” is set in capitals.",
                    "Take text-transform: uppercase out, and use bold type or a heading.",
                    text=words[:200],
                    severity=None if letters(words) >= _A_SENTENCE else Severity.NOTE,
                )
            by_style = True
            continue
        typed = _typed(words)
        if typed:
            place = place_of_words(email, block.element, typed)
            yield Fault(
                place,
                f"“{quoted(typed)}” is typed in capitals.",
                "Type it in small letters; for emphasis use bold type.",
                section_of(place),
                text=typed,
                severity=None if letters(typed) >= _A_SENTENCE else Severity.NOTE,
            )


def _typed(words: str) -> str | None:
    """The first row of words in capitals that is a sentence rather than abbreviations."""
    row: list[re.Match[str]] = []
    for match in [*_WORD.finditer(words), None]:
        if match is not None and match.group().isupper():
            row.append(match)
            continue
        # A single letter may be a word (“I”, “A”); it ends no row, and begins none.
        long = [each for each in row if len(each.group()) > 3]
        if len(row) >= _WORDS and len(long) > 2 and sum(len(each.group()) for each in row) >= _LETTERS:
            return words[row[0].start() : row[-1].end()]
        row = []
    return None
