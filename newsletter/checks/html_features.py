"""Which features of caniemail.com a tag uses: its element, its attributes, the pictures that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from newsletter.checks.image_features import formats_of, urls_of_srcset

_ELEMENTS = {
    **{name: f"html-{name}" for name in (
        "abbr", "acronym", "address", "audio", "base", "bdi", "blockquote", "body", "code", "del", "dfn", "dialog",
        "div", "form", "hr", "img", "link", "marquee", "meter", "object", "p", "picture", "pre", "progress", "rp", "rt",
        "ruby", "select", "small", "span", "strike", "strong", "style", "svg", "table", "textarea", "video", "wbr")},
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "html-h1-h6"),
    **dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd"), "html-lists"),
    **dict.fromkeys(("map", "area"), "html-image-maps"),
    **dict.fromkeys(("article", "aside", "details", "figcaption", "figure", "footer", "header", "main", "mark", "nav",
                     "section", "summary", "time"), "html-semantics"),
}  # fmt: skip
_ATTRIBUTES = {
    **{name: f"html-{name}" for name in (
        "align", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "aria-live", "cellpadding",
        "cellspacing", "dir", "height", "hidden", "lang", "popover", "required", "role", "srcset", "target", "valign",
        "width")},
    "inert": "css-inert-attribute", "loading": "html-loading-attribute", "sizes": "html-srcset",
    "usemap": "html-image-maps",
}  # fmt: skip
_WITH_BACKGROUND = frozenset(("body", "table", "tbody", "tr", "td", "th"))
_BUTTONS = frozenset(("reset", "submit"))
_INPUTS = frozenset(("checkbox", "hidden", "radio", "reset", "submit", "text"))
_AMP = frozenset(("⚡4email", "amp4email", "⚡"))


def tag_features(name: str, attributes: Mapping[str, str]) -> frozenset[str]:
    """The slugs of what a start tag uses; name and attributes in small letters, ``style`` left out."""
    return frozenset(_tag_features(name, attributes))


def _tag_features(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if name in _ELEMENTS:
        yield _ELEMENTS[name]
    for attribute, value in attributes.items():
        if attribute in _ATTRIBUTES:
            yield _ATTRIBUTES[attribute]
        elif attribute == "background" and name in _WITH_BACKGROUND:
            yield "html-background"
            yield from formats_of(value)
    if name == "a":
        yield from _link_features(attributes)
    elif name in ("img", "source", "input"):
        yield from _picture_features(name, attributes)
    elif name == "html" and not _AMP.isdisjoint(attributes):
        yield "amp"
    elif name == "meta" and attributes.get("name", "").lower() == "color-scheme":
        yield "html-meta-color-scheme"
    kind = attributes.get("type", "text" if name == "input" else "").strip().lower()
    if (name == "input" and kind in _INPUTS) or (name == "button" and kind in _BUTTONS):
        yield f"html-{name}-{kind}"


def _link_features(attributes: Mapping[str, str]) -> Iterator[str]:
    href = attributes.get("href", "").strip().lower()
    if href.startswith("mailto:"):
        yield "html-mailto-links"
    if "name" in attributes or (href.startswith("#") and len(href) > 1):
        yield "html-anchor-links"


def _picture_features(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if name == "img" or attributes.get("type", "").strip().lower() == "image":
        yield from formats_of(attributes.get("src", ""))
    for url in urls_of_srcset(attributes.get("srcset", "")):
        yield from formats_of(url)
    if name == "source" and attributes.get("type", "").lower().startswith("image/"):
        yield from formats_of(f"data:{attributes['type']},")
