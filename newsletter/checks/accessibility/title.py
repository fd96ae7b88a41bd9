"""The title of the page says what this email is.

It is what a screen reader says first when the email is opened in a browser, and the name of its tab there.

Bad: ``<title></title>``; ``<title>Untitled</title>``; ``<title>Email</title>``.
Good: ``<title>LMSeAlerts: December 2026</title>``.
Source: WCAG 2.2, 2.4.2; Email Markup Consortium, accessibility report 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_SAYS_NOTHING = re.compile(
    r"(?:untitled|new|html|default|my|the|your)?[\s_-]{0,3}"
    r"(?:title|document|page|e-?mail|newsletter|template|message|untitled|index|test|mjml)"
    r"(?:[\s_-]{1,3}(?:title|document|page|template|here|\d{1,4}))?|\*\|.{0,60}\|\*|\W{0,9}",
    re.IGNORECASE,
)


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """A title that says nothing.  That there is none at all is told by markup/page-head."""
    for title in email.page.named("title"):
        words = " ".join("".join(title.itertext()).split())
        if title.getparent().tag != "svg" and _SAYS_NOTHING.fullmatch(words):
            said = f"is only “{words}”" if words else "is empty"
            yield Fault(
                email.place_of_look(title), f"The title of the page {said}.", "Write what this email is, and of whom."
            )
        return
