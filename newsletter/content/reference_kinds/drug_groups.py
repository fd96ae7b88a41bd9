"""A group of drugs: ``reference/drug-groups/<group>.md``."""

from __future__ import annotations

from newsletter.model.fields import FullText, WholeNumber
from newsletter.model.reference import Entry

FOLDER = "drug-groups"


class Fields(Entry):
    """A group's heading; ``order`` is its place in a list of groups."""

    title: FullText
    order: WholeNumber = 0

    def preferred_name(self) -> str:
        """The heading."""
        return self.title
