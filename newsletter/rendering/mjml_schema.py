"""Which MJML components a template may use, and where, as data.

Source: npm ``mjml`` 5.4.1 (MIT), narrowed to what MRML 6.0.1 accepts and renders (measured for each component).
The attributes stand in ``mjml_attributes``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from newsletter.rendering.mjml_attributes import (
    BODY_ATTRIBUTES,
    HEAD_ATTRIBUTES,
    LENGTH_OR_AUTO,
    STRING,
    ValueType,
)

Content = Literal["children", "html", "text", "nothing"]
"""What stands between the tags: MJML components, HTML, text without any tag, or nothing."""

SOURCE_ATTRIBUTE = "data-src"
"""Allowed on every tag: our own trace of the template and line that wrote it; MRML leaves it out."""

MAX_DEPTH = 200
"""MRML 6.0.1 recurses into tags: 5,000 deep works, 20,000 kills the process.  lxml drops text below 253."""

ROOT = ""
"""The parent of ``mjml``."""


@dataclass(frozen=True)
class Component:
    """One MJML component: where it may stand, what it holds, which attributes it takes."""

    parents: frozenset[str]
    content: Content
    attributes: Mapping[str, ValueType]
    required: tuple[str, ...]
    once: bool  # MRML keeps only the last of two and drops the other
    strict: bool  # MRML refuses blanks here, unless they start with a newline
    comments: bool  # elsewhere MRML refuses the page for a comment


_TRACE = {SOURCE_ATTRIBUTE: STRING}
_ANY = {
    **{name: value_type for each in BODY_ATTRIBUTES.values() for name, value_type in each.items()},
    # Where components differ in the type, mj-all and mj-class take the widest.
    "align": BODY_ATTRIBUTES["mj-text"]["align"], "width": LENGTH_OR_AUTO, "height": LENGTH_OR_AUTO,
    "css-class": STRING, **_TRACE,
}  # fmt: skip
_OTHER_ATTRIBUTES = {
    "mj-all": _ANY,
    "mj-class": {**_ANY, "name": STRING},
    **{name: {**attributes, **_TRACE} for name, attributes in HEAD_ATTRIBUTES.items()},
}
_NO_COMMENTS = frozenset({"mj-attributes", "mj-accordion-element"})


def _component(
    name: str, parents: str, content: Content, *, required: str = "", once: bool = False, strict: bool = False
) -> Component:
    body = BODY_ATTRIBUTES.get(name)
    return Component(
        parents=frozenset(parents.split() or [ROOT]),
        content=content,
        attributes=(
            {**body, **_TRACE, "css-class": STRING, "mj-class": STRING}
            if body is not None
            else _OTHER_ATTRIBUTES.get(name, _TRACE)
        ),
        required=tuple(required.split()),
        once=once,
        strict=strict,
        comments=content in ("children", "html") and name not in _NO_COMMENTS,
    )


_COLUMN = "mj-column mj-hero"
_ELEMENT = "mj-accordion-element"
_RAW = "mj-head mj-body mj-wrapper mj-section mj-group mj-column mj-hero"
COMPONENTS: Mapping[str, Component] = {
    "mjml": _component("mjml", "", "children", once=True),
    "mj-head": _component("mj-head", "mjml", "children", once=True, strict=True),
    "mj-title": _component("mj-title", "mj-head", "text", once=True),
    "mj-style": _component("mj-style", "mj-head", "text"),
    "mj-breakpoint": _component("mj-breakpoint", "mj-head", "nothing", required="width", once=True),
    "mj-attributes": _component("mj-attributes", "mj-head", "children", strict=True),
    "mj-all": _component("mj-all", "mj-attributes", "nothing"),
    "mj-class": _component("mj-class", "mj-attributes", "nothing", required="name"),
    "mj-raw": _component("mj-raw", _RAW, "html"),
    "mj-body": _component("mj-body", "mjml", "children", once=True),
    "mj-wrapper": _component("mj-wrapper", "mj-body", "children"),
    "mj-section": _component("mj-section", "mj-body mj-wrapper", "children"),
    "mj-hero": _component("mj-hero", "mj-body mj-wrapper", "children"),
    "mj-group": _component("mj-group", "mj-section", "children"),
    "mj-column": _component("mj-column", "mj-section mj-group", "children"),
    "mj-text": _component("mj-text", _COLUMN, "html"),
    "mj-image": _component("mj-image", _COLUMN, "nothing", required="src alt"),
    "mj-button": _component("mj-button", _COLUMN, "html"),
    "mj-divider": _component("mj-divider", _COLUMN, "nothing"),
    "mj-spacer": _component("mj-spacer", _COLUMN, "nothing"),
    "mj-table": _component("mj-table", _COLUMN, "html"),
    "mj-social": _component("mj-social", _COLUMN, "children", strict=True),
    "mj-social-element": _component("mj-social-element", "mj-social", "html"),
    "mj-navbar": _component("mj-navbar", _COLUMN, "children", strict=True),
    "mj-navbar-link": _component("mj-navbar-link", "mj-navbar", "html"),
    "mj-accordion": _component("mj-accordion", _COLUMN, "children", strict=True),
    "mj-accordion-element": _component("mj-accordion-element", "mj-accordion", "children", strict=True),
    "mj-accordion-title": _component("mj-accordion-title", _ELEMENT, "text", once=True),
    "mj-accordion-text": _component("mj-accordion-text", _ELEMENT, "html", once=True),
}
"""Every component that a template may use."""

DEFAULTABLE = frozenset(BODY_ATTRIBUTES)
"""Components whose defaults may be set inside ``mj-attributes``."""

_HTML_ATTRIBUTES = (
    "MRML does not know it and refuses the page",
    "write the attribute where it belongs, in the HTML",
)
REFUSED: Mapping[str, tuple[str, str]] = {
    "mj-include": (
        "sections included by it get no width in MRML, and images lose theirs",
        "use {% include %} in the template",
    ),
    "mj-preview": (
        "it makes white text that Outlook shows and spam filters score",
        "set the preheader in issue.yaml; the layout writes it",
    ),
    "mj-font": (
        "it makes each reader's mail program fetch a font from another server",
        "use a web-safe font stack, such as font-family=\"Georgia, 'Times New Roman', serif\"",
    ),
    "mj-html-attributes": _HTML_ATTRIBUTES,
    "mj-html-attribute": _HTML_ATTRIBUTES,
    "mj-selector": _HTML_ATTRIBUTES,
    "mj-carousel": ("MRML always hides its arrows", "use one mj-image for each picture"),
    "mj-carousel-image": ("MRML always hides the arrows of a carousel", "use a mj-image"),
}
"""Component of MJML that we refuse -> (why, what to write instead)."""

REFUSED_ATTRIBUTES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("mj-style", "inline"): (
        "MRML does not inline it and writes a normal style block",
        "put the rules in rich-text.css, which is inlined",
    ),
}
"""(component, attribute) that we refuse -> (why, what to write instead)."""
