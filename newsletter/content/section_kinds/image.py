"""A picture that stands for itself, with a caption."""

from __future__ import annotations

from typing import ClassVar

from newsletter.model.fields import DescribedPicture
from newsletter.model.issue import SectionFields

TITLE = "Picture"


class Fields(SectionFields):
    """``picture`` must say what it shows; a text below the front matter stands under it."""

    needs_text: ClassVar[bool] = False

    picture: DescribedPicture
    """The picture, with words that say what it shows."""
