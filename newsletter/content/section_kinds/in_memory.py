"""A person who has died is remembered by someone who knew them.  No request for donations stands in it."""

from __future__ import annotations

from typing import Annotated

from newsletter.model.fields import FullText, Picture, RefersToPerson, Text
from newsletter.model.issue import SectionFields

TITLE = "In memory"


class Fields(SectionFields):
    """``contributor`` is the id of a file in ``people/``: who writes, and certifies to have permission.

    ``relation`` is what the contributor is to the person remembered ("her husband"), ``years`` as printed
    ("1958 to 2026").
    """

    name: FullText
    """The person remembered."""
    years: Text | None = None
    """As printed, such as: 1958 to 2026."""
    relation: FullText
    """What the contributor is to the person, such as: her husband."""
    contributor: Annotated[FullText, RefersToPerson()]
    """Who writes, with permission: a name from people/, without .yaml."""
    picture: Picture | None = None
    """A picture of the person."""
