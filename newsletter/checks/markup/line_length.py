"""No line of the email is longer than mail servers have to carry.

A server may cut a line after 998 bytes or break it in the middle of a word or a tag.  Encoding for the way protects
most emails; not every mailing service does it.

Bad: a table of forty columns on one line; an address of a thousand characters.
Good: lines of at most 900 bytes, as the templates write them.
Source: RFC 5322, 2.1.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.ERROR

LIMIT = 998
"""Bytes, the line end not counted."""

NEAR = 900
"""Bytes that our own lines keep to."""


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """The longest line of each part, if it is too long."""
    for name, content in (("HTML", email.sent_html), ("text", email.text or "")):
        # A line of so few characters has no more bytes than the limit.
        long = [(number, line) for number, line in enumerate(content.splitlines(), 1) if len(line) * 4 > NEAR]
        sizes = [(len(line.encode("utf-8", "replace")), number) for number, line in long]
        size, number = max(sizes, default=(0, 0))
        if size > NEAR:
            yield _too_long(email, name, size, number)


def _too_long(email: FinishedEmail, name: str, size: int, number: int) -> Fault:
    if not email.is_ours:
        # What was received was carried: only what is still to be sent can be cut.
        severity = Severity.WARNING if size > LIMIT else Severity.NOTE
    else:
        severity = Severity.ERROR if size > LIMIT else Severity.NOTE
    risk = "Mail servers may cut it." if size > LIMIT else "Mail servers may cut lines of more than 998."
    return Fault(
        _place(email, name, number),
        f"Line {number} of the {name} part has {size:,} bytes. {risk}",
        "Put a blank into the long word or address, or shorten it.",
        severity=severity,
    )


def _place(email: FinishedEmail, name: str, number: int) -> Place:
    if name == "text" or not email.is_ours:
        return email.place if name == "text" else Place(email.place.file, number)
    start = 0
    for _ in range(number - 1):
        start = email.html.find("\n", start) + 1
    return email.place_at(start)
