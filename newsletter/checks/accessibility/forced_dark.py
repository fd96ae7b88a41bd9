"""Words can be told from what is behind them where a mail program makes an email dark by itself.

Outlook turns colors around unless the email brings its own for ``[data-ogsc]``, and the Gmail app of iPhones turns the
whole page around.  Neither says exactly how; this is computed by formulas that are close to it, so it is only a note.

Bad: ``#767676`` on white, which just passes in light and becomes 4.1:1 in the dark mode of Outlook.
Good: colors with some contrast to spare.
Source: Microsoft, roosterjs, getDarkColor; Filter Effects Module Level 1, ``invert(1) hue-rotate(180deg)``.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import quoted
from newsletter.checks.accessibility._seen import faint_words
from newsletter.checks.computed_styles import Mode
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.NOTE

_WHERE = {
    Mode.OUTLOOK: "in the dark mode of Outlook",
    Mode.INVERTED: "where a mail program turns all colors around, as Gmail does on iPhones",
}


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """The faintest words of each such mode, where they can be read well in light."""
    already = {faint.element for faint in faint_words(email.page, Mode.LIGHT)}
    for mode, where in _WHERE.items():
        found = [faint for faint in faint_words(email.page, mode) if faint.element not in already]
        if found:
            worst = min(found, key=lambda faint: faint.ratio)
            yield Fault(
                email.place_of_look(worst.element, "templates/theme.yaml"),
                f"“{quoted(worst.words)}” may be hard to read {where}: it would be {worst.ink.hex} on"
                f" {worst.ground.hex}, a contrast of {worst.shown_ratio}.",
                "Give these colors more contrast, or colors of their own for dark mode.",
                text=worst.words[:200],
            )
