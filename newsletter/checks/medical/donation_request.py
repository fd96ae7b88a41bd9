"""No request for donations stands in or beside a remembrance or survival figures.

Someone who has just read about a death, or about the chance of one, is asked for money in the next line: that hurts,
and it looks as if the one had been printed for the sake of the other. Anything may stand between the two, a picture
or the support group; the request may also wait for another issue.

Bad: an appeal for donations as the section after In Memory.
Good: the same appeal after the webinars, with two sections in between.
Source: practice of patient organizations; the reference keeps the dedication notice out of issues with In Memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._figures import medical_figures
from newsletter.checks.medical._wording import by_section, sentences
from newsletter.checks.passages import Passage
from newsletter.content.reference_kinds.pages import Fields as Page
from newsletter.content.section_kinds.dedication import Fields as Dedication
from newsletter.content.section_kinds.dedication import Tribute
from newsletter.content.section_kinds.in_memory import Fields as InMemory
from newsletter.model.document import Block
from newsletter.model.finding import Severity
from newsletter.model.issue import Section
from newsletter.model.place import Place

SEVERITY = Severity.ERROR

_REQUEST = re.compile(
    r"\b(?:donate(?! (?:blood|tissue|plasma|organs?|samples?|stem cells|bone marrow|hair)\b)|donating(?! blood\b)"
    r"|donations?(?! (?:of|center|centre) )|make a gift|your (?:[a-z]+ )?gift|gifts to (?:our|the|this)"
    r"|gifts? in (?:her|his|their) (?:name|memory|honor)"
    r"|gifts? may be|matching gift|give (?:today|now|generously|to the (?:fund|foundation))|giving tuesday"
    r"|fund-?rais(?:e|er|ers|ing)|in lieu of flowers|pledge)\b",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(r"\b(?:blood|organ|tissue|plasma|kidney|marrow|sperm|egg) donations?\b", re.IGNORECASE)
_INNOCENT = re.compile(r"\b(?:thank(?:s|ed)?|no donations?|not ask\w{0,3}|never ask\w{0,3}|donor)\b", re.IGNORECASE)
_DEDICATION_PAGE = "organization/links/dedication"


@dataclass(frozen=True)
class _Part:
    """A block of the email: what makes it delicate, and the words in it that ask for donations, with their place.

    ``printed`` is whether they are the template's own, which the editor of the section cannot take out.
    """

    block: Block
    delicate: str | None
    request: str | None
    place: Place
    printed: bool


def check(draft: Draft) -> Iterator[Fault]:
    """Requests inside such a section, directly before it or directly after it; one finding a section."""
    passages = by_section((*draft.passages, *draft.standing_passages))
    parts = [_part(draft, block, passages.get(block.id, [])) for block in draft.document.blocks]
    for number, part in enumerate(parts):
        if part.request is None or (part.delicate and part.printed):
            continue
        before, after = parts[max(number - 1, 0)], parts[min(number + 1, len(parts) - 1)]
        if part.delicate:
            yield _fault(part, f"in {part.delicate}", "Take it out. It can stand elsewhere in the issue.")
        elif before.delicate:
            yield _fault(part, f"directly after {before.delicate}", _MOVE)
        elif after.delicate:
            yield _fault(part, f"directly before {after.delicate}", _MOVE)


_MOVE = "Move one of the two, so that another section stands between them, or keep the request for another issue."


def _fault(part: _Part, where: str, remedy: str) -> Fault:
    words = part.request or ""
    return Fault(part.place, f"“{words}” asks for donations {where}.", remedy, part.block.id, None, words)


def _part(draft: Draft, block: Block, passages: list[Passage]) -> _Part:
    section = draft.sections_by_id.get(block.id)
    delicate = _delicate(draft, block, section, passages)
    for passage in passages:
        for sentence in sentences(passage.text):
            match = _REQUEST.search(sentence)
            if match and not _INNOCENT.search(sentence) and not _NOT_OURS.search(sentence):
                return _Part(block, delicate, match.group(), passage.spot(match.group()), False)
    page = draft.document.organization.links.get("dedication")
    if page is not None:
        if _DEDICATION_PAGE in block.body.targets:
            return _Part(block, delicate, page.label, block.body.targets[_DEDICATION_PAGE], False)
        # Where the page has an address, the template of a dedication invites to it.
        if page.url and section is not None and isinstance(section.fields, Dedication):
            return _Part(block, delicate, page.label, section.place, True)
    return _Part(block, delicate, None, block.place, False)


def _delicate(draft: Draft, block: Block, section: Section | None, passages: list[Passage]) -> str | None:
    """What a section is, where nothing may be asked in it or beside it."""
    if section is not None and isinstance(section.fields, InMemory):
        return f"the remembrance of {section.fields.name}"
    if section is not None and isinstance(section.fields, Dedication) and section.fields.tribute is Tribute.IN_MEMORY:
        return "a dedication in memory of someone"
    file = draft.reference.entries.get(block.id)
    if file is not None and isinstance(file.entry, Page) and file.entry.content_note:
        return f"the page “{file.entry.title}”"
    house = (passage.text for passage in passages if passage.house)
    if any(figure.survival for text in house for figure in medical_figures(text)):
        return "a section with survival figures"
    return None
