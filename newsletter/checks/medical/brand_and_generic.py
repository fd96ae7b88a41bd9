"""A brand name stands with the generic name of the same drug.

People know their drug by one of its two names and look for the other. Where the two that stand together belong to
different drugs, some readers will look up the wrong one. Such a mistake is easily made when a list is copied, and
nobody but a specialist notices.

Bad: Yondelis (eribulin) is given into a vein.
Good: Trabectedin (Yondelis) is given into a vein.
Source: AMA Manual of Style: the generic name first, the brand in parentheses; the organization's own drug list, in
    which one pair of names was reversed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._names import Mention, NameKind, drug_names
from newsletter.checks.passages import Passage
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_OPENS = re.compile(
    r"\s?[(\[](?:formerly |also |brand names?:? |generic(?: name)?:? |sold as |known as |called |also called ){0,2}",
    re.IGNORECASE,
)
_EQUALS = re.compile(
    r",? (?:is |are )?(?:also )?(?:sold as|known as|better known as|called|the brand(?: name)? (?:of|for)"
    r"|the generic(?: name)? (?:of|for)) ",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[Fault]:
    """Two names side by side, at least one of them a brand, that belong to different drugs."""
    names = drug_names(draft.reference)
    for passage in draft.passages:
        mentions = names.mentions(passage.text)
        for one, other in pairwise(mentions):
            kinds = {one.name.kind, other.name.kind}
            if one.name.drug == other.name.drug or NameKind.BRAND not in kinds or not _together(passage, one, other):
                continue
            words = passage.text[one.start : other.end] + passage.text[other.end : other.end + 1].strip(" ,;:.”")
            brand = one if one.name.kind is NameKind.BRAND else other
            drug = names.drug(brand.name.drug)
            yield Fault(
                passage.spot(words),
                f"“{words}” names two different drugs: {brand.name.text} is {drug.generic}.",
                f"Look up which drug was meant, and write it as in {drug.full_name()}.",
                passage.section,
                passage.field,
                words,
            )


def _together(passage: Passage, one: Mention, other: Mention) -> bool:
    between = passage.text[one.end : other.start]
    after = passage.text[other.end : other.end + 1]
    return bool((_OPENS.fullmatch(between) and after in ("", ")", "]", ",", ";")) or _EQUALS.fullmatch(between))
