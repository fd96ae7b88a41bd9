"""Every email carries the organization's postal address, in the HTML and in the plain text.

In an email that was not made here no program can be sure what is an address; there, its absence is only mentioned.

Bad: a footer without an address.
Good: ``@@postal_address@@`` in both parts.
Source: CAN-SPAM Act, 16 CFR 316.2(p); a post office box is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_FIELD = "@@postal_address@@"
_LIKE_ONE = re.compile(
    r"\bP\.? ?O\.? Box\b|\bPost Office Box\b|\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b\d{4,5} [A-ZÄÖÜÉ][a-zäöüéèß]{2,30}\b"
    r"|\b\d{1,5} (?:[A-Z][\w.]{0,20} ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Way|Suite)\b"
    r"|(?i:\b\w{0,20}[_.:]?address\w{0,20}\b)(?=[\s|}\]%]{1,4}[|}\]%*])"
)


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Parts without the address."""
    parts = {"HTML": email.html, "text": email.text or ""}
    if email.is_ours or any(_FIELD in content for content in parts.values()):
        for name, content in parts.items():
            if _FIELD not in content:
                yield Fault(email.place, f"The {name} part has no postal address.", f"Put {_FIELD} into its footer.")
    elif not _LIKE_ONE.search(email.words):
        yield Fault(
            email.place,
            "We could not find a postal address in this email.",
            "Look at the end of it; the law in the United States asks for one.",
            severity=Severity.NOTE,
        )
