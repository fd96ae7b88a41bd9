"""An abbreviation is explained in the email in which it stands.

Someone who was diagnosed last week reads this issue first. A short form that long-time patients know shuts them out. An
explanation may stand anywhere in the email: in words before it, in parentheses after it, or on a standing page. The
glossary, reference/glossary.yaml, holds explanations to copy.

Bad: Her PFS was longer than we had hoped.
Good: Her progression-free survival (PFS) was longer than we had hoped.
Source: practice of writers on health: each abbreviation is explained once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.content._short_forms import is_explained, short_forms
from newsletter.checks.content._typed import listed, spot
from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import Passage, PassageKind
from newsletter.checks.word_lists import listed_words
from newsletter.model.finding import Severity
from newsletter.model.reference import Term

SEVERITY = Severity.NOTE

_NO_PROSE = frozenset(
    ("signed", "role", "name", "names", "by", "credentials", "affiliation", "source", "publisher", "credit", "place")
) | {"where", "years", "relation", "asked_by"}
"""Fields with names, degrees and publishers."""
_MOST = 60
"""How many different ones are looked for; a text with more of them is no prose."""


def check(draft: Draft) -> Iterator[Fault]:
    """A note for each short form of the glossary that goes unexplained, and one a section for all others."""
    words = f"{draft.issue.header.subject} {draft.issue.header.preheader} {draft.finished.words}"
    folded = words.casefold()
    terms = {term.term: term for term in draft.reference.glossary.terms if term.short_for}
    in_small_letters = set(re.findall(r"\b[a-z]+\b", words))
    told = {*listed_words("everyday_abbreviations.txt"), *_names(draft)}
    unknown: dict[str | None, list[tuple[Passage, str]]] = {}
    candidates = 0
    for passage in filter(_is_prose, draft.passages):
        for name, term in terms.items():
            if name not in told and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", passage.text):
                told.add(name)
                if not _is_spelled_out(term, folded) and not is_explained(name, words):
                    yield _in_the_glossary(passage, term)
        for name in short_forms(passage.text):
            # Where "not" stands elsewhere, NOT is shouted.
            if name not in told and name not in terms and name.lower() not in in_small_letters and candidates < _MOST:
                told.add(name)
                candidates += 1
                if not is_explained(name, words):
                    unknown.setdefault(passage.section, []).append((passage, name))
    for uses in unknown.values():
        yield _not_in_the_glossary(uses)


def _in_the_glossary(passage: Passage, term: Term) -> Fault:
    return Fault(
        spot(passage, term.term),
        f"“{term.term}” is not explained in this email.",
        f"Write “{term.short_for} ({term.term})” where it stands first. Our glossary says: {term.meaning}",
        passage.section,
        passage.field,
        term.term,
    )


def _not_in_the_glossary(uses: list[tuple[Passage, str]]) -> Fault:
    passage, first = uses[0]
    names = [name for _, name in uses]
    are = "is" if len(names) == 1 else "are"
    remedy = f"Write the whole words where it stands first, and ({first}) after them."
    return Fault(
        spot(passage, first),
        f"{listed(names)} {are} not explained in this email.",
        remedy if passage.house else f"Ask the person who wrote it what it means, or explain it elsewhere. {remedy}",
        passage.section,
        passage.field,
        ", ".join(names),
    )


def _is_prose(passage: Passage) -> bool:
    """Whether a passage is English prose and not in capitals throughout."""
    name = (passage.field or "").rstrip("0123456789.").rpartition(".")[2]
    return (
        passage.language.lower().startswith("en")
        and passage.kind is not PassageKind.ALT
        and name not in _NO_PROSE
        and not passage.text.isupper()
    )


def _is_spelled_out(term: Term, folded: str) -> bool:
    whole = (term.short_for or "").casefold()
    return whole in folded or whole.removeprefix("us ") in folded


def _names(draft: Draft) -> Iterator[str]:
    """Names of drugs, people, the organization and the publication, word by word."""
    organization = draft.reference.organization
    names = [
        draft.settings.title,
        organization.name,
        *(file.person.shown_as for file in draft.reference.people.values()),
    ]
    for file in draft.reference.entries.values():
        if file.folder == "drugs":
            names += [getattr(file.entry, "generic", ""), *getattr(file.entry, "accepted_names", ())]
            names += [brand.name for brand in getattr(file.entry, "brands", ())]
        for speaker in getattr(file.entry, "speakers", ()):
            names.append(speaker.name)
    for name in names:
        yield name
        yield from re.findall(r"[\w-]+", name)
