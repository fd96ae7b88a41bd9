"""An issue: ``issues/<name>/issue.yaml`` and its sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from newsletter.model.fields import Date, FullText, Language, Text, Typed, WholeNumber, YesNo
from newsletter.model.occasion import Occasion
from newsletter.model.place import Place, Places
from newsletter.model.rich_text import RichText
from newsletter.model.settings import Sender


class Status(StrEnum):
    """How far an issue has come."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    SENT = "sent"


class Editor(Typed):
    """Who edits the issue."""

    name: FullText
    """The editor's name, for the team."""


class Waiver(Typed):
    """A finding that an editor has decided to live with: exactly this text, for this reason, until then."""

    rule: FullText
    """The rule's name, as the report prints it."""
    section: FullText
    """The section's name in this issue."""
    text: FullText
    """The words concerned, exactly as they stand."""
    reason: FullText
    """Why they may stay."""
    by: FullText
    """Who decided it."""
    until: Date
    """The day after which the rule counts again."""


class StatusChange(Typed):
    """A step of an issue on its way: how far it came, when, and who said so."""

    status: Status
    """How far the issue came."""
    on: Date
    """The day."""
    by: FullText
    """Who decided it."""


class IssueHeader(Typed):
    """``issue.yaml``.  ``date`` is the day on which the issue is to go out; ``sections`` is the order of the email."""

    title: FullText
    """The name of the issue, such as December 2026."""
    number: WholeNumber
    """The number of the issue."""
    date: Date
    """The day on which it is to go out."""
    subject: Text = ""
    """The subject line: what this issue is about, in at most 50 letters."""
    preheader: Text = ""
    """What mail programs show after the subject: one sentence that goes on from it."""
    status: Status = Status.DRAFT
    practice: YesNo = False
    """Whether this issue is for practice: it is stamped, and no mailing service gets it."""
    history: tuple[StatusChange, ...] = ()
    """Who moved the issue to which status, and when."""
    editor: Editor | None = None
    sender: Sender | None = Field(default=None, alias="from")
    """Who this issue is from, where that differs from newsletter.yaml."""
    sections: tuple[FullText, ...]
    """The order of the email: names of files in this folder, without .md, or reference/pages/ and a name."""
    waivers: tuple[Waiver, ...] = ()
    """Findings that an editor has decided to live with."""


class SectionFields(Typed):
    """What every section's front matter may hold; a section kind adds its own.

    ``needs_text`` is False for kinds that say enough without a text below the front matter.
    """

    needs_text: ClassVar[bool] = True

    kind: FullText
    """What kind of section this is."""
    title: Text | None = None
    """The heading."""
    language: Language | None = None
    """The language of this section, where it differs from the newsletter's."""
    notes: Text | None = None
    """Notes for the team; never printed."""

    @property
    def occasion(self) -> Occasion | None:
        """What the section invites to, for a calendar."""
        return None


@dataclass(frozen=True)
class Section:
    """One section as read from its file.

    ``name`` is the entry in ``issue.yaml`` (``letter``); ``id`` is ``<issue>/<name>``; ``digest`` stands for
    the file's bytes.
    """

    id: str
    name: str
    fields: SectionFields
    body: RichText
    digest: str
    place: Place = field(compare=False)
    places: Places = field(compare=False)

    @property
    def kind(self) -> str:
        """The section kind, which also names the templates."""
        return self.fields.kind


@dataclass(frozen=True)
class Issue:
    """An issue as read: the header, and what its ``sections`` list names, in that order.

    An entry of ``contents`` is a Section, or the id of a standing page (``pages/clinical-trials``).
    """

    name: str
    folder: Path
    header: IssueHeader
    contents: tuple[Section | str, ...]
    places: Places = field(compare=False)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that were written for this issue."""
        return tuple(entry for entry in self.contents if isinstance(entry, Section))
