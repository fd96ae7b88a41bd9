"""A short block that stands in every issue, such as the disclaimer: ``reference/notices/<name>.md``."""

from __future__ import annotations

from enum import StrEnum

from newsletter.model.fields import FullText, Text, Typed
from newsletter.model.reference import Entry

FOLDER = "notices"


class Look(StrEnum):
    """How a notice is set: a slim line, a card of its own, or small print."""

    LINE = "line"
    CARD = "card"
    SMALL_PRINT = "small print"


class Button(Typed):
    """A button: its label, and the ``ref:`` target it leads to (``organization/links/support-group``).

    Where the target has no URL there is no button.
    """

    label: FullText
    """The words on the button."""
    to: FullText
    """Where it leads, such as organization/links/support-group."""


class Fields(Entry):
    """A notice.  Without a title the text stands alone.

    It is left out of issues that hold what ``left_out_beside`` names: a section kind (``in_memory``) or a standing
    page (``pages/survival-figures``).
    """

    title: Text | None = None
    """The heading. Empty: the text stands alone."""
    look: Look = Look.CARD
    """A slim line, a card of its own, or small print."""
    button: Button | None = None
    """A button below the text."""
    left_out_beside: tuple[FullText, ...] = ()
    """Kinds of sections (in_memory) and pages (pages/survival-figures) beside which it must not stand."""

    def preferred_name(self) -> str:
        """The title; empty where there is none."""
        return self.title or ""
