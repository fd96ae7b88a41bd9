"""Which features of caniemail.com a piece of CSS uses: a declaration, an at-rule, a selector.

Read from the tokens of tinycss2, so that nothing within words in quotes, an address or a comment counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from newsletter.checks.image_features import formats_of
from newsletter.checks.mail_programs import features
from newsletter.checks.styles import AtRule, Declaration, Token

_SIDES = ("top", "right", "bottom", "left")
_KINDS = ("width", "style", "color")
_AXES = ("inline", "block")
_ENDS = ("start", "end")
_CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")


def _names(*parts: Iterable[str]) -> list[str]:
    return ["-".join(each) for each in product(*parts)]


_FAMILIES = {
    "css-animation": _names(
        ["animation"],
        ["delay", "direction", "duration", "fill-mode", "iteration-count", "name", "play-state", "timing-function"],
    ),
    "css-background-position": ["background-position-x", "background-position-y"],
    "css-block-inline-size": ["block-size", "inline-size"],
    "css-border": [*_names(["border"], _KINDS), *_names(["border"], _SIDES), *_names(["border"], _SIDES, _KINDS)],
    "css-border-image": _names(["border-image"], ["source", "slice", "width", "outset", "repeat"]),
    "css-border-inline-block": _names(["border"], _AXES),
    "css-border-inline-block-individual": [*_names(["border"], _AXES, _KINDS), *_names(["border"], _AXES, _ENDS)],
    "css-border-inline-block-longhand": _names(["border"], _AXES, _ENDS, _KINDS),
    "css-border-radius": _names(["border"], _CORNERS, ["radius"]),
    "css-border-radius-logical": _names(["border"], _ENDS, _ENDS, ["radius"]),
    "css-column-layout-properties": [
        "columns", "column-rule",
        *_names(["column"], ["count", "fill", "gap", "rule-color", "rule-style", "rule-width", "span", "width"]),
    ],
    "css-gap": ["gap", "column-gap", "row-gap", "grid-gap"],
    "css-grid-template": ["grid-template", *_names(["grid-template"], ["areas", "columns", "rows"])],
    "css-inset": ["inset", *_names(["inset"], _AXES), *_names(["inset"], _AXES, _ENDS)],
    "css-left-right-top-bottom": _SIDES,
    "css-margin": _names(["margin"], _SIDES),
    "css-margin-block-start-end": _names(["margin-block"], _ENDS),
    "css-margin-inline-block": _names(["margin"], _AXES),
    "css-margin-inline-start-end": _names(["margin-inline"], _ENDS),
    "css-outline": _names(["outline"], _KINDS),
    "css-overflow": _names(["overflow"], ["x", "y", "block", "inline"]),
    "css-padding": _names(["padding"], _SIDES),
    "css-padding-block-start-end": _names(["padding-block"], _ENDS),
    "css-padding-inline-block": _names(["padding"], _AXES),
    "css-padding-inline-start-end": _names(["padding-inline"], _ENDS),
    "css-scroll-snap": _names(["scroll-snap"], ["type", "align", "stop"]),
    "css-text-emphasis": _names(["text-emphasis"], ["color", "style"]),
    "css-text-wrap": _names(["text-wrap"], ["mode", "style"]),
    "css-transition": _names(["transition"], ["property", "duration", "timing-function", "delay", "behavior"]),
}  # fmt: skip
_NO_PROPERTIES = re.compile(
    r"css-(?:at-|unit-|function-|pseudo-|selector-|display-|border-inline-block|margin-inline-block|padding-inline-block"
    r"|block-inline|column-layout|left-right|.*-gradient$|comments$|important$|nesting$|variables$|modern-color$"
    r"|intrinsic-size$|inert-attribute$|sytem-ui$|rgba?$)"
)
_PREFIX = re.compile(r"-(?:webkit|moz|ms|o)-")
_SYSTEM_FONTS = frozenset(("system-ui", "ui-serif", "ui-sans-serif", "ui-rounded", "ui-monospace"))
_SIZES = frozenset(("fit-content", "min-content", "max-content"))
_UNITS = {slug.removeprefix("css-unit-"): slug for slug in features() if slug.startswith("css-unit-")}
_FUNCTIONS = {
    "calc": "css-unit-calc", "clamp": "css-function-clamp", "max": "css-function-max", "min": "css-function-min",
    "light-dark": "css-function-light-dark", "rgb": "css-rgb", "rgba": "css-rgba", "var": "css-variables",
    "fit-content": "css-intrinsic-size",
    **dict.fromkeys(("lab", "lch", "oklab", "oklch"), "css-modern-color"),
    **{f"{repeats}{kind}-gradient": f"css-{kind}-gradient"
       for repeats in ("", "repeating-") for kind in ("linear", "radial", "conic")},
}  # fmt: skip
_VALUES = {
    ("display", "flex"): "css-display-flex", ("display", "inline-flex"): "css-display-flex",
    ("display", "grid"): "css-display-grid", ("display", "inline-grid"): "css-display-grid",
    ("display", "none"): "css-display-none",
    **{(name, word): slug
       for name, word, slug in (
           *product(("flex-direction", "flex-flow"), ("column", "column-reverse"), ("css-flex-direction",)),
           *product(("flex-wrap", "flex-flow"), ("wrap", "wrap-reverse"), ("css-flex-wrap",)))},
}  # fmt: skip
_MEDIA = (
    (re.compile(r"\(\s*(?:any-)?hover\b"), "css-at-media-hover"),
    (re.compile(r"\(\s*orientation\b"), "css-at-media-orientation"),
    (re.compile(r"\(\s*prefers-color-scheme\b"), "css-at-media-prefers-color-scheme"),
    (re.compile(r"\(\s*prefers-reduced-motion\b"), "css-at-media-prefers-reduced-motion"),
    (re.compile(r"device-pixel-ratio\b"), "css-at-media-device-pixel-ratio"),
)


def declaration_features(declaration: Declaration) -> frozenset[str]:
    """The slugs of what a declaration uses: its property, its values, units, functions and pictures."""
    name = declaration.name
    if name.startswith("--"):
        found = {"css-variables"}
    else:
        found = {slug for each in {name, _PREFIX.sub("", name)} for slug in _property_features(each)}
    if declaration.important:
        found.add("css-important")
    for token in _inside(declaration.tokens):
        found.update(_token_features(name, token))
    return frozenset(found)


@lru_cache(maxsize=1024)
def _property_features(name: str) -> frozenset[str]:
    own = {slug for slug, names in _FAMILIES.items() if name in names}
    slug = f"css-{name}"
    if slug in features() and not _NO_PROPERTIES.match(slug):
        own.add(slug)
    return frozenset(own)


def _inside(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens with those inside of functions and brackets, in no order."""
    stack = list(tokens)
    while stack:
        token = stack.pop()
        yield token
        stack += getattr(token, "arguments", None) or getattr(token, "content", None) or ()


