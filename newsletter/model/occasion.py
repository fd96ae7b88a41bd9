"""An occasion: something with a start that a reader may put into a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from newsletter.model.fields import mistake


@dataclass(frozen=True)
class Occasion:
    """What a calendar needs to know.

    ``starts_at`` and ``ends_at`` are in the zone in which the occasion was announced; ``ends_at`` is None
    where nobody has said how long it takes.  ``url`` is where to register, or else where to join.
    """

    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str | None = None
    url: str | None = None


def moment(local: datetime, zone: str) -> datetime:
    """A local time as a moment.  Of an hour that comes twice (clocks going back) the first is meant."""
    return local.replace(tzinfo=ZoneInfo(zone))


def refuse_skipped_hour(local: datetime | None, zone: str | None) -> None:
    """Refuse a local time that does not exist, because the clocks go forward over it."""
    if local is None or zone is None:
        return
    real = moment(local, zone).astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if real != local:
        mistake(
            "skipped-hour",
            f"There is no {local:%H:%M} on {local:%Y-%m-%d} in {zone}: the clocks go forward over it.",
            "Ask for the right time, and write that.",
            "start",
        )
