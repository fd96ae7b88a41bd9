"""Subject and preview line fit into an inbox, do not say the same, and do not shout.

Phones show about 40 to 50 letters of a subject and cut the rest. After it they show 40 to 100 letters of the preview
line, and fill a short one with whatever the email begins with. Words in capitals alone read as shouting, and spam
filters count them.

Bad: subject “READ THIS TODAY, PLEASE”, and a preview line that says it again.
Good: subject “What a second opinion changed”, preview line “A survivor's story, and two webinars to watch”.
Source: practice of mailing services: 40 to 50 letters of a subject and 40 to 100 of a preview line can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.content._typed import plain
from newsletter.checks.draft import Draft, Fault
from newsletter.model.email import MERGE_FIELD
from newsletter.model.finding import Severity

SEVERITY = Severity.NOTE

_LONGEST_SUBJECT = 60
_SHORTEST_PREHEADER, _LONGEST_PREHEADER = 35, 110
_LONG_WORD = re.compile(r"[^\W\d_]{4,40}")
_A_NAME = "Margaret"
"""Stands for a first name when letters are counted."""


def check(draft: Draft) -> Iterator[Fault]:
    """Length of both, the same words in both, capitals alone."""
    header, places = draft.issue.header, draft.issue.places
    subject, preheader = header.subject, header.preheader
    letters, more = _letters(subject), _letters(preheader)
    if letters > _LONGEST_SUBJECT:
        yield Fault(
            places.of_value("subject"),
            f"The subject has {letters} letters, and phones show about the first 50.",
            "Put what matters first, or write a shorter one.",
            field="subject",
            text=subject,
        )
    same = plain(subject)
    if same and (plain(preheader) == same or (same.count(" ") >= 2 and plain(preheader).startswith(f"{same} "))):
        yield Fault(
            places.of_value("preheader"),
            "The preview line says the subject once more.",
            "Let it go on where the subject stops.",
            field="preheader",
            text=preheader,
            severity=Severity.WARNING,
        )
    elif preheader and not _SHORTEST_PREHEADER <= more <= _LONGEST_PREHEADER:
        short = more < _SHORTEST_PREHEADER
        yield Fault(
            places.of_value("preheader"),
            f"The preview line has {more} letters; "
            + (
                "mail programs may go on with the first words of the email."
                if short
                else "about the first 100 are seen."
            ),
            "Write between 40 and 100 letters.",
            field="preheader",
            text=preheader,
        )
    for field, name, words in (("subject", "subject", subject), ("preheader", "preview line", preheader)):
        if is_shouting(words, draft.document.publication):
            yield Fault(
                places.of_value(field),
                f"The {name} is in capital letters, which reads as shouting.",
                "Write it like a sentence.",
                field=field,
                text=words,
                severity=Severity.WARNING,
            )


def is_shouting(words: str, known: str = "") -> bool:
    """Whether words are in capitals alone, and two of them are too long to be abbreviations."""
    said = MERGE_FIELD.sub("", words)
    return said.isupper() and sum(word not in known for word in _LONG_WORD.findall(said)) >= 2


def _letters(words: str) -> int:
    return len(MERGE_FIELD.sub(_A_NAME, words))
