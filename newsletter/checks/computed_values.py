"""How one element's style follows from what is said of it and from the style around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from newsletter.checks.colors import BLACK, WHITE, Color, over, parse_color, parse_legacy_color

Element = Any
"""An element of lxml's."""


@dataclass(frozen=True)
class Style:
    """What an element looks like.  Sizes are CSS pixels.

    ``ground`` is what is seen behind it, without gaps; ``line_height`` is a multiple of ``size``, None where nobody
    has set it; ``declared`` holds what is said of the element itself, by name, in small letters.
    """

    color: Color = BLACK
    ground: Color = WHITE
    link: Color = BLACK
    size: float = 16.0
    line_height: float | None = None
    bold: bool = False
    align: str = ""
    transform: str = ""
    underlined: bool = False
    hidden: bool = False
    """For everyone: it is neither shown nor read out."""
    out_of_sight: bool = False
    """For the eyes alone: clipped or moved away, and still read out."""
    opacity: float = 1.0
    lines: str = field(default="", repr=False)
    """The line height as it is inherited: a number or a length."""
    declared: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_seen(self) -> bool:
        """Whether words that stand in it can be seen at all; letters of a pixel are made to be hidden."""
        return not self.hidden and not self.out_of_sight and self.size >= 3 and self.opacity > 0

    @property
    def ink(self) -> Color:
        """The color in which words are seen, where they are half transparent."""
        return over(self.color._replace(alpha=self.color.alpha * self.opacity), self.ground)

    @property
    def is_large(self) -> bool:
        """Large text by WCAG 2.2: 24 pixels, or 18.66 in bold."""
        return self.size >= 24 or (self.bold and self.size >= 18.66)


_NAMED_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "xxx-large": 48.0,
}  # fmt: skip
_FONT_SIZES = {1: 10.0, 2: 13.0, 3: 16.0, 4: 18.0, 5: 24.0, 6: 32.0, 7: 48.0}
_SCALES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h4": 1.0, "h5": 0.83, "h6": 0.67, "small": 1 / 1.2, "big": 1.2,
           "sub": 1 / 1.2, "sup": 1 / 1.2}  # fmt: skip
_BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_LENGTH = re.compile(r"([+-]?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6}))(px|pt|em|rem|%|in|cm|mm|pc|ex|ch)?")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "rem": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "pc": 16.0}
_FONT = re.compile(
    r"(?:^|\s)([\d.]{1,8}(?:px|pt|em|rem|%|in|cm|mm|pc|ex|ch)|(?:xx?-)?(?:small|large)|medium|smaller|larger)"
    r"(?:\s?/\s?([\w.%]{1,12}))?\s"
)


@lru_cache(maxsize=1024)
def pixels(value: str, em: float) -> float | None:
    """A length in pixels, where an em has ``em`` of them; None for what is none, such as ``auto``."""
    match = _LENGTH.fullmatch(value.strip())
    if match is None or (match[2] is None and float(match[1]) != 0):
        return None
    number, unit = float(match[1]), match[2] or "px"
    if unit == "%":
        return number * em / 100
    return number * (_PIXELS[unit] if unit in _PIXELS else em * (1 if unit == "em" else 0.5))


def next_style(
    around: Style,
    tag: str,
    declared: Mapping[str, str],
    designed: frozenset[str] = frozenset(),
    changed: Callable[[Color], Color] = lambda color: color,
) -> Style:
    """The style of an element inside of another one.

    ``changed`` turns colors into those of a dark mode; what is among the names ``designed`` stays as it is.
    """
    if not declared and tag not in _SCALES and tag not in _BOLD and tag not in ("a", "u", "ins", "body"):
        return around if not around.declared else replace(around, declared={})
    size, lines = _font(around, tag, declared)
    ground = around.ground
    if "background-color" in declared:
        color = _ground_color(declared["background-color"])
        if color is not None:
            ground = over(color if "background-color" in designed else changed(color), ground)
    ink = around.color
    if "color" in declared:
        said = parse_color(declared["color"])
        if said is not None:
            ink = said if "color" in designed else changed(said)
    elif tag == "a" and "href" in declared:
        ink = around.link
    return Style(
        color=ink,
        ground=ground,
        link=around.link,
        size=size,
        lines=lines,
        line_height=_ratio(lines, size),
        bold=_is_bold(around.bold, tag, declared.get("font-weight", declared.get("font", ""))),
        align=declared.get("text-align", around.align),
        transform=declared.get("text-transform", around.transform),
        underlined=_is_underlined(around.underlined, tag, declared),
        hidden=around.hidden or declared.get("display") == "none" or declared.get("visibility") == "hidden",
        out_of_sight=around.out_of_sight or _is_clipped(declared, size),
        opacity=around.opacity * _fraction(declared.get("opacity", "1")),
        declared=declared,
    )


