"""People who contribute, and what they agreed to: ``people/<id>.yaml``.

Nothing of these files is ever exported, apart from ``shown_as``.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from newsletter.model.fields import Date, FullText, Text, Typed, YesNo


class Relation(StrEnum):
    """How a contributor is concerned by LMS."""

    PATIENT = "patient"
    CAREGIVER = "caregiver"
    BEREAVED = "bereaved"
    CLINICIAN = "clinician"
    STAFF = "staff"


class PersonStatus(StrEnum):
    """Whether the consent stands.  After a death the story is held and the family asked."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    DIED = "died"


class Contact(Typed):
    """A pointer to where the contact details are kept, never the details themselves."""

    hint: FullText
    """Where to look the number up, such as: phone list, row 31. Never the number itself."""


class PhotoConsent(Typed):
    """Consent to the photo, given apart from consent to the words."""

    agreed: YesNo = False
    """Whether the contributor agreed to the photo."""
    everyone_in_it: YesNo = False
    """Whether everyone in the photo agreed."""


class Consent(Typed):
    """What was agreed to, for which channels and until when."""

    record: FullText
    """Where the signed form is kept."""
    given_on: Date
    """The day on which it was signed."""
    expires_on: Date | None = None
    """The last day on which it holds."""
    channels: tuple[FullText, ...]
    """Where the words may appear, such as email or web_archive."""
    photo: PhotoConsent = PhotoConsent()
    heard_by: Text | None = None
    """Who spoke with the contributor."""
    last_confirmed: Date | None = None
    """The day on which someone last asked whether it still holds."""


class Approval(Typed):
    """A contributor's yes to one section as composed, bound to its hash."""

    section: FullText
    """The issue and the section, such as 2026-12/story."""
    hash: FullText
    """What stands for the words that were approved."""
    on: Date
    """The day of the yes."""
    by: FullText
    """Who said yes."""
    how: Text | None = None
    """How it was said, such as by phone."""


class Person(Typed):
    """One contributor.  ``shown_as`` is the only form of the name that may appear."""

    shown_as: FullText
    """The only form of the name that may appear."""
    relation: Relation
    contact: Contact | None = None
    consent: Consent | None = None
    """What the contributor agreed to."""
    approvals: tuple[Approval, ...] = ()
    """Each yes to the final words of a section."""
    status: PersonStatus = PersonStatus.ACTIVE

    def consent_fault(self, channel: str, on: date) -> str | None:
        """Why the words may not appear in ``channel`` on a day, as a sentence; None if they may."""
        if self.status is not PersonStatus.ACTIVE:
            return {
                PersonStatus.WITHDRAWN: "The contributor has withdrawn consent.",
                PersonStatus.DIED: "The contributor has died; the family has to be asked.",
            }[self.status]
        if self.consent is None:
            return "No consent is on record."
        if channel not in self.consent.channels:
            return f"The consent does not cover the channel “{channel}”."
        if self.consent.given_on > on:
            return f"The consent is dated {self.consent.given_on}, after this issue."
        if self.consent.expires_on is not None and self.consent.expires_on < on:
            return f"The consent expired on {self.consent.expires_on}."
        return None
