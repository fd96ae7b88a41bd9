"""Colors: contrast by WCAG 2.2, and the roles that a theme gives a color to."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from newsletter.model.fields import Typed, mistake

MINIMUM_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3."""


def luminance(color: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2, "relative luminance")."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colors, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _hex(value: Any) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", str(value)):
        mistake("bad-color", f"“{value}” is not a color.", 'Write six digits in quotation marks, such as "#5b2a5e".')
    return str(value).lower()


HexColor = Annotated[str, BeforeValidator(_hex)]


class Color(Typed):
    """A color, and its counterpart in dark mode."""

    light: HexColor
    """The color on a light background."""
    dark: HexColor
    """Its counterpart in dark mode."""


class Inks(Typed):
    """Colors of text."""

    text: Color
    """Color of the text."""
    muted: Color
    """Color of small print."""
    heading: Color
    """Color of headings."""
    link: Color
    """Color of links."""
    on_accent: Color
    """Color of the words on a button."""
    caution: Color
    """Color of the words of a warning."""


class Grounds(Typed):
    """Colors behind text.  ``accent`` is the button's; ``track`` is the empty part of a bar, and has no text."""

    page: Color
    """Color of the page around the email."""
    card: Color
    """Color behind the text."""
    tint: Color
    """Color behind a card."""
    accent: Color
    """Color of buttons."""
    caution: Color
    """Color behind a warning."""
    track: Color
    """Color of the empty part of a bar."""


class Edges(Typed):
    """Colors of lines and borders."""

    line: Color
    """Color of lines and borders."""
    caution: Color
    """Color of the border of a warning."""


_PLAIN = ("text", "muted", "heading", "link")

INK_ON_GROUND = (
    *((ink, ground) for ink in _PLAIN for ground in ("page", "card", "tint")),
    ("on_accent", "accent"),
    ("caution", "caution"),
    ("link", "caution"),
)
"""Which ink stands on which ground in the templates."""


def weak_pairs(inks: Inks, grounds: Grounds) -> list[tuple[str, str, str, float]]:
    """Pairs below the minimum contrast, as (mode, ink, ground, contrast)."""
    found = []
    for ink, ground in INK_ON_GROUND:
        for mode in ("light", "dark"):
            ratio = contrast(getattr(getattr(inks, ink), mode), getattr(getattr(grounds, ground), mode))
            if ratio < MINIMUM_CONTRAST:
                found.append((mode, ink, ground, ratio))
    return found
