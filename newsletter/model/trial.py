"""What an issue says of a clinical trial, in the terms of ClinicalTrials.gov."""

from __future__ import annotations

from enum import StrEnum


class TrialStatus(StrEnum):
    """The status of a study.  Source: ``overallStatus`` of the ClinicalTrials.gov API, version 2."""

    RECRUITING = "recruiting"
    NOT_YET_RECRUITING = "not yet recruiting"
    ACTIVE_NOT_RECRUITING = "active not recruiting"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"

    @property
    def shown_as(self) -> str:
        """The same as ClinicalTrials.gov prints it: "Active, not recruiting"."""
        return self.value.replace("active not", "active, not").capitalize()


def study_url(nct: str) -> str:
    """The page of a study by its NCT number."""
    return f"https://clinicaltrials.gov/study/{nct}"
