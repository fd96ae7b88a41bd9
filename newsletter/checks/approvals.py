"""What the contributors of an issue have said to their own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.checks.draft import Draft
from newsletter.content.targets import references_in
from newsletter.content.wording import wording_hash
from newsletter.model.fields import RefersToPerson
from newsletter.model.issue import Section
from newsletter.model.person import Approval
from newsletter.model.reference import PersonFile


@dataclass(frozen=True)
class Approvals:
    """A section that shows a contributor, ``field`` naming who, and every yes to it.

    ``hash`` is that of the wording and pictures as they are now.
    """

    section: Section
    field: str
    person: PersonFile
    hash: str
    given: tuple[Approval, ...]

    @property
    def latest(self) -> tuple[Approval, ...]:
        """Those of the last day on which there was one."""
        return tuple(each for each in self.given if each.on == max(other.on for other in self.given))

    @property
    def holds(self) -> Approval | None:
        """The yes to what stands there now; None where there is none, or another wording was approved later."""
        return next((each for each in self.latest if each.hash == self.hash), None)


def approvals(draft: Draft) -> Iterator[Approvals]:
    """Those of every section that shows a contributor.  Raises OSError where a picture has gone."""
    blocks = {block.id: block for block in draft.document.sections}
    for section in draft.issue.sections:
        for field, refers in references_in(type(section.fields)).items():
            person = draft.reference.people.get(getattr(section.fields, field) or "") if refers else None
            if isinstance(refers, RefersToPerson) and person is not None and section.id in blocks:
                given = tuple(each for each in person.person.approvals if each.section == section.id)
                now = wording_hash(blocks[section.id], draft.document)
                yield Approvals(section, field, person, now, given)
