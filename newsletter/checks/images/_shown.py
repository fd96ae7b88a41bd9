"""The pictures that an issue shows, each with the place where it was named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from newsletter.checks.draft import Draft
from newsletter.checks.finished_email import Element, section_of
from newsletter.model.document import ImageFile
from newsletter.model.fields import Picture
from newsletter.model.place import Place


@dataclass(frozen=True)
class ShownPicture:
    """A picture of the issue where it is shown; the theme's own are not among them."""

    file: ImageFile
    place: Place
    element: Element

    @property
    def name(self) -> str:
        """The file as a message names it."""
        return PurePosixPath(self.file.name).name

    @property
    def section(self) -> str | None:
        """The section that shows it."""
        return section_of(self.place)

    @property
    def display_width(self) -> int | None:
        """How wide the email shows it, in pixels; None where that is not said."""
        width = (self.element.get("width") or "").removesuffix("px")
        return int(width) if width.isascii() and width.isdigit() and 0 < len(width) < 6 else None

    def in_publication(self, draft: Draft) -> str:
        """The file's path in the publication, with forward slashes."""
        return f"issues/{draft.issue.name}/{self.file.name}"


def shown_pictures(draft: Draft) -> Iterator[ShownPicture]:
    """Every picture of the issue in the order of the email, as often as it is shown."""
    files = {image.name: image for image in draft.document.images}
    for element in draft.finished.images:
        file = files.get(element.get("src") or "")
        if file is not None:
            yield ShownPicture(file, draft.finished.place_of_address(element, "src"), element)


def shown_files(draft: Draft) -> Iterator[ShownPicture]:
    """The same, each file once."""
    seen: set[str] = set()
    for picture in shown_pictures(draft):
        if picture.file.name not in seen:
            seen.add(picture.file.name)
            yield picture


def picture_fields(draft: Draft) -> Iterator[tuple[Picture, Place, str]]:
    """The pictures that stand in front matter, each with the place and the name of its field, such as ``photo``."""
    for section in draft.issue.sections:
        for name in type(section.fields).model_fields:
            value = getattr(section.fields, name)
            if isinstance(value, Picture):
                yield value, section.places.of_value(name, "file"), name
