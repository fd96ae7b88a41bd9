"""Drug names are spelled as in the reference.

A reader types the name into a search box or reads it out to a nurse. A misspelled one leads to nothing, or to
another drug. A general spelling check doubts every drug name, and so cannot tell a right one from a wrong one;
this check compares with the names in ``reference/drugs/`` only. Nothing is changed by itself: a person has to say
which drug was meant.

Bad: Ask your team about gembcitabene.
Good: Ask your team about gemcitabine.
Source: six of the drug names on the organization's own list were misspelled. Comparing them with about 80 drug
    names found all six, with one false alarm.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._names import SURE_OF, DrugName, DrugNames, drug_names, words_in
from newsletter.checks.passages import Passage
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR


def check(draft: Draft) -> Iterator[Fault]:
    """Each misspelled name once a section, where it stands first."""
    names = drug_names(draft.reference)
    seen: set[tuple[str | None, str]] = set()
    for passage in draft.passages:
        for word in words_in(passage.text):
            key = (passage.section, word.casefold())
            if key in seen:
                continue
            seen.add(key)
            known = names.misspellings.get(word.casefold())
            if known:
                yield _misspelled(passage, word, names, known)
            elif passage.language.startswith("en") and (near := names.near(word)):
                yield _doubtful(passage, word, near)


def _misspelled(passage: Passage, word: str, names: DrugNames, drug: str) -> Fault:
    right = names.drug(drug).generic
    return Fault(
        passage.spot(word),
        f"“{word}” is a misspelling of {right}.",
        f"Write {right}, if that is the drug you mean.",
        passage.section,
        passage.field,
        word,
    )


def _doubtful(passage: Passage, word: str, near: tuple[DrugName, ...]) -> Fault:
    meant = " or ".join(name.text for name in near)
    sure = any(len(name.text) >= SURE_OF for name in near)
    return Fault(
        passage.spot(word),
        f"“{word}” is no drug name that we know, but looks like {meant}.",
        f"Look up which drug was meant. If it is {meant}, write it so.",
        passage.section,
        passage.field,
        word,
        severity=None if sure else Severity.WARNING,
    )
