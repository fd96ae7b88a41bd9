"""Webinars to come and recordings to watch, each from ``reference/webinars/``."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from newsletter.model.fields import FullText, RefersTo
from newsletter.model.issue import SectionFields

TITLE = "Webinars"


class Fields(SectionFields):
    """``webinars`` lists ids (``boot-camp-3``), in the order in which they are shown."""

    needs_text: ClassVar[bool] = False

    webinars: tuple[Annotated[FullText, RefersTo("webinars")], ...] = Field(min_length=1)
    """Names from reference/webinars/, without .md, in the order in which they are shown."""
