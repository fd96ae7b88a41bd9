"""Whoever uses keys instead of a mouse reaches every link, once and in the order of the text.

What is hidden from screen readers and can still be reached by the key Tab is a place where nothing is said.

Bad: ``<table aria-hidden="true">`` around a link; ``<a tabindex="5">``.
Good: links in the order in which they are to be read, hidden from nobody or from everybody.
Source: WCAG 2.2, 2.4.3 and 4.1.2; failure F44; axe-core, aria-hidden-focus.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import quoted
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """The first link that is hidden from ears alone, and the first that jumps the line."""
    hidden: set[Element] = set()
    silent: list[Element] = []
    early: list[Element] = []
    for element in email.page.elements:
        if element.get("aria-hidden", "").strip().lower() == "true" or element.getparent() in hidden:
            hidden.add(element)
        if _takes_keys(element) and not email.page.computed.of(element).hidden:
            if element in hidden and element.get("tabindex") != "-1":
                silent.append(element)
            if _order(element) > 0:
                early.append(element)
    if silent:
        yield Fault(
            email.place_of(silent[0]),
            f"A link to “{quoted(silent[0].get('href') or '')}” is hidden from screen readers, not from keys.",
            'Take aria-hidden="true" out.',
            text=silent[0].get("href") or "",
        )
    if early:
        yield Fault(
            email.place_of(early[0]),
            f"A link to “{quoted(early[0].get('href') or '')}” is reached by keys before what stands above it.",
            "Take tabindex out, and put the link where it is to be read.",
            text=early[0].get("href") or "",
        )


def _takes_keys(element: Element) -> bool:
    if element.tag in ("a", "area"):
        return element.get("href") is not None or element.get("tabindex") is not None
    return element.tag in ("button", "input", "select", "textarea") or element.get("tabindex") is not None


def _order(element: Element) -> int:
    said = (element.get("tabindex") or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
