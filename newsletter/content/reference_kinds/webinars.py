"""A webinar: ``reference/webinars/<name>.md``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from newsletter.model.fields import Date, FullText, LocalTime, Text, Typed, WebAddress, WholeNumber, Zone, mistake
from newsletter.model.occasion import Occasion, moment, refuse_skipped_hour
from newsletter.model.reference import Entry

FOLDER = "webinars"


class WebinarStatus(StrEnum):
    """Where a webinar stands."""

    UPCOMING = "upcoming"
    LIVE = "live"
    RECORDED = "recorded"
    WITHDRAWN = "withdrawn"


class Captions(StrEnum):
    """Who wrote the captions.  Automatic ones get drug names wrong."""

    NONE = "none"
    AUTO = "auto"
    HUMAN = "human"


class Speaker(Typed):
    """Who speaks."""

    name: FullText
    """The name."""
    credentials: Text | None = None
    """Degrees and titles, such as MD."""
    affiliation: Text | None = None
    """Where the speaker works."""


class Fields(Entry):
    """A webinar.  ``start`` is local to ``zone``, an IANA zone; ``duration`` counts minutes."""

    series: Text | None = None
    """The series it belongs to, such as LMS Boot Camp."""
    number: WholeNumber | None = None
    """Its number in the series."""
    title: FullText
    """What it is called."""
    speakers: tuple[Speaker, ...] = ()
    """Who speaks."""
    status: WebinarStatus
    """Where it stands."""
    start: LocalTime | None = None
    """When it begins, by the clocks in its zone."""
    zone: Zone | None = None
    """The zone of the start."""
    duration: WholeNumber | None = None
    """How many minutes it takes."""
    recorded_on: Date | None = None
    """The day on which it was recorded."""
    registration_url: WebAddress | None = None
    """Where to sign up."""
    recording_url: WebAddress | None = None
    """Where to watch it."""
    transcript_url: WebAddress | None = None
    """Where to read it."""
    slides_url: WebAddress | None = None
    """Where the slides are."""
    captions: Captions | None = None
    """Who wrote the captions. Automatic ones get drug names wrong."""
    cost: Text | None = None
    """What it costs, such as: free."""
    access_contact: Text | None = None
    """Whom to ask about captions or a call-in number."""
    disclosures: Text | None = None
    """What the speakers have to say about money and interests."""

    @model_validator(mode="after")
    def _start_and_zone(self) -> Self:
        if (self.start is None) != (self.zone is None):
            mistake(
                "zone-missing",
                "A webinar needs both its local start and its zone.",
                "Write start: 2026-12-10 19:00 and zone: America/New_York.",
                "start" if self.zone is None else "zone",
            )
        if self.status is WebinarStatus.UPCOMING and self.start is None:
            mistake(
                "start-missing",
                "An upcoming webinar needs its start.",
                "Write start: 2026-12-10 19:00 and zone: America/New_York.",
                "status",
            )
        refuse_skipped_hour(self.start, self.zone)
        return self

    @property
    def starts_at(self) -> datetime | None:
        """The start as a moment in time."""
        if self.start is None or self.zone is None:
            return None
        return moment(self.start, self.zone)

    @property
    def occasion(self) -> Occasion | None:
        """The webinar for a calendar, as long as it is to come."""
        start = self.starts_at
        if start is None or self.status is not WebinarStatus.UPCOMING:
            return None
        # Added in UTC: on the night of a clock change a local sum is an hour off.
        length = timedelta(minutes=self.duration or 0)
        end = (start.astimezone(UTC) + length).astimezone(start.tzinfo) if length else None
        return Occasion(self.full_name(), start, end, url=self.registration_url or self.url)

    def preferred_name(self) -> str:
        """Series and number where it has them ("LMS Boot Camp 3"), else the title."""
        return f"{self.series} {self.number}" if self.series and self.number is not None else self.title

    def full_name(self) -> str:
        """The same with the title: "LMS Boot Camp 3: Testing your tumor"."""
        name = self.preferred_name()
        return name if name == self.title else f"{name}: {self.title}"
