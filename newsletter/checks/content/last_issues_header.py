"""Subject, preview line and number are this issue's own, not left over from an earlier one.

An issue that begins as a copy of the last one keeps its header until someone changes it. Readers take the email for one
that they have read, and some mail programs hide it below the earlier one. Two issues with one number cannot be told
apart later.

Bad: number 143 and the subject “Your records, all in one place” for the second month.
Good: number 144, and a subject of its own.
Source: practice of newsletter editors' checklists; Gmail threads emails that have the same subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.content._typed import plain
from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity
from newsletter.model.issue import Issue

SEVERITY = Severity.WARNING

_LINES = (("subject", "subject"), ("preheader", "preview line"))


def check(draft: Draft) -> Iterator[Fault]:
    """The subject or preview line of an issue of the last year; a number that was used, or does not come next."""
    header, places = draft.issue.header, draft.issue.places
    for field, name in _LINES:
        words = str(getattr(header, field))
        before = next((one for one in draft.earlier if plain(words) == plain(getattr(one.header, field))), None)
        if plain(words) and before is not None:
            yield Fault(
                places.of_value(field),
                f"This is the {name} of {_title(before)}.",
                "Write what is new in this issue.",
                field=field,
                text=words,
            )
    numbers = {one.header.number: one for one in reversed(draft.earlier)}
    if header.number in numbers:
        yield Fault(
            places.of_value("number"),
            f"Number {header.number} is taken by {_title(numbers[header.number])}.",
            f"Write {max(numbers) + 1}.",
            field="number",
            text=str(header.number),
            severity=Severity.ERROR,
        )
    elif numbers and header.number != max(numbers) + 1:
        yield Fault(
            places.of_value("number"),
            f"Number {header.number} does not come next: {_title(numbers[max(numbers)])} has number {max(numbers)}.",
            f"Write {max(numbers) + 1}, unless an issue between them stands elsewhere.",
            field="number",
            text=str(header.number),
        )


def _title(issue: Issue) -> str:
    """An issue as people name it, with its folder where the two differ."""
    return f"“{issue.header.title}” (issues/{issue.name})"
