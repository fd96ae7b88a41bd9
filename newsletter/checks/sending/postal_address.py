"""Every email carries the organization's postal address, in the HTML and in the plain text.

Bad: a footer without an address.
Good: ``@@postal_address@@`` in both parts.
Source: CAN-SPAM Act, 16 CFR 316.2(p); a post office box is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_FIELD = "@@postal_address@@"


def check(draft: Draft) -> Iterator[Fault]:
    """Parts without the address."""
    for part, content, template in draft.parts:
        if _FIELD not in content:
            yield Fault(template, f"The {part} part has no postal address.", f"Put {_FIELD} into it.")
