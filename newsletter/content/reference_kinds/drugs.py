"""A drug: ``reference/drugs/<generic>.md``.  Facts stand here once and are never retyped in an issue."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from newsletter.model.fields import FullText, RefersTo, Text, Typed
from newsletter.model.reference import Entry

FOLDER = "drugs"


class MarketStatus(StrEnum):
    """Whether a brand can still be had in the United States, as far as our sources say."""

    MARKETED = "marketed"
    NOT_VERIFIED = "not verified"
    DISCONTINUED = "discontinued"
    WITHDRAWN = "withdrawn"
    NOT_APPROVED = "not approved"


class DrugStatus(StrEnum):
    """What the drug is to a person with LMS."""

    APPROVED_LMS = "approved for LMS"
    APPROVED_STS = "approved for soft-tissue sarcoma"
    OFF_LABEL = "off-label"
    SUPPORTIVE = "supportive"
    INVESTIGATIONAL = "investigational"
    WITHDRAWN = "withdrawn"


class Brand(Typed):
    """A brand name and its market status."""

    name: FullText
    """The brand name."""
    status: MarketStatus
    """Whether it can still be had in the United States."""


class Fields(Entry):
    """The facts of a drug.  ``drug_class`` is written ``class``; no shortening may drop ``caution``."""

    generic: FullText
    """The generic name, such as trabectedin."""
    brands: tuple[Brand, ...] = ()
    """Brand names, the one that people know first."""
    accepted_names: tuple[FullText, ...] = ()
    """Other names that are right as well."""
    misspellings: tuple[FullText, ...] = ()
    """Spellings that are wrong, so that they are found."""
    group: Annotated[FullText, RefersTo("drug-groups")]
    """Its group: a name from reference/drug-groups/, without .md."""
    drug_class: FullText = Field(alias="class")
    """What kind of drug it is, such as: alkylating agent."""
    mechanism: Text | None = None
    """How it works, in plain words."""
    status: DrugStatus
    """What the drug is to a person with LMS."""
    status_note: Text | None = None
    """What has to be said about that status."""
    caution: Text | None = None
    """A warning that always stands with the drug; nothing may shorten it."""

    def preferred_name(self) -> str:
        """The generic name."""
        return self.generic

    def full_name(self) -> str:
        """The generic name with its brand: "trabectedin (Yondelis)", "dacarbazine (formerly DTIC-Dome)"."""
        sold = (MarketStatus.MARKETED, MarketStatus.NOT_VERIFIED)
        names = [brand.name for brand in self.brands if brand.status in sold]
        if names:
            return f"{self.generic} ({names[0]})"
        former = [brand.name for brand in self.brands if brand.status is not MarketStatus.NOT_APPROVED]
        return f"{self.generic} (formerly {former[0]})" if former else self.generic

    @property
    def current(self) -> bool:
        """Whether the drug may be shown as a treatment that is in use."""
        return self.status not in (DrugStatus.INVESTIGATIONAL, DrugStatus.WITHDRAWN)
