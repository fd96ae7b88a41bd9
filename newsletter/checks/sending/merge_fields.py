"""Only merge fields that exist stand in the email, and only addresses stand in links.

A field that no mailing service knows reaches readers as it was typed.

Bad: ``@@firstname@@``; a link to ``@@first_name@@``.
Good: ``@@first_name@@`` in text, ``@@web_version_url@@`` in a link.
Source: the merge fields of the mailing services that LMSeAlerts can hand an issue to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.model.email import MERGE_FIELD, MERGE_FIELDS
from newsletter.model.finding import Severity
from newsletter.model.nearest import did_you_mean

SEVERITY = Severity.ERROR

_IN_LINK = re.compile(r'(?:href|src)="([^"]*@@[^"]*)"')


def check(draft: Draft) -> Iterator[Fault]:
    """Unknown fields, and fields in links that are not addresses."""
    for section in draft.issue.sections:
        for match in MERGE_FIELD.finditer(section.body.markdown):
            name = match.group(1)
            line = section.body.markdown.count("\n", 0, match.start())
            if name not in MERGE_FIELDS:
                yield Fault(
                    section.body.place(line),
                    f"There is no merge field @@{name}@@.",
                    did_you_mean(name, MERGE_FIELDS) or f"Known are: {', '.join(MERGE_FIELDS)}.",
                    section.id,
                )
    for match in _IN_LINK.finditer(draft.email.html):
        for name in MERGE_FIELD.findall(match.group(1)):
            if not name.endswith("_url"):
                yield Fault(
                    draft.document.place,
                    f"A link leads to @@{name}@@, which is no address.",
                    "Only fields that end in _url can stand in a link.",
                )
