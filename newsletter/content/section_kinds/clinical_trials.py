"""Clinical trials on ClinicalTrials.gov, each with its status and the day on which someone looked."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from newsletter.model.fields import Date, FullText, NctNumber, Text, TrialPhase, Typed
from newsletter.model.issue import SectionFields
from newsletter.model.trial import TrialStatus, study_url

TITLE = "Clinical trials"


class Trial(Typed):
    """One trial.  ``checked_on`` is the day on which its status was looked up."""

    title: FullText
    nct: NctNumber
    phase: TrialPhase | None = None
    status: TrialStatus
    checked_on: Date
    where: Text | None = None
    note: Text | None = None

    @property
    def study_url(self) -> str:
        """Its page on ClinicalTrials.gov."""
        return study_url(self.nct)


class Fields(SectionFields):
    """``trials`` are shown in the order in which they stand."""

    needs_text: ClassVar[bool] = False

    trials: tuple[Trial, ...] = Field(min_length=1)
