"""Standing information that somebody qualified has to read, or read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from newsletter.content.review import review_entries
from newsletter.model.months import long_date, months_later
from newsletter.model.reference import Entry, Reference


@dataclass(frozen=True)
class Due:
    """One entry that is due, and why, as a sentence."""

    id: str
    title: str
    why: str
    has_been_reviewed: bool


def due_for_review(reference: Reference | None, on: date) -> tuple[Due, ...]:
    """The entries that nobody has signed for, and those whose review is too long ago on a day."""
    if reference is None:
        return ()
    found = []
    for one in review_entries(reference):
        file = reference.entries.get(one.id)
        entry = file.entry if file is not None else reference.organization
        why = _why(entry, on)
        if why:
            found.append(Due(one.id, one.title, why, entry.reviewed))
    return tuple(sorted(found, key=lambda due: not due.has_been_reviewed))


def next_review(entry: Entry) -> date | None:
    """The day on which an entry has to be read again; None where nobody has signed for it."""
    if entry.reviewed_on is None or not entry.reviewed_by:
        return None
    return months_later(entry.reviewed_on, entry.review_every)


def _why(entry: Entry, on: date) -> str:
    due = next_review(entry)
    if due is None:
        return "Nobody qualified has signed for it yet."
    return f"Its review was due on {long_date(due)}." if due <= on else ""
