"""What is hard to see: words whose color is close to that of their ground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from newsletter.checks.colors import Color, contrast
from newsletter.checks.computed_styles import Mode
from newsletter.checks.finished_email import Element, Page

ENOUGH = 4.5
ENOUGH_FOR_LARGE = 3.0
"""Contrast ratios, WCAG 2.2, success criterion 1.4.3."""


@dataclass(frozen=True)
class FaintWords:
    """Words in one mode of a page, and how well they can be told from their ground."""

    words: str
    ink: Color
    ground: Color
    ratio: float
    needed: float
    element: Element = field(compare=False, repr=False)

    @property
    def shown_ratio(self) -> str:
        """The ratio for a message, rounded down: 4.49 is not 4.5."""
        return f"{int(self.ratio * 10) / 10:.1f}"


def faint_words(page: Page, mode: Mode) -> Iterator[FaintWords]:
    """The words with too little contrast, in order."""
    for element, words in page.computed.text_runs:
        style = page.computed.of(element, mode)
        if style.is_seen:
            needed = ENOUGH_FOR_LARGE if style.is_large else ENOUGH
            ratio = contrast(style.ink, style.ground)
            # Rounded down to two places, as the tools do with which designers measure.
            if int(ratio * 100) / 100 < needed:
                yield FaintWords(words, style.ink, style.ground, ratio, needed, element)
