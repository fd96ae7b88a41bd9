"""A group of drugs: ``reference/drug-groups/<group>.md``."""

from __future__ import annotations

from newsletter.model.fields import FullText, WholeNumber
from newsletter.model.reference import Entry

FOLDER = "drug-groups"


class Fields(Entry):
    """A group's heading; ``order`` is its place in a list of groups."""

    title: FullText
    """The heading of the group."""
    order: WholeNumber = 0
    """Its place in a list of groups."""

    def preferred_name(self) -> str:
        """The heading."""
        return self.title
