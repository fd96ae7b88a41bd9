"""A drug that is withdrawn or still investigational is not shown as a treatment.

Readers ask their doctors for what they read here. A drug that was withdrawn cannot be had, and one that was never
approved only in a trial; both stay on older lists for years. They may be named, as long as the same section says
what became of them. “Formerly” before a brand name does not say it.

Bad: Options include doxorubicin, olaratumab and pazopanib.
Good: Older lists name olaratumab (formerly Lartruvo); it was withdrawn.
Source: Federal Register notice 85 FR 43587, which revoked the license of Lartruvo; the organization's own list,
    which names it and aldoxorubicin beside drugs in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._names import DrugNames, drug_names
from newsletter.checks.medical._wording import RECOMMENDS, Told, by_section, drug_cards, told
from newsletter.content.reference_kinds.drugs import DrugStatus
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.ERROR
WAIVABLE = False

_GONE = (
    r"withdrawn|withdrew|withdrawal|revoked?|no longer|(?:not|never)(?: yet| been| ever| currently| generally){0,2} "
    r"(?:approved|available|in use|used|given|offered|licensed|sold)|fail(?:ed|s|ure)|no benefit|discontinued"
    r"|unapproved|taken off|off the market|pulled|did(?: not|n['’]t) (?:help|work|meet|confirm|show|do better|reach)"
    r"|(?:was|were|been) stopped|cannot be (?:had|prescribed)|not a treatment|without approval|no (?:record|approval)"
)
_STUDIED = (
    r"investigational|experimental|trials?|stud(?:y|ies|ied)|tested|phase|research\w{0,5}|in development"
    r"|early results"
)
_TOLD = {
    DrugStatus.WITHDRAWN: re.compile(rf"\b(?:{_GONE})\b", re.IGNORECASE),
    DrugStatus.INVESTIGATIONAL: re.compile(rf"\b(?:{_GONE}|{_STUDIED})\b", re.IGNORECASE),
}


def check(draft: Draft) -> Iterator[Fault]:
    """Such a drug in a spotlight; named as an option; in a contributor's words without a note."""
    names = drug_names(draft.reference)
    not_in_use = {drug for drug in names.drugs if not names.drug(drug).current}
    cards = drug_cards(draft.document)
    spotlit = {section.id: not_in_use.intersection(cards.get(section.id, ())) for section in draft.issue.sections}
    for section in draft.issue.sections:
        for drug in spotlit[section.id]:
            yield _spotlight(names, drug, section.places.of_value("drug"), section.id)
    kinds = {section.id: section.kind for section in draft.issue.sections}
    for where, passages in by_section((*draft.passages, *draft.standing_passages)).items():
        if where not in not_in_use:
            trials = kinds.get(where) == "clinical_trials"
            yield from _named(names, tuple(told(passages)), not_in_use - spotlit.get(where, set()), trials)


def _spotlight(names: DrugNames, drug: str, place: Place, section: str) -> Fault:
    facts = names.drug(drug)
    what = "has been withdrawn" if facts.status is DrugStatus.WITHDRAWN else "is not approved; it is being studied"
    return Fault(
        place,
        f"The spotlight shows {facts.generic}, which {what}.",
        "Choose a drug that is in use. This one can be explained in a text section that says what became of it.",
        section,
        "drug",
        facts.generic,
    )


def _named(names: DrugNames, section: Iterable[Told], drugs: set[str], trials: bool) -> Iterator[Fault]:
    section = tuple(section)
    for drug in sorted(drugs):
        facts = names.drug(drug)
        if trials and facts.status is DrugStatus.INVESTIGATIONAL:
            continue
        mentioning = [
            (each, mention)
            for each in section
            for mention in names.mentions(each.passage.text)
            if mention.name.drug == drug
        ]
        if any(_TOLD[facts.status].search(each.context) for each, _ in mentioning):
            continue
        what = "withdrawn" if facts.status is DrugStatus.WITHDRAWN else "not approved"
        for each, mention in mentioning:
            passage = each.passage
            if passage.house and not RECOMMENDS.search(each.nearby(mention.start, before=1)):
                continue
            words = passage.text[mention.start : mention.end]
            yield Fault(
                passage.spot(words),
                f"“{words}” reads like a treatment that can be had, but it is {what}."
                if passage.house
                else f"The contributor names “{words}”, and readers are not told that it is {what}.",
                f"Take it out, or say beside it: {facts.caution or f'This drug is {what}.'}"
                if passage.house
                else f"Leave the words, and add an editor's note below: {facts.caution or f'This drug is {what}.'}",
                passage.section,
                passage.field,
                words,
                severity=None if passage.house else Severity.WARNING,
            )
            break
