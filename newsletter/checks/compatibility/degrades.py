"""What some mail programs leave out is no more than decoration.

A plainer font or a square corner hurts nobody, as long as the email is good to read without it.  These notes say which
readers see the plainer email, so that somebody looks at it once with their eyes: ``newsletter emulate`` shows it.

Bad: white words on a picture, with no color below it; margins written as ``margin-inline``.
Good: the same with a background color; ``margin-left`` and ``margin-right``.
Source: the tests of caniemail.com, each with its date; docs/mail-programs.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.compatibility._judged import fault, judged
from newsletter.checks.consequences import Harm
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.NOTE

FEW = 5
"""Readers of a hundred.  Fewer are not worth a note: hardly any feature is shown by all programs."""


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Each feature without which the email is plainer for enough readers, at its first place."""
    for found in judged(email, Harm.DEGRADES):
        if found.readers >= FEW:
            yield fault(email, found)
