"""The headings of a page as a screen reader lists them."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsletter.checks.accessibility._blocks import HEADINGS
from newsletter.checks.finished_email import Element, Page, visible_words


@dataclass(frozen=True)
class Heading:
    """A heading: its level from 1 to 6, and its words, pictures described."""

    level: int
    words: str
    element: Element = field(compare=False, repr=False)


def headings_of(page: Page) -> list[Heading]:
    """Every heading that is not hidden from everyone, in order."""
    out = []
    for element in page.elements:
        level = _level(element)
        if level and not page.computed.of(element).hidden and element.get("aria-hidden") != "true":
            words = element.get("aria-label") or visible_words(element, 500)
            out.append(Heading(level, words.strip(" \u00a0\u200b\u200c"), element))
    return out


def _level(element: Element) -> int:
    role = element.get("role")
    if role == "heading":
        said = element.get("aria-level") or "2"
        return int(said) if said in "123456" and len(said) == 1 else 2
    return int(element.tag[1]) if element.tag in HEADINGS and role is None else 0
