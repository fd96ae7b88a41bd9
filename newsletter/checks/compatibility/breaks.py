"""Words and pictures reach readers in every common mail program.

Mail programs read HTML and CSS as they were years ago: Outlook for Windows draws an email with Word, and Gmail drops
what it does not know.  Where that hides a picture or breaks up the order of the words, the email has to be made in
another way, or bring a second one for those programs: a table in a comment for Outlook, a plainer value before the
modern one.
How many readers it concerns follows from “audience” in newsletter.yaml.

Bad: ``<div style="display:flex">`` around two columns; a logo in SVG; a form in the email.
Good: a table with two cells; the logo as PNG; a link to a page with the form.
Source: the tests of caniemail.com, each with its date; docs/mail-programs.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.compatibility._judged import fault, judged
from newsletter.checks.consequences import Harm
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

FEW = 2
"""Readers of a hundred.  Fewer are worth a note."""


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Each feature whose absence loses something, at its first place."""
    for found in judged(email, Harm.BREAKS):
        yield fault(email, found, None if found.readers >= FEW else Severity.NOTE)
