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
from newsletter.model.place import Places
from newsletter.model.rich_text import RichText


class Source(Typed):
    """Where a statement comes from."""

    title: FullText
    """The title of the page, article or leaflet."""
    publisher: Text | None = None
    """Who published it."""
    url: WebAddress | None = None
    """Where it can be read."""
    accessed_on: Date | None = None
    """The day on which someone read it there."""


class Doubt(Typed):
    """A statement kept as published that a reviewer has to look at, and why."""

    published: FullText
    """The words as they were published."""
    reason: FullText
    """Why someone has to look at them."""
    proposed: Text | None = None
    """What might be written instead."""
    sources: tuple[Source, ...] = ()
    """Where the proposal comes from."""


class Entry(Typed):
    """What every reference file holds.

    ``reviewed_on`` and ``reviewed_by`` stay empty until a person qualified to do so has reviewed the text;
    ``review_every`` counts months; ``as_of`` is the day on which the information was gathered.
    """

    url: WebAddress | None = None
    """The page on the web that a link to this leads to."""
    language: Language | None = None
    """The language, where it differs from the newsletter's."""
    as_of: Date | None = None
    """The day on which the information was gathered."""
    reviewed_on: Date | None = None
    """The day of the review. Empty until someone qualified has read it."""
    reviewed_by: Text | None = None
    """Who reviewed it. Empty until someone qualified has read it."""
    review_every: WholeNumber = 12
    """After how many months it has to be read again."""
    sources: tuple[Source, ...] = ()
    """Where the statements come from; readers see the first three."""
    doubts: tuple[Doubt, ...] = ()
    """Statements that a reviewer has to look at."""
    notes: Text | None = None
    """Notes for the team; never printed."""

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
    """The number as it is printed."""
    number: Phone
    """The number as it is dialed."""
    purpose: Text | None = None
    """Whom the line is for."""
    hours: Text | None = None
    """When someone answers."""
    confirmed_on: Date | None = None
    """The day on which someone last rang the number and reached the helpline."""
    confirmed_by: Text | None = None
    """Who rang it."""


class NamedLink(Typed):
    """A link of the organization's.  Without a ``url`` the label stands as plain text."""

    label: FullText
    """The words of the link."""
    url: WebAddress | None = None
    """Where it leads. Empty: the words stand as plain text."""


class Organization(Entry):
    """``reference/organization.yaml``: the only place where name, phone, address and links are written."""

    name: FullText
    """The name of the organization."""
    helpline: Helpline
    """The phone line."""
    postal_address: tuple[FullText, ...]
    """The postal address, one line of it a line."""
    links: dict[FullText, NamedLink] = Field(default_factory=dict)
    """Links of the organization, each by a short name."""

    def preferred_name(self) -> str:
        return self.name


class Term(Typed):
    """A word of the glossary in plain language."""

    term: FullText
    """The word."""
    meaning: FullText
    """What it means, in plain language."""
    short_for: Text | None = None
    """The whole words, where it is short for them."""
    sources: tuple[Source, ...] = ()
    """Where the explanation comes from."""
    doubts: tuple[Doubt, ...] = ()
    """Statements that a reviewer has to look at."""


class Glossary(Typed):
    """``reference/glossary.yaml``."""

    terms: tuple[Term, ...] = ()
    """The words, each with its meaning."""


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
    reported a second time as unknown.  ``dictionary`` holds the publication's own words, of ``dictionary.txt``.
    ``resolved`` is compose's notebook: what of the reference it has resolved already.
    """

    organization: Organization
    organization_places: Places = field(compare=False)
    organization_digest: str
    entries: Mapping[str, ReferenceFile]
    people: Mapping[str, PersonFile]
    glossary: Glossary = field(default_factory=Glossary)
    broken: frozenset[str] = frozenset()
    dictionary: frozenset[str] = frozenset()
    folder: Path = field(default=Path("reference"), compare=False)
    resolved: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
