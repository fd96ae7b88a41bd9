"""Every email lets its reader leave: one unsubscribe link in the HTML, and one in the plain text.

An email that was not made here may have its link twice, and name it in other words; that it has one is what counts.

Bad: a footer from which the link was deleted, or that stands there twice.
Good: ``@@unsubscribe_url@@`` once in each part.
Source: CAN-SPAM Act, 16 CFR 316; Gmail and Yahoo sender requirements, 2024.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.deliverability._wording import UNSUBSCRIBE
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.ERROR

_FIELD = "@@unsubscribe_url@@"


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Parts that have no unsubscribe link, or several; first of all, those that someone typed into a text."""
    if not email.is_ours and _FIELD not in f"{email.html} {email.text}":
        yield from _any_email(email)
        return
    parts = {"HTML": email.html, "text": email.text or ""}
    counts = {name: content.count(_FIELD) for name, content in parts.items()}
    if max(counts.values()) > 1:
        typed = list(_typed(email))
        for place in typed:
            yield Fault(place, "The text has an unsubscribe link of its own.", "Take it out: the footer has one.")
        if typed:
            return
    for name, count in counts.items():
        if count != 1:
            what = "no unsubscribe link" if count == 0 else f"{count} unsubscribe links"
            yield Fault(email.place, f"The {name} part has {what}.", f"Put {_FIELD} into its footer exactly once.")


def _typed(email: FinishedEmail) -> Iterator[Place]:
    """Where somebody typed the field: all that have the place of a text, which the footer has not."""
    at = email.html.find(_FIELD)
    seen = set()
    last = email.html.rfind(_FIELD)
    while 0 <= at < last:
        place = email.place_at(at)
        if email.is_ours and place.file.endswith(".md") and place not in seen:
            seen.add(place)
            yield place
        at = email.html.find(_FIELD, at + 1)


def _any_email(email: FinishedEmail) -> Iterator[Fault]:
    named = any(UNSUBSCRIBE.search(f"{link.words[:500]} {link.href[:2_000]}") for link in email.links)
    if not named and next(email.page.named("unsubscribe"), None) is None:
        yield Fault(
            email.place,
            "The HTML part has no unsubscribe link.",
            "Give readers a link by which they can leave the list.",
        )
    if email.text is not None and email.text.strip() and not UNSUBSCRIBE.search(email.text):
        yield Fault(
            email.place,
            "The text part has no unsubscribe link.",
            "Print the address of the unsubscribe page there too.",
        )
