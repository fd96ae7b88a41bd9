"""Something to come to, at a place or online.  Webinars of our own stand in ``reference/webinars/``."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import model_validator

from newsletter.model.fields import FullText, LocalTime, Text, WebAddress, Zone, mistake
from newsletter.model.issue import SectionFields
from newsletter.model.occasion import Occasion, moment, refuse_skipped_hour

TITLE = "Event"


class Fields(SectionFields):
    """``start`` and ``end`` are local to ``zone``, an IANA zone.  ``online`` is the address to join at.

    ``access_contact`` says whom to ask about captions, a wheelchair, a call-in number.
    """

    needs_text: ClassVar[bool] = False

    title: FullText
    """What it is called."""
    start: LocalTime
    """When it begins, by the clocks in its zone."""
    end: LocalTime | None = None
    """When it ends, by the same clocks."""
    zone: Zone
    """The zone of both times."""
    place: Text | None = None
    """Where it takes place."""
    online: WebAddress | None = None
    """The address to join at."""
    registration_url: WebAddress | None = None
    """Where to sign up."""
    cost: Text | None = None
    """What it costs, such as: free."""
    access_contact: Text | None = None
    """Whom to ask about captions, a wheelchair or a call-in number."""

    @model_validator(mode="after")
    def _when_and_where(self) -> Self:
        refuse_skipped_hour(self.start, self.zone)
        refuse_skipped_hour(self.end, self.zone)
        begins, ends = self.occasion.starts_at, self.occasion.ends_at
        # As moments: two times of one zone compare by their clocks.
        if ends is not None and ends.timestamp() <= begins.timestamp():
            mistake(
                "ends-before-start",
                "The event ends before it begins.",
                "Write both with day and time, such as end: 2026-12-10 20:30.",
                "end",
            )
        if not (self.place or self.online or self.registration_url):
            mistake(
                "place-missing",
                "Nobody could find this event: it has no place and no address.",
                "Write place:, or online: with the address to join at, or registration_url:.",
                "title",
            )
        return self

    @property
    def occasion(self) -> Occasion:
        """The event for a calendar."""
        return Occasion(
            title=self.title,
            starts_at=moment(self.start, self.zone),
            ends_at=moment(self.end, self.zone) if self.end else None,
            place=self.place or None,
            url=self.registration_url or self.online,
        )
