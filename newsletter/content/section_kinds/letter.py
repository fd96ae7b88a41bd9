"""The editor's letter that opens an issue."""

from __future__ import annotations

from newsletter.model.fields import Picture, Text
from newsletter.model.issue import SectionFields

TITLE = "Letter"


class Fields(SectionFields):
    """``signed`` closes the letter, with ``role`` under it."""

    signed: Text | None = None
    """The name that closes the letter."""
    role: Text | None = None
    """What the writer does, set below the name."""
    photo: Picture | None = None
    """A photo of the writer."""
