"""The styles of a page, parsed once: its style blocks, and each distinct text of a style attribute.

Read by tinycss2, which follows CSS Syntax Level 3: what cannot be read is left out, as a mail program leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

Element = Any
"""An element of lxml's."""

Token = Any
"""A component value of tinycss2's."""

LONGEST = 100_000
"""Characters of all style blocks that are read.  Gmail reads 16,000."""

_LONGEST_VALUE = 2_000
"""Characters of a value that are kept as text: a picture written into a style is longer."""

_DEEPEST = 40
"""Blocks within blocks.  tinycss2 writes a value out by calling itself."""

_NESTING = re.compile(r"[(\[{]|[)\]}]")


@dataclass(frozen=True, slots=True)
class Declaration:
    """``name: value``; both in small letters, without comments and ``!important``.

    ``tokens`` are the component values as tinycss2 read them; ``line`` counts from 1 within the block.
    """

    name: str
    value: str
    important: bool
    line: int
    tokens: tuple[Token, ...] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AtRule:
    """``@keyword prelude``, with the at-rules around it; ``line`` counts from 1 within its style block."""

    keyword: str
    prelude: str
    line: int
    around: tuple[AtRule, ...] = ()
    declarations: tuple[Declaration, ...] = ()


@dataclass(frozen=True, slots=True)
class StyleRule:
    """``selectors { declarations }``, with the at-rules around it, the outermost first."""

    selectors: str
    declarations: tuple[Declaration, ...]
    line: int
    around: tuple[AtRule, ...] = ()


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """What stands in one style block, in its order.

    ``nested`` are the rules that mean no element by themselves: inside of another rule, or the steps of an animation.
    """

    rules: tuple[StyleRule, ...] = ()
    at_rules: tuple[AtRule, ...] = ()
    nested: tuple[StyleRule, ...] = ()


@dataclass(frozen=True)
class StyleBlock:
    """A ``<style>`` of a page: its element, its ``media`` attribute in small letters, its text and what it says."""

    element: Element = field(compare=False, repr=False)
    media: str
    css: str
    sheet: StyleSheet


class PageStyles:
    """The styles of a page.  ``elements`` are all of its elements in order."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements

    @cached_property
    def blocks(self) -> tuple[StyleBlock, ...]:
        """The style blocks, as far as they are read."""
        out = []
        left = LONGEST
        for element in self._elements:
            if element.tag == "style" and left > 0:
                css = (element.text or "")[:left]
                left -= len(css)
                out.append(StyleBlock(element, (element.get("media") or "").lower(), css, style_sheet(css)))
        return tuple(out)

    @cached_property
    def inline(self) -> tuple[tuple[Element, tuple[Declaration, ...]], ...]:
        """Each element with a style attribute, and what that says."""
        styled = ((element, element.get("style")) for element in self._elements)
        return tuple((element, declarations(style)) for element, style in styled if style)


def declarations(css: str) -> tuple[Declaration, ...]:
    """What a style attribute says.  Kept: an email has few distinct texts, and the next issue has the same."""
    return _kept_declarations(css) if len(css) <= _LONGEST_VALUE else _read_declarations(css)


@lru_cache(maxsize=2048)
def _kept_declarations(css: str) -> tuple[Declaration, ...]:
    return _read_declarations(css)


def _read_declarations(css: str) -> tuple[Declaration, ...]:
    import tinycss2

    if is_too_deep(css):
        return ()
    return tuple(_declarations(tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True)))


@lru_cache(maxsize=16)
def style_sheet(css: str) -> StyleSheet:
    """What a style block says; nothing if its blocks nest deeper than any mail program reads."""
    import tinycss2

    if is_too_deep(css):
        return StyleSheet()
    rules: list[StyleRule] = []
    at_rules: list[AtRule] = []
    nested: list[StyleRule] = []
    _read(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), (), rules, at_rules, nested)
    return StyleSheet(tuple(rules), tuple(at_rules), tuple(nested))


_HOLDS_RULES = frozenset(("media", "supports", "layer", "container", "document", "-moz-document", "scope"))


def _read(
    nodes: list[Any],
    around: tuple[AtRule, ...],
    rules: list[StyleRule],
    at_rules: list[AtRule],
    nested: list[StyleRule],
) -> None:
    import tinycss2

    for node in nodes:
        if node.type == "qualified-rule":
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            selectors = _text(node.prelude)
            rules.append(StyleRule(selectors, tuple(_declarations(inside)), node.source_line, around))
            # A rule inside a rule; tinycss2 gives what it could not read as an error.
            _read([each for each in inside if each.type == "qualified-rule"], around, nested, at_rules, nested)
            _read([each for each in inside if each.type == "at-rule"], around, rules, at_rules, nested)
        elif node.type == "at-rule":
            keyword, prelude = node.lower_at_keyword, _text(node.prelude).lower()
            holds_rules = keyword in _HOLDS_RULES and node.content is not None
            inside = []
            if node.content is not None and not holds_rules:
                inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            at_rule = AtRule(keyword, prelude, node.source_line, around, tuple(_declarations(inside)))
            at_rules.append(at_rule)
            if holds_rules:
                within = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                _read(within, (*around, at_rule), rules, at_rules, nested)
            else:
                _read(
                    [each for each in inside if each.type == "qualified-rule"],
                    (*around, at_rule), nested, at_rules, nested,
                )  # fmt: skip


def _declarations(nodes: list[Any]) -> Iterator[Declaration]:
    for node in nodes:
        if node.type == "declaration":
            value = _text(node.value).lower()
            yield Declaration(node.lower_name, value, node.important, node.source_line, tuple(node.value))


def _text(tokens: list[Any]) -> str:
    """Component values as text: comments left out, blanks as one."""
    import tinycss2

    parts = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    return " ".join(parts[:_LONGEST_VALUE].split())


def is_too_deep(css: str) -> bool:
    """Whether its blocks nest deeper than any mail program reads, and tinycss2 can write out."""
    depth = 0
    for sign in _NESTING.finditer(css):
        depth = depth + 1 if sign.group() in "([{" else max(0, depth - 1)
        if depth > _DEEPEST:
            return True
    return False
