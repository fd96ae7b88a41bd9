"""Which features of caniemail.com the selectors of a style rule use."""

from __future__ import annotations

import re
from functools import lru_cache

from newsletter.checks.mail_programs import features

_LONGEST = 10_000
"""Characters of the selectors of one rule that are read."""

_NAME = r"(?:[\w-]|[^\x00-\x7f]|\\.)++"
_PIECE = re.compile(
    rf"(?P<attribute>\[(?:\"[^\"]*+\"?|'[^']*+'?|[^\]\"'])*+\]?)"
    rf"|(?P<element>::(?P<element_name>{_NAME}))|(?P<pseudo>:(?P<pseudo_name>{_NAME})(?P<opens>\()?)"
    rf"|(?P<name_class>\.{_NAME})|(?P<id>\#{_NAME})|(?P<universal>\*(?!\|))|(?P<nesting>&)|(?P<type>{_NAME})"
    r"|(?P<combinator>\s*+[>+~]\s*+)|(?P<comma>\s*+,\s*+)|(?P<blank>\s++)|(?P<bracket>[()])|.",
    re.DOTALL,
)
_COMBINATORS = {
    ">": "css-selector-child", "+": "css-selector-adjacent-sibling", "~": "css-selector-general-sibling",
    "": "css-selector-descendant",
}  # fmt: skip
_OLD_ELEMENTS = frozenset(("after", "before", "first-letter", "first-line"))
_HOLD_SELECTORS = frozenset(("not", "is", "where", "has", "matches", "any", "host", "-webkit-any", "-moz-any"))
_PLACEHOLDERS = re.compile(r"-(?:webkit|moz|ms)-(?:input-)?placeholder")


@lru_cache(maxsize=2048)
def selector_features(selectors: str) -> frozenset[str]:
    """The slugs of what the selectors before a ``{`` use.  What stands in ``:not(…)`` counts, ``:nth-child(…)`` not."""
    found: set[str] = set()
    depth, unread_from, classes, before = 0, 0, 0, ""
    for piece in _PIECE.finditer(selectors[:_LONGEST].strip()):
        kind = piece.lastgroup or ""
        if piece["bracket"]:
            depth += 1 if piece["bracket"] == "(" else -1
            if depth < unread_from:
                unread_from = 0
            before = "name"
            continue
        if piece["opens"]:
            depth += 1
        if unread_from and not (piece["opens"] and depth < unread_from):
            continue
        if piece["combinator"] or piece["comma"] or piece["blank"]:
            classes = 0
        classes += bool(piece["name_class"])
        if classes == 2:
            found.add("css-selector-chaining")
        if piece["element"]:
            found.add(_pseudo_element(piece["element_name"].lower()))
        elif piece["pseudo"]:
            name = piece["pseudo_name"].lower()
            found.add(_pseudo_element(name) if name in _OLD_ELEMENTS or _PLACEHOLDERS.fullmatch(name) else
                      f"css-pseudo-class-{name}")  # fmt: skip
            if piece["opens"] and name not in _HOLD_SELECTORS:
                unread_from = depth
        elif piece["combinator"]:
            found.add(_COMBINATORS[piece["combinator"].strip()])
        elif piece["blank"]:
            if before == "name":
                found.add(_COMBINATORS[""])
        elif piece["comma"]:
            found.add("css-selector-grouping" if depth == 0 else "")
        elif piece["type"]:
            found.add("css-selector-type" if before != "name" else "")
        else:
            found.add({"attribute": "css-selector-attribute", "name_class": "css-selector-class",
                       "id": "css-selector-id", "universal": "css-selector-universal",
                       "nesting": "css-nesting"}.get(kind, ""))  # fmt: skip
        before = "" if piece["combinator"] or piece["comma"] or piece["opens"] else "name"
        if piece["blank"]:
            before = "blank"
    return frozenset(found & features().keys())


def _pseudo_element(name: str) -> str:
    return f"css-pseudo-element-{'placeholder' if _PLACEHOLDERS.fullmatch(name) else name}"
