"""Words can be told from what is behind them, in light and in dark mode.

Tired eyes, a cheap screen and a sunny window take contrast away.  In dark mode the commonest fault is half a change:
the words become light, and the box below them stays white.  What is behind words is judged without pictures, since
many readers never load them.

Bad: ``#999999`` on white; white words on a picture without a color below; dark rules for the words but not for the box.
Good: ``#595959`` on white; for each color a dark one, set together.
Source: WCAG 2.2, 1.4.3 (4.5:1, and 3:1 from 24 pixels, or from 18.66 in bold).
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import quoted
from newsletter.checks.accessibility._seen import FaintWords, faint_words
from newsletter.checks.colors import Color
from newsletter.checks.computed_styles import Mode
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_MOST = 5
"""Pairs of colors in each mode that are told; an email with more has a fault in its template."""


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Each pair of colors once in a mode, with the first words that have it; words faint in both are told of once."""
    told: set[Element] = set()
    for mode in (Mode.LIGHT, Mode.DARK) if email.page.computed.has_dark_colors else (Mode.LIGHT,):
        pairs: dict[tuple[Color, Color], list[FaintWords]] = {}
        for faint in faint_words(email.page, mode):
            if faint.element not in told:
                told.add(faint.element)
                pairs.setdefault((faint.ink, faint.ground), []).append(faint)
        for some in list(pairs.values())[:_MOST]:
            yield _fault(email, mode, some)


def _fault(email: FinishedEmail, mode: Mode, some: list[FaintWords]) -> Fault:
    first = some[0]
    others = f", and {len(some) - 1} more like it," if len(some) > 1 else ""
    where = " in dark mode" if mode is Mode.DARK else ""
    return Fault(
        email.place_of_look(first.element, "templates/theme.yaml"),
        f"“{quoted(first.words)}”{others} is hard to read{where}: {first.ink.hex} on {first.ground.hex} has a contrast"
        f" of {first.shown_ratio}.",
        f"Choose colors with at least {first.needed:g}{', for dark mode, too' if mode is Mode.DARK else ''}.",
        text=first.words[:200],
    )
