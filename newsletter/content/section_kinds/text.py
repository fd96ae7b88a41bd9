"""Plain text with a heading: what no other kind is made for."""

from __future__ import annotations

from newsletter.model.issue import SectionFields

TITLE = "Text"


class Fields(SectionFields):
    """Nothing of its own: the text stands below the front matter."""
