"""A phone link dials the number that it shows.

On a phone nobody reads the number twice: the finger taps, and the phone dials what stands behind the words.

Bad: a link that shows 1-866-912-2730 and dials 1-866-912-2370.
Good: a link that shows and dials the same number.
Source: RFC 3966, the address of a phone number; practice of patient organizations.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.phone_numbers import digits_of, phone_numbers
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Phone links whose words show another number."""
    for link in email.links:
        scheme, _, target = link.href.strip().partition(":")
        if scheme.lower() != "tel":
            continue
        dialed = digits_of(unquote(target[:100]).partition(";")[0])
        shown = next((number for number in phone_numbers(link.words[:1000])), None)
        if shown is not None and shown.digits != dialed:
            yield Fault(
                link.place,
                f"The link shows “{shown.words}” and dials {dialed or 'nothing'}.",
                "Find out which number is right, and write it in both.",
                text=shown.words,
            )
