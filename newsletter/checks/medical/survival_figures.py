"""Survival figures stand where a reader can stop before them.

Many readers do not want to know these figures, and no one can unread them. So they stand on a page of their own that
begins with a note saying what is coming, or at the very end of an issue that has said so beforehand.

Bad: a letter that says in passing how many of 100 people are alive after five years.
Good: the standing page on survival figures as the last section, announced in the letter.
Source: practice of Cancer Research UK: “We include statistics because people ask for them, but not everyone wants to
    read this type of information.”
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._figures import medical_figures
from newsletter.checks.medical._wording import by_section
from newsletter.checks.passages import Passage
from newsletter.content.reference_kinds.pages import Fields as Page
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_HEADS_UP = re.compile(
    r"\b(?:figures|statistics|numbers)\b.{0,200}\b(?:stop|skip|leave|not everyone|last section|at the end|come back"
    r"|rather not|not want)\b|\b(?:stop|skip|leave|not everyone|rather not|not want)\b.{0,200}"
    r"\b(?:figures|statistics|numbers)\b",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[Fault]:
    """Sections with such figures that are not last or not announced, and placed pages with them but without a note."""
    written = by_section(passage for passage in draft.passages if passage.house)
    standing = by_section(draft.standing_passages)
    announced = False
    first: dict[str, tuple[Passage, str, bool]] = {}
    for block in draft.document.sections:
        for passage in written.get(block.id) or standing.get(block.id, []):
            survival = [figure.words for figure in medical_figures(passage.text) if figure.survival]
            if survival and block.id not in first:
                first[block.id] = passage, survival[0], announced
            announced = announced or bool(_HEADS_UP.search(passage.text))
    last = True
    for block in reversed(draft.document.sections):
        file = draft.reference.entries.get(block.id)
        if file is not None and isinstance(file.entry, Page):
            noted = bool(file.entry.content_note)
            if block.id in first and not noted:
                yield _page(first[block.id][0], first[block.id][1])
            last = last and noted
        elif block.id in first:
            passage, words, warned = first[block.id]
            if not (last and warned):
                yield _section(passage, words)
        else:
            last = False


def _page(passage: Passage, words: str) -> Fault:
    return Fault(
        passage.spot(words),
        f"“{words}” is about survival, and nothing on this page says beforehand that such figures are coming.",
        "Add content_note: to the page, with words that let people leave. See reference/pages/survival-figures.md.",
        passage.section,
        passage.field,
        words,
    )


def _section(passage: Passage, words: str) -> Fault:
    return Fault(
        passage.spot(words),
        f"“{words}” is about survival, and readers cannot stop before it.",
        "Take it out, or move the section to the end of the issue and say in an earlier one, such as the letter, that "
        "survival figures come last and can be skipped.",
        passage.section,
        passage.field,
        words,
    )
