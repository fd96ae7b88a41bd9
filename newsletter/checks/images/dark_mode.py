"""Drawings with a transparent ground can be seen in dark mode, too.

Dark ink on nothing becomes dark ink on black.  Four readers in ten use dark mode at times.

Bad: a signature in black ink, saved as PNG without a ground.
Good: the same on white, or with a light edge around the ink.
Source: WCAG 2.2, 1.4.11 (contrast 3:1), measured against #121212; practice of mail programs in dark mode.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.images._shown import shown_files
from newsletter.checks.images._study import study
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

VANISHING = 0.5
"""The share of what is drawn."""


def check(draft: Draft) -> Iterator[Fault]:
    """Pictures of the issue that mostly vanish on a dark ground; the theme has a logo for each."""
    for picture in shown_files(draft):
        if study(picture.file).fades > VANISHING:
            yield Fault(
                picture.place,
                f"“{picture.name}” is drawn in dark colors on nothing, and cannot be seen in dark mode.",
                "Save it with a white ground.",
                picture.section,
                text=picture.name,
            )
