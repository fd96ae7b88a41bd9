"""A standing page, such as "What is LMS?": ``reference/pages/<name>.md``.  An issue may place one whole."""

from __future__ import annotations

from pydantic import Field

from newsletter.model.fields import FullText, Text, Typed, WholeNumber
from newsletter.model.reference import Entry

FOLDER = "pages"


class Figure(Typed):
    """A figure shown as "63 of 100 people", with a bar; ``meaning`` explains the label."""

    label: FullText
    """What is counted."""
    of_100: WholeNumber = Field(le=100)
    """How many of a hundred people."""
    meaning: Text | None = None
    """What the label means, in plain words."""


class Fields(Entry):
    """A page.

    ``content_note`` is shown before the text and says what is coming, where that may upset.  ``figures`` stand
    below the text, with ``population``: the people who were counted, as far as is known.
    """

    title: FullText
    """The heading."""
    content_note: Text | None = None
    """What is coming, for readers whom it may upset; stands before the text."""
    figures: tuple[Figure, ...] = ()
    """Figures, shown below the text."""
    population: Text | None = None
    """Which people were counted, as far as is known."""

    def preferred_name(self) -> str:
        """The title."""
        return self.title
