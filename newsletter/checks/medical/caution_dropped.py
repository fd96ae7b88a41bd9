"""A drug that is not for everyone is not described without its caution.

Some drugs on our list are wrong for some people with LMS, and the reference says so in their caution. A sentence
that tells of such a drug as a treatment, and leaves the caution out, may reach the very people whom it would harm.

Bad: Hormonal treatment may help: letrozole or tamoxifen.
Good: Hormonal treatment may help: letrozole, or tamoxifen (not for uterine LMS).
Source: the organization's own list (“not for uterine LMS”); boxed warning of the US label of tamoxifen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._names import DrugNames, drug_names
from newsletter.checks.medical._wording import RECOMMENDS, Told, by_section, drug_cards, told
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_NOT_FOR = re.compile(r"\bnot for ([^.,;:()]{2,60})", re.IGNORECASE)
_WARNS = re.compile(
    r"\b(?:linked (?:to|with)|risks?|warn(?:s|ed|ing|ings)?|causes?|caused|avoid\w{0,3}"
    r"|(?:should|must|may|can|do|does|did|is) not (?:be |been )?(?:tak(?:e|en)|used?|given|help|recommend(?:ed)?)"
    r"|stopped|instead of)\b",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[Fault]:
    """The first passage of a section that tells of such a drug, where no passage of it keeps the caution."""
    names = drug_names(draft.reference)
    kept = {drug: pattern for drug in names.drugs if (pattern := _keeps(names, drug))}
    cards = drug_cards(draft.document)
    for section, passages in by_section(passage for passage in draft.passages if passage.house).items():
        whole = " ".join(passage.text for passage in passages)
        mentioned = {mention.name.drug for mention in names.mentions(whole)}
        for drug in sorted((mentioned & kept.keys()) - set(cards.get(section, ()))):
            if not kept[drug].search(whole):
                yield from _dropped(names, drug, tuple(told(passages)))


def _keeps(names: DrugNames, drug: str) -> re.Pattern[str] | None:
    """What a text has to say to keep a drug's caution: "not", and soon after for whom; None where it is for all."""
    match = _NOT_FOR.search(names.drug(drug).caution or "")
    if match is None:
        return None
    who = [word for word in re.findall(r"[^\W_]+", match.group(1)) if word.casefold() not in ("lms", "people", "with")]
    whom = rf"{re.escape(who[0][:4])}" if who else "(?:lms|leiomyosarcoma)"
    return re.compile(rf"\b(?:not|never|n['’]t|except|unless)\b[^.;]{{0,80}}\b{whom}", re.IGNORECASE)


def _dropped(names: DrugNames, drug: str, section: tuple[Told, ...]) -> Iterator[Fault]:
    facts = names.drug(drug)
    for each in section:
        mention = next((m for m in names.mentions(each.passage.text) if m.name.drug == drug), None)
        if mention and RECOMMENDS.search(each.nearby(mention.start)) and not _WARNS.search(each.context):
            words = each.passage.text[mention.start : mention.end]
            yield Fault(
                each.passage.spot(words),
                f"“{words}” is told of as a treatment, and its caution is left out.",
                f"Add beside it: {facts.caution}",
                each.passage.section,
                each.passage.field,
                words,
            )
            return
