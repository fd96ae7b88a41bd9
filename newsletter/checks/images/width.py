"""Pictures have twice as many pixels as they are wide, so that they are sharp on a phone.

Bad: a picture of 300 pixels that is shown 300 wide, or across the whole email.
Good: 1,104 pixels for a picture that is shown 552 wide.
Source: practice of mailing services; phones have two or three pixels where a page counts one.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.images._shown import ShownPicture, shown_pictures
from newsletter.model.finding import Severity

SEVERITY = Severity.NOTE

_ICON = 80
"""Pixels: what is shown smaller is an icon, and drawn for that size."""


def check(draft: Draft) -> Iterator[Fault]:
    """Pictures that are blown up, each; and one note for those that are sharp on old screens only."""
    soft: list[tuple[ShownPicture, int]] = []
    for picture in shown_pictures(draft):
        shown, has = picture.display_width, picture.file.width
        if shown is None or picture.name.lower().endswith(".gif"):
            continue
        if has < shown:
            yield Fault(
                picture.place,
                f"“{picture.name}” is {has} pixels wide and shown {shown} wide, so it looks blurred.",
                f"Use a larger copy, {2 * shown:,} pixels wide.",
                picture.section,
                text=picture.name,
                severity=Severity.WARNING,
            )
        elif shown >= _ICON and has < 2 * shown:
            soft.append((picture, shown))
    if soft:
        first, shown = soft[0]
        others = list(dict.fromkeys(f"“{picture.name}”" for picture, _ in soft[1:] if picture.name != first.name))
        more = f" So {'are' if len(others) > 1 else 'is'} {', '.join(others)}." if others else ""
        yield Fault(
            first.place,
            f"“{first.name}” is {first.file.width} pixels wide and shown {shown} wide: a little soft on phones.{more}",
            f"If there is a larger copy, use it: {2 * shown:,} pixels are enough.",
            first.section,
            text=first.name,
        )
