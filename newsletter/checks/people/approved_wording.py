"""A contributor has said yes to the words and pictures as they stand now.

Editing a story after its author has read it breaks a promise, even where only a name or a number changed. A yes is
bound to the wording as readers get it; where a line is wrapped, comments and the team's notes do not count.  In an
issue with the status approved, every story needs one.

Bad: a story in which a sentence was cut after M. had said yes to it by phone.
Good: an entry under ``approvals`` whose ``hash`` is that of the story as it is now.
Source: practice of hospices: the contributor signs off the final text before publication.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.approvals import Approvals, approvals
from newsletter.checks.draft import Draft, Fault
from newsletter.content.wording import is_current
from newsletter.model.finding import Severity
from newsletter.model.issue import Status
from newsletter.model.months import long_date

SEVERITY = Severity.ERROR
WAIVABLE = False  # nobody says yes in somebody else's place

_STORIES = {"survivor_story", "in_memory"}


def check(draft: Draft) -> Iterator[Fault]:
    """Sections whose contributor approved other words, and stories that nobody approved."""
    for asked in approvals(draft):
        if asked.holds is None and (asked.given or asked.section.kind in _STORIES):
            yield _fault(draft, asked)


def _fault(draft: Draft, asked: Approvals) -> Fault:
    section, file = asked.section, asked.person
    shown = file.person.shown_as
    entry = f'{{section: {section.id}, hash: "{asked.hash}", on: {draft.today}, by: contributor}}'
    severity = Severity.ERROR
    if not asked.latest:
        message = f"Nobody has written down whether {shown} agrees with the wording."
        if draft.issue.header.status is not Status.APPROVED:
            severity = Severity.NOTE
    elif is_current(asked.latest[0].hash):
        message = f"The wording or a picture has changed since {shown} approved it on {long_date(asked.latest[0].on)}."
    else:
        message = f"The yes of {shown} on {long_date(asked.latest[0].on)} has a mark that cannot be compared anymore."
    return Fault(
        section.places.of_value(asked.field),
        message,
        f"Ask {shown}, and write the yes under approvals in people/{file.id}.yaml: {entry}.",
        section.id,
        asked.field,
        getattr(section.fields, asked.field),
        severity=severity,
    )
