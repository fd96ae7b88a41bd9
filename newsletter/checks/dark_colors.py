"""What mail programs make of colors where an email does not bring dark ones of its own.

Approximations: no mail program documents all of what it does.
"""

from __future__ import annotations

from functools import lru_cache

from newsletter.checks.colors import Color, linear

DARK_GROUND = 21.247
"""Lightness, of 100, of #333333: what white becomes in Outlook."""


@lru_cache(maxsize=1024)
def as_outlook(color: Color) -> Color:
    """A color in the dark mode of Outlook: its lightness turned around above DARK_GROUND, its hue kept.

    Source: Microsoft, roosterjs (Outlook's editor), getDarkColor: in CIE L*a*b*,
    ``L' = (100 - L) * (100 - 21.247) / 100 + 21.247``.
    """
    lightness, a, b = _to_lab(color)
    return _from_lab((100 - lightness) * (100 - DARK_GROUND) / 100 + DARK_GROUND, a, b, color.alpha)


@lru_cache(maxsize=1024)
def inverted(color: Color) -> Color:
    """A color where a mail program turns the whole page around, as the Gmail app of iPhones does.

    Source: Filter Effects Module Level 1, ``invert(1) hue-rotate(180deg)``: light for dark, the hue kept.
    """
    red, green, blue = (1 - channel for channel in color[:3])
    return _clipped(
        (
            -0.574 * red + 1.430 * green + 0.144 * blue,
            0.426 * red + 0.430 * green + 0.144 * blue,
            0.426 * red + 1.430 * green - 0.856 * blue,
        ),
        color.alpha,
    )


# CIE 1931 with the white of sRGB (D65), as IEC 61966-2-1 gives it.
_WHITE = (0.95047, 1.0, 1.08883)
_EDGE = 6 / 29


def _to_lab(color: Color) -> tuple[float, float, float]:
    red, green, blue = linear(color)
    xyz = (
        0.4124564 * red + 0.3575761 * green + 0.1804375 * blue,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        0.0193339 * red + 0.1191920 * green + 0.9503041 * blue,
    )
    x, y, z = (_bent(value / white) for value, white in zip(xyz, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _from_lab(lightness: float, a: float, b: float, alpha: float) -> Color:
    middle = (lightness + 16) / 116
    bent = (middle + a / 500, middle, middle - b / 200)
    x, y, z = (_straight(value) * white for value, white in zip(bent, _WHITE, strict=True))
    linear = (
        3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
        0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
    )
    return _clipped(tuple(12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in linear), alpha)


def _bent(value: float) -> float:
    return value ** (1 / 3) if value > _EDGE**3 else value / (3 * _EDGE**2) + 4 / 29


def _straight(value: float) -> float:
    return value**3 if value > _EDGE else 3 * _EDGE**2 * (value - 4 / 29)


def _clipped(channels: tuple[float, ...], alpha: float) -> Color:
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in channels)
    return Color(red, green, blue, alpha)
