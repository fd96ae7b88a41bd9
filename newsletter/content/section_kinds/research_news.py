"""News of research in plain words, each with its source."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator

from newsletter.model.fields import Date, FullText, NctNumber, Text, Typed, WebAddress, mistake
from newsletter.model.issue import SectionFields
from newsletter.model.trial import TrialStatus, study_url

TITLE = "Research news"


class Item(Typed):
    """One piece of news, and its publisher (``source``).

    News of a trial carries its status, and the day on which that was looked up.
    """

    title: FullText
    """The news in one line."""
    summary: Text | None = None
    """What it means, in plain words."""
    url: WebAddress | None = None
    """Where it can be read."""
    source: FullText
    """Who published it."""
    published_on: Date
    """The day on which it was published."""
    nct: NctNumber | None = None
    """The number of the trial on ClinicalTrials.gov, if it is about one."""
    status: TrialStatus | None = None
    """The status of that trial."""
    checked_on: Date | None = None
    """The day on which someone looked the status up."""

    @model_validator(mode="after")
    def _a_trial_has_a_status(self) -> Self:
        given = (self.nct is not None, self.status is not None, self.checked_on is not None)
        if any(given) and not all(given):
            mistake(
                "trial-status-missing",
                "A trial needs its number, its status and the day on which the status was checked.",
                "Look it up on ClinicalTrials.gov, and write nct: NCT01234567, status: recruiting "
                "and checked_on: 2026-11-20.",
                "title",
            )
        return self

    @property
    def study_url(self) -> str | None:
        """The trial's page on ClinicalTrials.gov."""
        return study_url(self.nct) if self.nct else None


class Fields(SectionFields):
    """``items`` are shown in the order in which they stand."""

    needs_text: ClassVar[bool] = False

    items: tuple[Item, ...] = Field(min_length=1)
    """The pieces of news, in the order in which they are shown."""