def _token_features(name: str, token: Token) -> Iterator[str]:
    if token.type == "dimension":
        if slug := _UNITS.get(token.lower_unit):
            yield slug
    elif token.type == "percentage":
        yield "css-unit-percent"
    elif token.type == "function":
        called = _PREFIX.sub("", token.lower_name)
        if called in _FUNCTIONS:
            yield _FUNCTIONS[called]
        elif called == "url":
            yield from formats_of("".join(each.value for each in token.arguments if each.type == "string"))
    elif token.type == "url":
        yield from formats_of(token.value)
    elif token.type == "ident":
        word = token.lower_value
        if word == "initial":
            yield "css-unit-initial"
        elif word in _SYSTEM_FONTS:
            yield "css-sytem-ui"
        elif _PREFIX.sub("", word) in _SIZES:
            yield "css-intrinsic-size"
        if slug := _VALUES.get((name, _PREFIX.sub("", word))):
            yield slug


def at_rule_features(at_rule: AtRule) -> frozenset[str]:
    """The slugs of what an at-rule uses, its declarations left out."""
    keyword = _PREFIX.sub("", at_rule.keyword)
    found = {f"css-at-{keyword}"} & features().keys()
    if keyword == "media":
        found.update(slug for pattern, slug in _MEDIA if pattern.search(at_rule.prelude))
    return frozenset(found)


_COMMENT = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?|(/\*)", re.DOTALL)


def comment_at(css: str) -> int | None:
    """Where the first comment of some CSS begins; None where there is none."""
    if "/*" not in css:
        return None
    return next((found.start() for found in _COMMENT.finditer(css) if found[1]), None)
