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
    to: FullText


class Fields(Entry):
    """A notice.  Without a title the text stands alone.

    It is left out of issues that hold what ``left_out_beside`` names: a section kind (``in_memory``) or a standing
    page (``pages/survival-figures``).
    """

    title: Text | None = None
    look: Look = Look.CARD
    button: Button | None = None
    left_out_beside: tuple[FullText, ...] = ()

    def preferred_name(self) -> str:
        """The title; empty where there is none."""
        return self.title or ""
