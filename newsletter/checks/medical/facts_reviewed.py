"""What an issue says about drugs and illness has been reviewed, and not too long ago.

The reference is written by volunteers and read by people who decide with it. Someone qualified signs each text by
name, and again when its time has come: drugs are approved, withdrawn and renamed. Until then the text is not sent. In
a publication made of samples the same is said once, since nothing of it is sent.

Bad: ``reviewed_on:`` and ``reviewed_by:`` empty in the file of a drug that the issue shows.
Good: ``reviewed_on: 2026-10-05`` and ``reviewed_by: Dr. A. Example``, with ``review_every: 12``.
Source: practice of patient information: each text shows when it was reviewed and when it will be again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._wording import listed
from newsletter.model.finding import Severity
from newsletter.model.months import months_later
from newsletter.model.place import Place
from newsletter.model.reference import Entry, ReferenceFile

SEVERITY = Severity.ERROR
WAIVABLE = False


@dataclass(frozen=True)
class _Due:
    """A text that has to be read, and why."""

    name: str
    why: str
    place: Place
    id: str
    medical: bool


def check(draft: Draft) -> Iterator[Fault]:
    """Medical texts one by one; notices and the organization's file together; everything together in a sample."""
    due = sorted(_due(draft), key=lambda each: not each.medical)
    others = [each for each in due if not each.medical]
    if draft.settings.sample:
        if due:
            yield _together(due, draft.document.place, "Type newsletter review-pack to gather them for a reviewer.")
        return
    for each in due:
        if each.medical:
            yield Fault(
                each.place,
                f"This issue shows “{each.name}”, and {each.why}.",
                f"Ask someone qualified to read {each.place.file} and to sign it with reviewed_on and reviewed_by, or "
                "leave it out of this issue.",
                each.id,
                "reviewed_on",
                each.name,
            )
    if others:
        yield _together(others, others[0].place, "Read them again, and sign each with reviewed_on and reviewed_by.")


def _together(due: list[_Due], place: Place, remedy: str) -> Fault:
    names = listed(each.name for each in due)
    texts = "1 text" if len(due) == 1 else f"{len(due)} texts"
    return Fault(
        place,
        f"This issue shows {texts} that nobody has reviewed in time: {names}.",
        remedy,
        field="reviewed_on",
        severity=Severity.WARNING,
    )


def _due(draft: Draft) -> Iterator[_Due]:
    for file in draft.shown_entries:
        why = _why(file.entry, draft.issue.header.date, draft.today)
        if why:
            name = file.entry.preferred_name() or file.id.rpartition("/")[2]
            yield _Due(name, why, file.places.of("reviewed_on"), file.id, _is_medical(file))
    organization = draft.reference.organization
    why = _why(organization, draft.issue.header.date, draft.today)
    if why:
        yield _Due("the organization's details", why, draft.reference.organization_places.of(), "organization", False)


def _is_medical(file: ReferenceFile) -> bool:
    return file.folder in ("drugs", "drug-groups", "pages") or (file.folder == "webinars" and bool(file.body))


def _why(entry: Entry, issue_date: date, today: date) -> str | None:
    """Why a text has to be read before the issue goes out; None if it need not."""
    reviewed = entry.reviewed_on
    if reviewed is None or not entry.reviewed_by:
        return "nobody has reviewed it yet" if reviewed is None else "its review is not signed with a name"
    if reviewed > today:
        return f"its review is dated {reviewed}, which is still to come"
    due = months_later(reviewed, entry.review_every)
    return f"it had to be reviewed again by {due}" if due < issue_date else None