def _font(around: Style, tag: str, declared: Mapping[str, str]) -> tuple[float, str]:
    """The size in pixels, and the line height as it is handed down."""
    size, lines = around.size * _SCALES.get(tag, 1.0), declared.get("line-height", "")
    wanted = declared.get("font-size", "")
    if "font" in declared and (match := _FONT.search(f" {declared['font']} ")):
        wanted = wanted or match[1]
        lines = lines or match[2] or "normal"
    if wanted:
        relative = {"smaller": around.size / 1.2, "larger": around.size * 1.2}
        said = _NAMED_SIZES.get(wanted) or relative.get(wanted)
        said = pixels(wanted, around.size) if said is None else said
        size = size if said is None else said
    if not lines:
        return size, around.lines
    if lines in ("normal", "inherit", "initial"):
        return size, around.lines if lines == "inherit" else ""
    if re.fullmatch(r"[\d.]{1,8}", lines):
        return size, lines
    length = pixels(lines, size)
    return size, around.lines if length is None else f"{length}px"


def _ratio(lines: str, size: float) -> float | None:
    if not lines or not size:
        return None
    try:
        return float(lines[:-2]) / size if lines.endswith("px") else float(lines)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _ground_color(value: str) -> Color | None:
    """The color of a background; None where it lets through what is behind it."""
    color = parse_color(value)
    if color is None:
        # Of the shorthand, the last color is below all pictures; those of a gradient are no ground.
        plain = re.sub(r"(?<!\w)(?!(?:rgb|hsl)a?\()[\w-]{1,40}\((?:[^()]|\([^()]{0,200}\)){0,2000}\)", " ", value)
        parts = re.findall(r"(?:rgb|hsl)a?\([^()]{0,100}\)|[#\w]{1,40}", plain)
        color = next((found for part in reversed(parts) if (found := parse_color(part))), None)
    return color if color is not None and color.alpha > 0 else None


def _is_bold(around: bool, tag: str, weight: str) -> bool:
    words = weight.split()
    if "bold" in words or "bolder" in words:
        return True
    number = next((int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 5), None)
    if number is not None:
        return number >= 700
    if "normal" in words or "lighter" in words:
        return False
    return around or tag in _BOLD


def _is_underlined(around: bool, tag: str, declared: Mapping[str, str]) -> bool:
    said = declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
    if "underline" in said:
        return True
    if said:
        return around
    return around or tag in ("u", "ins") or (tag == "a" and "href" in declared)


def _is_clipped(declared: Mapping[str, str], size: float) -> bool:
    """Whether nobody sees an element that a screen reader reads out."""
    if declared.get("overflow") == "hidden" and any(
        _pixels_or(declared, name, size, 99) < 2 for name in ("max-height", "height")
    ):
        return True
    if declared.get("position") == "absolute":
        far = [_pixels_or(declared, name, size) for name in ("left", "top")]
        return "rect(" in declared.get("clip", "") or min(far) < -500
    return _pixels_or(declared, "text-indent", size) < -500


def _pixels_or(declared: Mapping[str, str], name: str, em: float, other: float = 0) -> float:
    length = pixels(declared[name], em) if name in declared else None
    return other if length is None else length


def _fraction(value: str) -> float:
    try:
        return min(1.0, max(0.0, float(value.rstrip("%")) / (100 if value.endswith("%") else 1)))
    except ValueError:
        return 1.0


def presentational(element: Element) -> dict[str, str]:
    """What the attributes of old say, as styles would; and ``href`` for a link."""
    values: dict[str, str] = {}
    tag = element.tag
    for name, value in element.items():
        if name == "bgcolor" and (color := parse_legacy_color(value)):
            values["background-color"] = color.hex
        elif name == "align" and tag != "img" and tag != "table":
            values["text-align"] = value.strip().lower()
        elif name == "hidden":
            values["display"] = "none"
        elif name == "href" and tag == "a":
            values["href"] = "yes"
        elif name in ("color", "text") and tag in ("font", "body") and (color := parse_legacy_color(value)):
            values["color"] = color.hex
        elif name == "size" and tag == "font":
            values["font-size"] = _font_size(value)
    return values


def _font_size(value: str) -> str:
    value = value.strip()
    if not re.fullmatch(r"[+-]?\d{1,2}", value):
        return "medium"
    number = int(value) + (3 if value[0] in "+-" else 0)
    return f"{_FONT_SIZES[min(7, max(1, number))]}px"
