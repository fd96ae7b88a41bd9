"""Which elements the selectors of a style sheet mean.

cssselect reads a selector and weighs it; the elements are matched here, from right to left.  Its own way through XPath
takes as long for the sample (8 ms), but 7 seconds for one selector where 2,000 blocks nest, and this 0.02.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

Element = Any
"""An element of lxml's."""

_LONGEST = 1_000
"""Characters of a selector.  cssselect and the matching call themselves once a part."""

_FARTHEST = 256
"""Elements around or before another that are asked.  An email may nest tens of thousands."""

OUTLOOK_MARKS = frozenset(("data-ogsc", "data-ogsb"))
"""The attributes that Outlook.com puts around what its dark mode has changed."""


@dataclass(frozen=True)
class Selector:
    """One selector: its weight, what an element it means must have, and whether it is for Outlook's dark mode."""

    specificity: tuple[int, int, int]
    key: str
    """``#id``, ``.class`` or ``tag`` of the element itself; empty where it has none of them."""
    for_outlook: bool
    tree: Any

    def matches(self, element: Element) -> bool:
        """Whether it means this element."""
        return _matches(self.tree, element)


@lru_cache(maxsize=1024)
def parse_selectors(text: str) -> tuple[Selector, ...]:
    """The selectors of a rule; none where one of them cannot be read, as CSS has it."""
    import cssselect

    if len(text) > _LONGEST:
        return ()
    try:
        parsed = cssselect.parse(text)
    except cssselect.SelectorError:
        return ()
    return tuple(
        Selector(
            each.specificity(), _key(each.parsed_tree), any(mark in text for mark in OUTLOOK_MARKS), each.parsed_tree
        )
        for each in parsed
        if each.pseudo_element is None
    )


def _key(tree: Any) -> str:
    """What to look a selector up by."""
    key = ""
    kind = type(tree).__name__
    if kind == "CombinedSelector":
        return _key(tree.subselector)
    while kind != "Element":
        if kind == "Hash":
            return f"#{tree.id}"
        if kind == "Class" and not key:
            key = f".{tree.class_name}"
        tree = tree.selector
        kind = type(tree).__name__
    return key or (tree.element or "").lower()


def _matches(tree: Any, element: Element) -> bool:
    return _KINDS.get(type(tree).__name__, _never)(tree, element)


def _never(tree: Any, element: Element) -> bool:
    return False


def _element(tree: Any, element: Element) -> bool:
    return tree.element is None or tree.element.lower() == element.tag


def _class(tree: Any, element: Element) -> bool:
    return tree.class_name in (element.get("class") or "").split() and _matches(tree.selector, element)


def _hash(tree: Any, element: Element) -> bool:
    return bool(tree.id == element.get("id")) and _matches(tree.selector, element)


def _attribute(tree: Any, element: Element) -> bool:
    if tree.attrib in OUTLOOK_MARKS:
        return _matches(tree.selector, element)
    value, wanted = element.get(tree.attrib), tree.value.value if tree.value else ""
    if value is None or not _matches(tree.selector, element):
        return False
    if tree.operator in ("^=", "$=", "*=") and not wanted:
        return False
    holds: dict[str, bool] = {
        "exists": True,
        "=": value == wanted,
        "~=": wanted in value.split(),
        "|=": value == wanted or value.startswith(f"{wanted}-"),
        "^=": value.startswith(wanted),
        "$=": value.endswith(wanted),
        "*=": wanted in value,
    }
    return holds.get(tree.operator, False)


def _pseudo(tree: Any, element: Element) -> bool:
    parent = element.getparent()
    holds = {
        "root": parent is None,
        "link": element.tag == "a" and element.get("href") is not None,
        "any-link": element.tag == "a" and element.get("href") is not None,
        "first-child": element.getprevious() is None,
        "last-child": element.getnext() is None,
    }.get(tree.ident, False)
    return holds and _matches(tree.selector, element)


def _negation(tree: Any, element: Element) -> bool:
    return _matches(tree.selector, element) and not _matches(tree.subselector, element)


def _combined(tree: Any, element: Element) -> bool:
    if not _matches(tree.subselector, element):
        return False
    if tree.combinator == " ":
        return any(_matches(tree.selector, around) for around in islice(element.iterancestors(), _FARTHEST))
    if tree.combinator == "~":
        before = islice(element.itersiblings(preceding=True), _FARTHEST)
        return any(_matches(tree.selector, each) for each in before)
    other = element.getparent() if tree.combinator == ">" else element.getprevious()
    return other is not None and _matches(tree.selector, other)


_KINDS: dict[str, Callable[[Any, Element], bool]] = {
    "Element": _element,
    "Class": _class,
    "Hash": _hash,
    "Attrib": _attribute,
    "Pseudo": _pseudo,
    "Negation": _negation,
    "CombinedSelector": _combined,
}
