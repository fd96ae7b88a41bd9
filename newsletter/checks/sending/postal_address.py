"""Every email carries the organization's postal address, in the HTML and in the plain text.

Bad: a footer without an address.
Good: ``@@postal_address@@`` in both parts.
Source: CAN-SPAM Act, 16 CFR 316.2(p); a post office box is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.ERROR

_FIELD = "@@postal_address@@"


def check(draft: Draft) -> Iterator[Fault]:
    """Parts without the address."""
    parts = {"HTML": (draft.email.html, "parts/footer.mjml.j2"), "text": (draft.email.text, "text/layout.txt.j2")}
    for part, (content, template) in parts.items():
        if _FIELD not in content:
            yield Fault(
                Place(f"templates/{template}"), f"The {part} part has no postal address.", f"Put {_FIELD} into it."
            )
