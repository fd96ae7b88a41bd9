"""What the styles of a page come to for each of its elements: colors, sizes, what is hidden; light and dark.

The cascade of CSS (CSS Cascading and Inheritance Level 4) over style blocks, style attributes and the attributes of old
(``bgcolor``, ``<font>``), as far as the checks ask.  The window is 800 pixels wide.  Pictures behind words are left
out: many readers never load them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from newsletter.checks.colors import BLACK, WHITE, Color, parse_color
from newsletter.checks.computed_values import Style, next_style, presentational
from newsletter.checks.dark_colors import as_outlook, inverted
from newsletter.checks.selectors import Selector, parse_selectors
from newsletter.checks.styles import AtRule, Declaration, PageStyles

Element = Any
"""An element of lxml's."""

_WIDTH = 800


class Mode(Enum):
    """How a mail program shows the page."""

    LIGHT = "light"
    DARK = "dark"
    """As the email itself asks for in dark mode."""
    OUTLOOK = "dark as Outlook does it"
    """Colors turned around, except those that ``[data-ogsc]`` and ``[data-ogsb]`` set."""
    INVERTED = "turned around"
    """Every color turned around, whatever the email says."""


@dataclass(frozen=True, eq=False, slots=True)
class _Candidate:
    """A rule that holds in some modes."""

    selector: Selector
    order: int
    modes: frozenset[Mode]
    declarations: tuple[Declaration, ...]


class _Kind(NamedTuple):
    """All that is said of an element: by rules, by its style attribute, by the attributes of old."""

    tag: str
    candidates: tuple[_Candidate, ...]
    inline: tuple[Declaration, ...]
    presentational: tuple[tuple[str, str], ...]


class TextRun(NamedTuple):
    """Words that stand in an element itself."""

    element: Element
    words: str


class ComputedStyles:
    """The styles of each element.  ``elements`` are all of a page, in order."""

    def __init__(self, elements: Sequence[Element], styles: PageStyles) -> None:
        self._elements, self._styles = elements, styles

    def of(self, element: Element, mode: Mode = Mode.LIGHT) -> Style:
        """The style of an element of the page."""
        return self._all(mode)[element]

    @cached_property
    def text_runs(self) -> tuple[TextRun, ...]:
        """Everything in which there are letters or digits, in order, hidden or not, but for what is never shown."""
        out = []
        for element in self._elements:
            if element.tag not in _UNSHOWN:
                pieces = [element.text, *(child.tail for child in element)]
                words = " ".join(" ".join(piece for piece in pieces if piece).split())
                if words and _LETTERS.search(words):
                    out.append(TextRun(element, words))
        return tuple(out)

    @cached_property
    def has_dark_colors(self) -> bool:
        """Whether the email says anything about dark mode itself."""
        return self._supports_dark or any(
            "prefers-color-scheme" in query
            for block in self._styles.blocks
            for query in (block.media, *(at_rule.prelude for at_rule in block.sheet.at_rules))
        )

    @cached_property
    def _supports_dark(self) -> bool:
        metas = (
            element.get("content") or ""
            for element in self._elements
            if element.tag == "meta" and (element.get("name") or "").lower() == "color-scheme"
        )
        roots = (
            declaration.value
            for block in self._styles.blocks
            for rule in block.sheet.rules
            if rule.selectors.lower() in (":root", "html") and not rule.around
            for declaration in rule.declarations
            if declaration.name == "color-scheme"
        )
        return any("dark" in each.lower().split() for each in (*metas, *roots))

    def _all(self, mode: Mode) -> Mapping[Element, Style]:
        if mode not in self._computed:
            self._computed[mode] = self._compute(mode)
        return self._computed[mode]

    @cached_property
    def _computed(self) -> dict[Mode, Mapping[Element, Style]]:
        return {}

    def _compute(self, mode: Mode) -> Mapping[Element, Style]:
        changed = {Mode.OUTLOOK: as_outlook, Mode.INVERTED: inverted}.get(mode, _as_it_is)
        if mode is Mode.DARK and self._supports_dark:
            start = Style(color=WHITE, ground=_DARK_CANVAS, link=_DARK_LINK)
        else:
            start = Style(color=changed(BLACK), ground=changed(WHITE), link=changed(_LINK))
        source = Mode.LIGHT if mode is Mode.INVERTED else mode
        out: dict[Element, Style] = {}
        # Elements of one kind in the same surroundings look alike: of 373 in the sample, 120 are computed.
        done: dict[tuple[int, int], Style] = {}
        for element, kind in self._kinds.items():
            around = out.get(element.getparent(), start)
            key = id(around), id(kind)
            style = done.get(key)
            if style is None:
                style = done[key] = next_style(around, kind.tag, *_winners(kind, source), changed)
            out[element] = style
        return out

    @cached_property
    def _kinds(self) -> Mapping[Element, _Kind]:
        """For each element what is said of it, by whom.  Of those that are alike, one is kept."""
        kept: dict[_Kind, _Kind] = {}
        out: dict[Element, _Kind] = {}
        inline = dict(self._styles.inline)
        left = _MOST_QUESTIONS
        for element in self._elements:
            keys = [element.tag, ""]
            if element.get("class"):
                keys += [f".{name}" for name in element.get("class").split()]
            if element.get("id"):
                keys.append(f"#{element.get('id')}")
            asked = [candidate for key in dict.fromkeys(keys) for candidate in self._rules.get(key, ())]
            left -= len(asked)
            found = tuple(each for each in asked if each.selector.matches(element)) if left > 0 else ()
            kind = _Kind(element.tag, found, inline.get(element, ()), tuple(presentational(element).items()))
            out[element] = kept.setdefault(kind, kind)
        return out

    @cached_property
    def _rules(self) -> Mapping[str, list[_Candidate]]:
        """Every rule that holds in one of the modes, by what its elements have to have."""
        out: dict[str, list[_Candidate]] = defaultdict(list)
        order = 0
        for block in self._styles.blocks:
            within = modes_of_media(block.media)
            for rule in block.sheet.rules:
                modes = within & _modes_of(rule.around)
                wanted = tuple(each for each in rule.declarations if each.name in _WANTED)
                if not modes or not wanted:
                    continue
                for selector in parse_selectors(rule.selectors):
                    here = modes & _OUTLOOK if selector.for_outlook else modes
                    if here:
                        out[selector.key].append(_Candidate(selector, order, here, wanted))
                order += 1
        return out


