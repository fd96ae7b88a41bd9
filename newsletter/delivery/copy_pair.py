"""What was exported and a copy that came back, side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from newsletter.checks.finished_email import Element, FinishedEmail, Link, visible_words
from newsletter.content.email_files import EmailParts
from newsletter.delivery.exported import Exported
from newsletter.delivery.service_tags import ServiceTags
from newsletter.model.place import Place

_DATA = re.compile(r"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=%\s]*+")
_SMALL = {"0", "1", "2"}


@dataclass(frozen=True)
class CopyPair:
    """An export (``ours``) and a copy of it (``theirs``).

    ``is_message``: the copy is an email that someone received, so its tags have to be filled in.
    """

    export: Exported
    parts: EmailParts
    place: Place
    is_message: bool

    @property
    def title(self) -> str:
        """The service, as people call it."""
        return self.export.service.title

    @cached_property
    def tags(self) -> ServiceTags:
        """The tags of the export."""
        return ServiceTags(self.export.service, self.export.tags)

    @cached_property
    def ours(self) -> FinishedEmail:
        """What was exported."""
        export = self.export
        return FinishedEmail(self.tags.unwrapped(export.html), export.text, export.subject, export.preheader)

    @cached_property
    def theirs(self) -> FinishedEmail:
        """What came back; the bytes of pictures inside the code are left out."""
        html = self.tags.unwrapped(_DATA.sub("data:", self.parts.html))
        return FinishedEmail(html, self.parts.text, self.parts.subject, None, self.place)

    @cached_property
    def our_links(self) -> tuple[Link, ...]:
        """The links of the export; one that is an element of the service's has no address."""
        return self._links(self.ours)

    @cached_property
    def their_links(self) -> tuple[Link, ...]:
        """Those of the copy."""
        return self._links(self.theirs)

    @cached_property
    def added_pixels(self) -> tuple[Element, ...]:
        """The pictures in the copy that nobody sees and that were not exported."""
        known = {image.get("src") for image in self.ours.images}
        return tuple(image for image in self.theirs.images if _is_pixel(image) and image.get("src") not in known)

    def _links(self, email: FinishedEmail) -> tuple[Link, ...]:
        if not self.tags.elements:
            return email.links
        found = {link.element: link for link in email.links}
        for element in email.page.named(*self.tags.elements):
            found[element] = Link("", visible_words(element), email.place_of(element), element)
        return tuple(found[element] for element in email.page.elements if element in found)


def _is_pixel(image: Element) -> bool:
    style = re.sub(r"\s", "", image.get("style") or "").lower()
    sizes = [(image.get(side) or "").strip().removesuffix("px") for side in ("width", "height")]
    small_style = re.search(r"(?<![-\w])width:[0-2](px)?(;|!|$)", style) and re.search(r"(?<![-\w])height:[0-2]", style)
    return all(size in _SMALL for size in sizes) or bool(small_style)
