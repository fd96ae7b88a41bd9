"""A section says something.

Bad: a story with a title and no text, left over from the last issue's structure.
Good: text below the front matter, or the line taken out of ``issue.yaml``.
Source: the commonest fault of an issue that was started from the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR


def check(draft: Draft) -> Iterator[Fault]:
    """An issue without sections; sections without a word, but for kinds that say enough in their fields."""
    if not draft.issue.contents:
        yield Fault(
            draft.issue.places.of("sections"),
            "The issue has no sections.",
            "List them below sections:, one a line after two spaces and a dash.",
            field="sections",
        )
    for section in draft.issue.sections:
        if not section.body and section.fields.needs_text:
            yield Fault(
                section.place,
                "The section has no text yet.",
                "Write below the second line of dashes, or take the section out of issue.yaml.",
                section.id,
            )
