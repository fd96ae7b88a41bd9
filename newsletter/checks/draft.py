"""What a rule may look at, and what it yields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from newsletter.model.document import Document
from newsletter.model.email import Email
from newsletter.model.issue import Issue
from newsletter.model.place import Place
from newsletter.model.reference import Reference
from newsletter.model.settings import Settings


@dataclass(frozen=True)
class Draft:
    """An issue on its way: sources, result, and the day it is judged on.  Rules fetch nothing themselves."""

    issue: Issue
    reference: Reference
    settings: Settings
    document: Document
    email: Email
    today: date

    @property
    def parts(self) -> tuple[tuple[str, str, Place], ...]:
        """Each part of the email: its name, its content, and the template that ends it."""
        return (
            ("HTML", self.email.html, Place("templates/parts/footer.mjml.j2")),
            ("text", self.email.text, Place("templates/text/layout.txt.j2")),
        )


@dataclass(frozen=True)
class Fault:
    """What a rule found: where, what is wrong, and what to do."""

    place: Place
    message: str
    remedy: str
    section: str | None = None
    field: str | None = None
