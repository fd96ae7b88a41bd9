"""What a rule may look at, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.passages import Passage, issue_passages, standing_passages
from newsletter.checks.shown_entries import shown_entries
from newsletter.checks.typed_addresses import typed_addresses
from newsletter.model.document import Document
from newsletter.model.email import Email
from newsletter.model.finding import Fix, Severity
from newsletter.model.issue import Issue, Section
from newsletter.model.place import Place
from newsletter.model.reference import Reference, ReferenceFile
from newsletter.model.settings import Settings


@dataclass(frozen=True)
class Draft:
    """An issue on its way: sources, result, and the day it is judged on.  Rules fetch nothing themselves.

    ``earlier`` are the issues before this one, the latest first, as far as they were read (a year, and none at a
    plain build); ``root`` is the publication's folder, and ``cache`` a folder for what can be computed again.
    ``progress`` is told a label, how much of a slow check is done, and how much there is.
    """

    issue: Issue
    reference: Reference
    settings: Settings
    document: Document
    email: Email
    today: date
    earlier: tuple[Issue, ...] = ()
    root: Path = Path()
    cache: Path | None = None
    progress: Callable[[str, int, int], None] | None = None

    @property
    def parts(self) -> tuple[tuple[str, str, Place], ...]:
        """Each part of the email: its name, its content, and the template that ends it."""
        return (
            ("HTML", self.email.html, Place("templates/parts/footer.mjml.j2")),
            ("text", self.email.text, Place("templates/text/layout.txt.j2")),
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Everything that was written for this issue, piece by piece, as readers see it."""
        return issue_passages(self.issue, self.document)

    @cached_property
    def standing_passages(self) -> tuple[Passage, ...]:
        """The same for what comes from the reference: placed pages, notices, the drug, the webinars."""
        return standing_passages(self.document, self.shown_entries)

    @cached_property
    def shown_entries(self) -> tuple[ReferenceFile, ...]:
        """The reference entries whose content stands in this email, not only their name."""
        return shown_entries(self.document, self.reference)

    @cached_property
    def finished(self) -> FinishedEmail:
        """The email as any mail program gets it, parsed once; its places are those of the sources."""
        return FinishedEmail(
            html=self.email.marked_html,
            sent_html=self.email.html,
            text=self.email.text,
            subject=self.email.subject,
            preheader=self.email.preheader,
            place=self.document.place,
            header_places={name: self.issue.places.of_value(name) for name in ("subject", "preheader")},
            # Not a lambda: it would hold this draft, which holds the email.
            typed=partial(typed_addresses, self.issue, self.reference, self.document),
            audience=self.settings.audience,
        )

    @cached_property
    def sections_by_id(self) -> Mapping[str, Section]:
        """The sections written for this issue, by id."""
        return {section.id: section for section in self.issue.sections}


@dataclass(frozen=True)
class Fault:
    """What a rule found: where, what is wrong, and what to do.

    ``text`` holds the words concerned exactly as they stand, where there are any: a waiver names them.
    ``severity`` is only given where it differs from the rule's.
    """

    place: Place
    message: str
    remedy: str
    section: str | None = None
    field: str | None = None
    text: str = ""
    fix: Fix | None = None
    severity: Severity | None = None
