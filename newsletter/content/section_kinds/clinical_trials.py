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
    """What the trial is about, in plain words."""
    nct: NctNumber
    """The number on ClinicalTrials.gov."""
    phase: TrialPhase | None = None
    """The phase."""
    status: TrialStatus
    """The status on ClinicalTrials.gov."""
    checked_on: Date
    """The day on which someone looked the status up."""
    where: Text | None = None
    """Where it takes place."""
    note: Text | None = None
    """Anything else that helps to decide whether to call."""

    @property
    def study_url(self) -> str:
        """Its page on ClinicalTrials.gov."""
        return study_url(self.nct)


class Fields(SectionFields):
    """``trials`` are shown in the order in which they stand."""

    needs_text: ClassVar[bool] = False

    trials: tuple[Trial, ...] = Field(min_length=1)
    """The trials, in the order in which they are shown."""
