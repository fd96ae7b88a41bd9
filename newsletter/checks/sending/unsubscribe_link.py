"""Every email lets its reader leave: one unsubscribe link in the HTML, and one in the plain text.

Bad: a footer from which the link was deleted, or that stands there twice.
Good: ``@@unsubscribe_url@@`` once in each part.
Source: CAN-SPAM Act, 16 CFR 316; Gmail and Yahoo sender requirements, 2024.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_FIELD = "@@unsubscribe_url@@"


def check(draft: Draft) -> Iterator[Fault]:
    """Parts that have no unsubscribe link, or several; first of all, those that someone typed into a text."""
    several = any(content.count(_FIELD) > 1 for _, content, _ in draft.parts)
    typed = [block.body for block in draft.document.blocks if several and _FIELD in block.body.markdown]
    for body in typed:
        line = body.markdown.count("\n", 0, body.markdown.index(_FIELD))
        yield Fault(
            body.place(line), "The text has an unsubscribe link of its own.", "Take it out: the footer has one."
        )
    if typed:
        return
    for part, content, template in draft.parts:
        count = content.count(_FIELD)
        if count != 1:
            what = "no unsubscribe link" if count == 0 else f"{count} unsubscribe links"
            yield Fault(template, f"The {part} part has {what}.", f"Put {_FIELD} there exactly once.")
