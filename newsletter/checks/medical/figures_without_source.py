"""A medical figure has its source, its year, and the people it is about.

“Half of them responded” means nothing without knowing who was counted, when, and who says so. Figures about other
people, or about people treated long ago, are the commonest way in which true numbers mislead.

Bad: The drug works in 36 percent.
Good: In a trial of 2022, tumors shrank in 36 of 100 people with advanced LMS (The Lancet Oncology), with a link.
Source: practice of Cancer Research UK and Mayo Clinic; the organization's own survival figures, which were those of
    another group of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._figures import medical_figures
from newsletter.checks.medical._wording import addresses, by_section, listed
from newsletter.content.section_kinds.research_news import Fields as ResearchNews
from newsletter.model.finding import Severity
from newsletter.model.issue import Section

SEVERITY = Severity.WARNING

_SOURCE = re.compile(
    r"\b(?:according to|published|reported (?:in|by)|journal|lancet|jama|nejm|new england journal|asco|oncology"
    r"|registry|seer|national cancer institute|american cancer society|cancer research uk|pubmed|et al"
    r"|(?:study|report|paper|trial|analysis) (?:by|from|called|named)|nct\d{8})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WHO = re.compile(
    r"\b(?:u?LMS|(?:leiomyo)?sarcomas?|uterus|uterine"
    r"|(?:people|patients|women|men|adults|children|those) (?:\w{1,12} )?(?:with|who|whose|given|diagnosed|treated|in)"
    r")\b",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[Fault]:
    """One finding a section that has such figures in house text and lacks one of the three."""
    sections = draft.sections_by_id
    for name, passages in by_section(passage for passage in draft.passages if passage.house).items():
        figures = [(passage, figure.words) for passage in passages for figure in medical_figures(passage.text)]
        section = sections.get(name)
        if not figures or section is None:
            continue
        missing = list(_missing(section, " ".join(passage.text for passage in passages)))
        if missing:
            passage, words = figures[0]
            more = f" and {len(figures) - 1} more" if len(figures) > 1 else ""
            yield Fault(
                passage.spot(words),
                f"The figure “{words}”{more} should not stand without {listed(missing)}.",
                "Add what is missing in the same section, or leave the figure out.",
                name,
                passage.field,
                words,
            )


def _missing(section: Section, text: str) -> Iterator[str]:
    # Each piece of research news names its publisher and its day.
    sourced = isinstance(section.fields, ResearchNews)
    linked = any(href.startswith(("http", "ref:pages/")) for href in addresses(section.body))
    if not (sourced or linked or _SOURCE.search(text)):
        yield "a source"
    if not (sourced or _YEAR.search(text)):
        yield "a year"
    if not _WHO.search(text):
        yield "the people it is about"
