"""Colors as CSS writes them, and how well one can be told from another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Color(NamedTuple):
    """Red, green, blue and alpha of sRGB, each 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    @property
    def hex(self) -> str:
        """``#rrggbb``, whatever the alpha."""
        return "#" + "".join(f"{round(channel * 255):02x}" for channel in self[:3])


BLACK = Color(0, 0, 0)
WHITE = Color(1, 1, 1)


@lru_cache(maxsize=1024)
def parse_color(css: str) -> Color | None:
    """A color of CSS (a name, ``#rgb``, ``rgb()``, ``hsl()``), None where it is none or stands for another one."""
    import tinycss2.color3

    color = tinycss2.color3.parse_color(css)
    if color is None or isinstance(color, str):
        return None
    return Color(*(min(1.0, max(0.0, channel)) for channel in color))


def parse_legacy_color(value: str) -> Color | None:
    """The color of an attribute such as ``bgcolor``, where the number sign may be missing."""
    value = value.strip()
    return parse_color(value) or (parse_color(f"#{value}") if len(value) in (3, 6) else None)


def over(front: Color, ground: Color) -> Color:
    """The color that is seen where one lies over a ground without gaps."""
    if front.alpha >= 1:
        return front
    return Color(*(f * front.alpha + g * (1 - front.alpha) for f, g in zip(front[:3], ground[:3], strict=True)))


@lru_cache(maxsize=4096)
def luminance(color: Color) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(color: Color) -> tuple[float, float, float]:
    """Red, green and blue as amounts of light, each 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color[:3])
    return red, green, blue


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio of two colors without gaps, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)
