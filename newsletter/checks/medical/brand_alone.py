"""A brand name has its generic name beside it at first mention.

Brands come and go, and differ from country to country; trial reports and labels use the generic name. Whoever reads
only the brand cannot find the drug in them. Contributors may call their drug what they like.

Bad: Many of us have had Gemzar.
Good: Many of us have had gemcitabine (Gemzar).
Source: AMA Manual of Style: the generic name first, the brand in parentheses, once an article.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._names import Mention, NameKind, drug_names
from newsletter.checks.medical._wording import by_section, drug_cards, listed
from newsletter.checks.passages import Passage
from newsletter.model.finding import Severity

SEVERITY = Severity.NOTE


def check(draft: Draft) -> Iterator[Fault]:
    """One finding a section, with every brand whose generic name has not been read by then."""
    names = drug_names(draft.reference)
    cards = drug_cards(draft.document)
    for section, passages in by_section(draft.passages).items():
        explained = set(cards.get(section, ()))
        alone: list[tuple[Passage, Mention]] = []
        for passage in passages:
            mentions = names.mentions(passage.text) if passage.house else ()
            explained |= {each.name.drug for each in mentions if each.name.kind is not NameKind.BRAND}
            for each in mentions:
                if each.name.drug not in explained:
                    explained.add(each.name.drug)
                    alone.append((passage, each))
        if alone:
            passage, first = alone[0]
            brands = listed(each.name.text for _, each in alone)
            full = listed(names.drug(each.name.drug).full_name() for _, each in alone)
            yield Fault(
                passage.spot(passage.text[first.start : first.end]),
                f"Here {brands} stands without the generic name."
                if len(alone) == 1
                else f"Here {brands} stand without their generic names.",
                f"Write {full} at first mention.",
                section,
                passage.field,
                passage.text[first.start : first.end],
            )
