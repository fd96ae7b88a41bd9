"""Every link has words; a picture that is a link has a description that says where it leads.

Without them a screen reader spells out the address, and a reader whose pictures are turned off sees nothing.

Bad: ``[](https://example.org)``; a logo that is a link and has no description.
Good: ``[our website](https://example.org)``; a logo described as “Website of LMSeAlerts”.
Source: WCAG 2.2, 2.4.4 and 4.1.2; failure F89.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail, Link
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Links in which there is nothing to read or to hear, each address once."""
    seen: set[str] = set()
    for link in email.links:
        if _has_words(link) or link.href in seen:
            continue
        seen.add(link.href)
        # iter() needs no stack, however deep the link is nested.
        if next(link.element.iter("img"), None) is not None:
            message = f"A picture is a link to “{link.href}”, and nothing says so in words."
            remedy = "Describe the picture by where its link leads."
        else:
            message = f"A link to “{link.href}” has no words."
            remedy = "Write words between the square brackets, or take the link out."
        yield Fault(link.place, message, remedy, text=link.href)


def _has_words(link: Link) -> bool:
    element = link.element
    if link.words or any((element.get(name) or "").strip() for name in ("aria-label", "title", "aria-labelledby")):
        return True
    return element.tag == "area" and bool((element.get("alt") or "").strip())
