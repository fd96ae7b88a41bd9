"""A section reads like plain talk: sixth grade is the goal, and above eighth it is worth another look.

People read this tired, afraid, or in their second language. Short sentences and everyday words reach them all; a page
that is hard to read is put away. Names of drugs and words of the glossary count as easy, since no other word will do.
What contributors and the standing information say is not graded.

Bad: Individuals experiencing difficulties obtaining appointments are encouraged to communicate with our organization.
Good: If you cannot get an appointment, call us.
Source: the Flesch–Kincaid grade; the American Medical Association and the NIH advise sixth grade for patients.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.content._known_words import words_in
from newsletter.checks.content._plain_language import Measured, measure, sentences, total
from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import Passage, PassageKind
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.NOTE

_GOAL = 6
_TOO_HARD = 8
_ENOUGH_WORDS = 100
# A shorter sentence is not made easier by splitting it.
_WORTH_SPLITTING = 8
_SHOWN = 8
_LONGEST_TEXT = 300
_GRADED = (PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.QUOTE)


def check(draft: Draft) -> Iterator[Fault]:
    """Sections of the house's own text above eighth grade, each with its two hardest sentences."""
    terms = _terms(draft)
    by_section: dict[str, list[tuple[Passage, str, Measured]]] = {}
    for passage in draft.passages:
        if passage.section is not None and _is_prose(passage):
            found = by_section.setdefault(passage.section, [])
            found += [(passage, sentence, measure(sentence, terms)) for sentence in sentences(passage.text)]
    for section, found in by_section.items():
        whole = total(measured for _, _, measured in found)
        if whole.words >= _ENOUGH_WORDS and whole.grade > _TOO_HARD:
            hard = sorted(found, key=lambda each: _hardness(each[2]), reverse=True)[:2]
            passage, sentence, _ = hard[0]
            shown = " and ".join(
                f"“{_beginning(sentence)}” (line {_spot(passage, sentence).line})" for passage, sentence, _ in hard
            )
            yield Fault(
                _spot(passage, sentence),
                f"This section reads like grade {whole.grade:.1f} of school; our goal is grade {_GOAL}.",
                f"Use shorter sentences and everyday words, first in {shown}.",
                section,
                text=sentence[:_LONGEST_TEXT],
            )


def _is_prose(passage: Passage) -> bool:
    """Whether it is the house's own English text in sentences: a paragraph, an item, or a value that ends like one."""
    is_sentence = passage.kind is PassageKind.FIELD and passage.text.endswith((".", "?"))
    return passage.house and passage.language.lower().split("-")[0] == "en" and (passage.kind in _GRADED or is_sentence)


def _terms(draft: Draft) -> frozenset[str]:
    """The words of drug names and of the glossary."""
    names = [term.term for term in draft.reference.glossary.terms]
    for file in draft.reference.entries.values():
        if file.folder == "drugs":
            names += [getattr(file.entry, "generic", ""), *getattr(file.entry, "accepted_names", ())]
            names += [brand.name for brand in getattr(file.entry, "brands", ())]
    return words_in(names)


def _hardness(measured: Measured) -> float:
    return measured.grade if measured.words >= _WORTH_SPLITTING else 0.0


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:_SHOWN]) + ("…" if len(words) > _SHOWN else "")


def _spot(passage: Passage, sentence: str) -> Place:
    return passage.spot(" ".join(sentence.split()[:4]))
