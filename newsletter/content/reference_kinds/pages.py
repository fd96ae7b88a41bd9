"""A standing page, such as "What is LMS?": ``reference/pages/<name>.md``.  An issue may place one whole."""

from __future__ import annotations

from newsletter.model.fields import FullText, Text
from newsletter.model.reference import Entry

FOLDER = "pages"


class Fields(Entry):
    """A page.  ``content_note`` is shown before the text and says what is coming, where that may upset."""

    title: FullText
    content_note: Text | None = None

    def preferred_name(self) -> str:
        """The title."""
        return self.title
