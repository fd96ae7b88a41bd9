"""A story told by someone who lives with LMS, or who cared for someone; printed only with consent."""

from __future__ import annotations

from typing import Annotated

from newsletter.model.fields import FullText, Picture, RefersToPerson, Text
from newsletter.model.issue import SectionFields

TITLE = "Survivor story"


class Fields(SectionFields):
    """``contributor`` is the id of a file in ``people/``; ``pull_quote`` is a sentence of the story set large."""

    contributor: Annotated[FullText, RefersToPerson()]
    """Whose story it is: a name from people/, without .yaml."""
    photo: Picture | None = None
    """A photo that the contributor agreed to."""
    pull_quote: Text | None = None
    """A sentence of the story, set large."""