_MOST_QUESTIONS = 200_000
"""How often an element is compared with a selector; 2,000 times in the sample.  Further ones go without a sheet."""

_UNSHOWN = frozenset(("head", "style", "script", "title", "template", "noscript", "meta", "html"))
_LETTERS = re.compile(r"[^\W_]")
_DARK_CANVAS = Color(0x12 / 255, 0x12 / 255, 0x12 / 255)
_LINK = Color(0, 0, 0xEE / 255)
_DARK_LINK = Color(0x9E / 255, 0x9E / 255, 1)
_COLORS = ("color", "background-color")
_TAKEN_OVER = ("inherit", "initial", "unset", "revert", "currentcolor")
_OUTLOOK = frozenset([Mode.OUTLOOK])
_EVERY = frozenset((Mode.LIGHT, Mode.DARK, Mode.OUTLOOK))
_WANTED = frozenset((
    "color", "background", "background-color", "font", "font-size", "font-weight", "line-height", "text-align",
    "text-transform", "text-decoration", "text-decoration-line", "display", "visibility", "opacity", "max-height",
    "width", "height", "overflow", "position", "left", "top", "clip", "text-indent", "padding", "padding-top",
    "padding-bottom", "padding-left", "padding-right", "margin", "margin-left", "margin-right", "border",
    "border-bottom",
))  # fmt: skip


def _as_it_is(color: Color) -> Color:
    return color


def _winners(kind: _Kind, mode: Mode) -> tuple[Mapping[str, str], frozenset[str]]:
    """Of all that is said, what holds; and the names of what was meant for the dark mode of Outlook."""
    values = dict(kind.presentational)
    weighed = [
        (each.important, False, one.selector.specificity, one.order, each, one.selector.for_outlook)
        for one in kind.candidates
        if mode in one.modes
        for each in one.declarations
    ]
    weighed += [(each.important, True, (0, 0, 0), 0, each, False) for each in kind.inline if each.name in _WANTED]
    weighed.sort(key=lambda each: each[:4])
    said = [(each[4], each[5]) for each in weighed]
    designed = set()
    for declaration, for_outlook in said:
        name = declaration.name
        if name in _COLORS and parse_color(declaration.value) is None and declaration.value not in _TAKEN_OVER:
            continue
        if name == "background":
            # The shorthand sets the color again, to none where it names none.
            values["background-color"] = declaration.value
            name = "background-color"
        elif name == "font":
            values.pop("font-size", None)
            values.pop("line-height", None)
        values[name] = declaration.value
        if for_outlook:
            designed.add(name)
        else:
            designed.discard(name)
    return values, frozenset(designed)


def _modes_of(around: tuple[AtRule, ...]) -> frozenset[Mode]:
    modes = _EVERY
    for at_rule in around:
        if at_rule.keyword == "media":
            modes &= modes_of_media(at_rule.prelude)
        elif at_rule.keyword == "supports" and at_rule.prelude.startswith("not"):
            return frozenset()
    return modes


_FEATURE = re.compile(r"\(([^()]{0,100})\)")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,4})?")


@lru_cache(maxsize=256)
def modes_of_media(query: str) -> frozenset[Mode]:
    """The modes in which a media query (in small letters; empty for none) holds on a wide screen."""
    if not query.strip():
        return _EVERY
    return frozenset(mode for mode in _EVERY if any(_holds(each.strip(), mode) for each in query[:1_000].split(",")))


def _holds(query: str, mode: Mode) -> bool:
    negated = query.startswith("not ")
    words = _FEATURE.sub(" ", query).split()
    medium = next((word for word in words if word not in ("only", "and", "not")), "all")
    holds = medium in ("all", "screen", "aural") and all(_has(each, mode) for each in _FEATURE.findall(query))
    return holds is not negated


def _has(feature: str, mode: Mode) -> bool:
    name, _, value = (part.strip() for part in feature.partition(":"))
    number = _NUMBER.match(value)
    width = float(number.group()) * (16 if value.endswith("em") else 1) if number else 0.0
    if name in ("min-width", "min-device-width"):
        return width <= _WIDTH
    if name in ("max-width", "max-device-width"):
        return width >= _WIDTH
    if name == "prefers-color-scheme":
        return value == ("dark" if mode is Mode.DARK else "light")
    return False
