"""A document: everything a template may see of an issue, with every reference resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from newsletter.model.place import Place
from newsletter.model.reference import Entry, Helpline, NamedLink
from newsletter.model.rich_text import RichText
from newsletter.model.settings import Sender


@dataclass(frozen=True)
class Target:
    """What a ``ref:`` link leads to.

    ``url`` is None where the reference has none: the words then stand without a link.  ``shown_as`` is what
    plain text prints instead of the URL (a phone number).
    """

    id: str
    name: str
    full_name: str
    url: str | None
    digest: str
    shown_as: str | None = None


@dataclass(frozen=True)
class PictureView:
    """A picture as a template sees it.  ``width`` and ``height`` are in pixels of the file."""

    src: str
    alt: str
    width: int
    height: int
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True)
class PersonView:
    """A contributor as a template sees one: nothing but the agreed name and the relation to LMS."""

    shown_as: str
    relation: str


@dataclass(frozen=True)
class EntryView:
    """An entry of the reference as a template sees it.

    ``fields`` are the entry's own, ``links`` the entries that its fields refer to, by field name.
    """

    id: str
    name: str
    full_name: str
    url: str | None
    fields: Entry
    body: RichText
    links: Mapping[str, EntryView]


@dataclass(frozen=True)
class Block:
    """A section of the issue, a standing page or a standing notice, composed.

    ``template`` names its two templates (``sections/letter``); ``view`` holds the fields by name with
    references, people and pictures resolved; ``digest`` stands for all that went into the block, so that
    equal digests render to equal bytes.
    """

    id: str
    anchor: str
    template: str
    title: str | None
    language: str | None
    direction: str | None
    body: RichText
    view: Mapping[str, Any]
    digest: str
    place: Place = field(compare=False)


@dataclass(frozen=True)
class OrganizationView:
    """The organization as templates see it."""

    name: str
    helpline: Helpline
    postal_address: tuple[str, ...]
    links: Mapping[str, NamedLink]


@dataclass(frozen=True)
class ImageFile:
    """A picture file that the email shows: where it lies, and the path it has beside the email."""

    path: Path
    name: str
    width: int
    height: int
    size: int


@dataclass(frozen=True)
class Document:
    """An issue, joined with the standing reference: all that a template may see.

    ``sample`` says that it is stamped as not to be sent, ``practice`` that this is because it is for practice.
    ``context`` is a digest of what every block's template may see besides the block itself.
    """

    name: str
    publication: str
    title: str
    number: int
    date: date
    language: str
    direction: str
    subject: str
    preheader: str
    sample: bool
    practice: bool
    sender: Sender
    organization: OrganizationView
    top: tuple[Block, ...]
    sections: tuple[Block, ...]
    bottom: tuple[Block, ...]
    images: tuple[ImageFile, ...]
    context: str
    place: Place = field(compare=False)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in the order of the email."""
        return (*self.top, *self.sections, *self.bottom)
