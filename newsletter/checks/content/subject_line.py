"""An issue has a subject and a preview line.

Bad: ``subject:`` with nothing after it.
Good: ``subject: What a second opinion changed``, and a preheader that goes on where it stops.
Source: an empty subject is the commonest sign of spam, and mail programs fill an empty preview line with
whatever comes first.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR


def check(draft: Draft) -> Iterator[Fault]:
    """An empty subject or preheader."""
    header, places = draft.issue.header, draft.issue.places
    if not header.subject:
        yield Fault(
            places.of("subject"), "The subject is empty.", "Write what this issue is about, in at most 50 letters.",
            field="subject",
        )  # fmt: skip
    if not header.preheader:
        yield Fault(
            places.of("preheader"), "The preview line is empty.", "Write one sentence that goes on from the subject.",
            field="preheader",
        )  # fmt: skip
