"""A reader's question, answered by someone who knows."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from newsletter.model.fields import FullText, RefersToPerson, Text, Typed, mistake
from newsletter.model.issue import SectionFields

TITLE = "Ask the expert"


class Expert(Typed):
    """Who answers."""

    name: FullText
    """The name."""
    credentials: Text | None = None
    """Degrees and titles, such as MD."""
    affiliation: Text | None = None
    """Where the expert works."""


class Fields(SectionFields):
    """The text below the front matter is the answer.

    It comes from an ``expert``, or from a ``contributor`` (the id of a file in ``people/``).  ``asked_by`` is
    the form in which whoever asked agreed to be shown ("a caregiver in Ohio").
    """

    question: FullText
    """The question, as it is printed."""
    asked_by: Text | None = None
    """How whoever asked agreed to be shown, such as: a caregiver in Ohio."""
    expert: Expert | None = None
    """Who answers; or name a contributor instead."""
    contributor: Annotated[FullText, RefersToPerson()] | None = None
    """Who answers, where it is one of our contributors: a name from people/, without .yaml."""

    @model_validator(mode="after")
    def _one_answers(self) -> Self:
        if (self.expert is None) == (self.contributor is None):
            mistake(
                "who-answers",
                "Either an expert or a contributor answers, and one of the two has to be named.",
                "Write expert: with name, credentials and affiliation below it, "
                "or contributor: and a name from people/.",
                "question",
            )
        return self
