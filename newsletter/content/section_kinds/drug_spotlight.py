"""One drug in plain words.  Its facts come from ``reference/drugs/`` and are never typed here."""

from __future__ import annotations

from typing import Annotated

from newsletter.model.fields import FullText, RefersTo
from newsletter.model.issue import SectionFields

TITLE = "Drug spotlight"


class Fields(SectionFields):
    """``drug`` is the id of a drug (``trabectedin``); the section's own text stands above its card."""

    drug: Annotated[FullText, RefersTo("drugs")]
