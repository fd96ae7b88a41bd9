"""One drug in plain words.  Its facts come from ``reference/drugs/`` and are never typed here."""

from __future__ import annotations

from typing import Annotated, ClassVar

from newsletter.model.fields import FullText, RefersTo
from newsletter.model.issue import SectionFields

TITLE = "Drug spotlight"


class Fields(SectionFields):
    """``drug`` is the id of a drug (``trabectedin``); the section's own text stands above its card."""

    needs_text: ClassVar[bool] = False

    drug: Annotated[FullText, RefersTo("drugs")]
    """The drug: a name from reference/drugs/, without .md, such as trabectedin."""
