"""Someone is honored or remembered by the people who love them."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from newsletter.model.fields import FullText, Picture, Text
from newsletter.model.issue import SectionFields

TITLE = "Dedication"


class Tribute(StrEnum):
    """Whether the person lives or has died."""

    IN_HONOR = "in honor"
    IN_MEMORY = "in memory"


class Fields(SectionFields):
    """``names`` lists who is honored, ``by`` says who dedicates it ("her sisters")."""

    needs_text: ClassVar[bool] = False

    tribute: Tribute
    """Whether the person lives or has died."""
    names: tuple[FullText, ...] = Field(min_length=1)
    """Who is honored or remembered."""
    by: Text | None = None
    """Who dedicates it, such as: her sisters."""
    picture: Picture | None = None
    """A picture to go with it."""
