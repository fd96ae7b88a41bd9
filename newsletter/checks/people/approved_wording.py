"""A contributor has said yes to the words and pictures as they stand now.

Editing a story after its author has read it breaks a promise, even where only a name or a number changed. A yes is
bound to the wording as readers get it; where a line is wrapped, comments and the team's notes do not count.

Bad: a story in which a sentence was cut after M. had said yes to it by phone.
Good: an entry under ``approvals`` whose ``hash`` is that of the story as it is now.
Source: practice of hospices: the contributor signs off the final text before publication.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.content.targets import references_in
from newsletter.content.wording import is_current, wording_hash
from newsletter.model.document import Block
from newsletter.model.fields import RefersToPerson
from newsletter.model.finding import Severity
from newsletter.model.issue import Section
from newsletter.model.months import long_date
from newsletter.model.reference import PersonFile

SEVERITY = Severity.ERROR

_STORIES = {"survivor_story", "in_memory"}


def check(draft: Draft) -> Iterator[Fault]:
    """Sections whose contributor approved other words, and stories that nobody approved."""
    blocks = {block.id: block for block in draft.document.sections}
    for section in draft.issue.sections:
        for name, refers in references_in(type(section.fields)).items():
            person = draft.reference.people.get(getattr(section.fields, name) or "") if refers else None
            if isinstance(refers, RefersToPerson) and person is not None and section.id in blocks:
                yield from _faults(draft, section, name, person, blocks[section.id])


def _faults(draft: Draft, section: Section, field: str, file: PersonFile, block: Block) -> Iterator[Fault]:
    given = [approval for approval in file.person.approvals if approval.section == section.id]
    if not given and section.kind not in _STORIES:
        return
    now = wording_hash(block, draft.document)
    last = [approval for approval in given if approval.on == max(each.on for each in given)]
    if any(approval.hash == now for approval in last):
        return
    shown = file.person.shown_as
    entry = f'{{section: {section.id}, hash: "{now}", on: {draft.today}, by: contributor}}'
    remedy = f"Ask {shown}, and write the yes under approvals in people/{file.id}.yaml: {entry}."
    if not last:
        message = f"Nobody has written down whether {shown} agrees with the wording."
        severity = Severity.NOTE
    elif is_current(last[0].hash):
        message = f"The wording or a picture has changed since {shown} approved it on {long_date(last[0].on)}."
        severity = Severity.ERROR
    else:
        message = f"The yes of {shown} on {long_date(last[0].on)} has a mark that cannot be compared anymore."
        severity = Severity.ERROR
    yield Fault(
        section.places.of_value(field),
        message,
        remedy,
        section.id,
        field,
        getattr(section.fields, field),
        severity=severity,
    )
