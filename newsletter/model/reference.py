"""The standing reference: content that is written once and used by every issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field

from newsletter.model.fields import Date, FullText, Language, Phone, Text, Typed, WebAddress, WholeNumber
from newsletter.model.occasion import Occasion
from newsletter.model.person import Person
from newsletter.model.place import Place, Places
from newsletter.model.rich_text import RichText


class Source(Typed):
    """Where a statement comes from."""

    title: FullText
    publisher: Text | None = None
    url: WebAddress | None = None
    accessed_on: Date | None = None


class Doubt(Typed):
    """A statement kept as published that a reviewer has to look at, and why."""

    published: FullText
    reason: FullText
    proposed: Text | None = None
    sources: tuple[Source, ...] = ()


class Entry(Typed):
    """What every reference file holds.

    ``reviewed_on`` and ``reviewed_by`` stay empty until a person qualified to do so has reviewed the text;
    ``review_every`` counts months; ``as_of`` is the day on which the information was gathered.
    """

    url: WebAddress | None = None
    language: Language | None = None
    as_of: Date | None = None
    reviewed_on: Date | None = None
    reviewed_by: Text | None = None
    review_every: WholeNumber = 12
    sources: tuple[Source, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: Text | None = None

    @property
    def reviewed(self) -> bool:
        """Whether someone has signed for the text."""
        return self.reviewed_on is not None and bool(self.reviewed_by)

    @property
    def occasion(self) -> Occasion | None:
        """What the entry invites to, for a calendar; None where there is nothing to come."""
        return None

    @property
    def cited(self) -> tuple[Source, ...]:
        """The sources that readers are shown: the first three with a URL, or the first one without."""
        return tuple(source for source in self.sources if source.url)[:3] or self.sources[:1]

    def preferred_name(self) -> str:
        """What a ``ref:`` link says where the writer gave no words; short, for every mention after the first."""
        raise NotImplementedError

    def full_name(self) -> str:
        """The same at first mention in a section."""
        return self.preferred_name()


class Helpline(Typed):
    """A phone line.  ``shown_as`` is printed, ``number`` is dialed."""

    shown_as: FullText
    number: Phone
    purpose: Text | None = None
    hours: Text | None = None


class NamedLink(Typed):
    """A link of the organization's.  Without a ``url`` the label stands as plain text."""

    label: FullText
    url: WebAddress | None = None


class Organization(Entry):
    """``reference/organization.yaml``: the only place where name, phone, address and links are written."""

    name: FullText
    helpline: Helpline
    postal_address: tuple[FullText, ...]
    links: dict[FullText, NamedLink] = Field(default_factory=dict)

    def preferred_name(self) -> str:
        return self.name


class Term(Typed):
    """A word of the glossary in plain language."""

    term: FullText
    meaning: FullText
    short_for: Text | None = None
    sources: tuple[Source, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Glossary(Typed):
    """``reference/glossary.yaml``."""

    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class ReferenceFile:
    """One entry of the reference as read.  ``id`` is the path without suffix: ``drugs/trabectedin``."""

    id: str
    entry: Entry
    body: RichText
    digest: str
    places: Places = field(compare=False)

    @property
    def folder(self) -> str:
        """The kind of the entry: the folder it stands in."""
        return self.id.split("/")[0]


@dataclass(frozen=True)
class PersonFile:
    """One contributor's file as read."""

    id: str
    person: Person
    digest: str
    places: Places = field(compare=False)


@dataclass(frozen=True)
class Reference:
    """The whole standing reference, and the contributors.

    ``broken`` holds the ids of files that exist but could not be read, so that a link to one of them is not
    reported a second time as unknown.  ``resolved`` is compose's notebook: what of the reference it has
    resolved already.
    """

    organization: Organization
    organization_place: Place = field(compare=False)
    organization_digest: str
    entries: Mapping[str, ReferenceFile]
    people: Mapping[str, PersonFile]
    glossary: Glossary = field(default_factory=Glossary)
    broken: frozenset[str] = frozenset()
    folder: Path = field(default=Path("reference"), compare=False)
    resolved: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
