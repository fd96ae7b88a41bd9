"""The styles of an email as a mail program leaves them: what it does not know dropped, colors turned for dark mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from newsletter.checks.colors import Color, parse_color
from newsletter.checks.css_features import at_rule_features, declaration_features
from newsletter.checks.selector_features import selector_features
from newsletter.checks.selectors import OUTLOOK_MARKS
from newsletter.checks.styles import LONGEST, AtRule, Declaration, Token, is_too_deep

_FUNCTIONS = frozenset(("rgb", "rgba", "hsl", "hsla"))
_WITH_COLORS = ("color", "background", "border", "outline", "shadow", "fill", "stroke", "decoration", "--")
_RULES_INSIDE = frozenset(("media", "supports", "layer", "container"))


@dataclass(frozen=True)
class StyleChanges:
    """What happens to styles: ``lacks`` are the slugs that the program does not know.

    ``changed`` turns each color, where that is not None; what is set for Outlook's own dark mode then holds if
    ``for_outlook_dark``.  ``pictures`` says whether they are loaded.
    """

    lacks: frozenset[str] = frozenset()
    changed: Callable[[Color], Color] | None = None
    for_outlook_dark: bool = False
    pictures: bool = True

    def inline(self, css: str) -> str:
        """A style attribute, as it is left; nothing of one that nests too deep to be read."""
        return _kept_inline(self, css) if len(css) <= _LONGEST_KEPT else _inline(self, css[:LONGEST])

    def sheet(self, css: str) -> str:
        """A style block, as it is left; what is longer than LONGEST is cut off."""
        import tinycss2

        css = css[:LONGEST]
        if is_too_deep(css):
            return ""
        return "\n".join(self._rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))

    def color(self, value: str) -> str:
        """The color of an attribute such as ``bgcolor``."""
        color = parse_color(value) or parse_color(f"#{value.strip()}")
        return _written(self.changed(color)) if color and self.changed else value

    def _rules(self, nodes: Sequence[Any]) -> list[str]:
        import tinycss2

        out = []
        for node in nodes:
            if node.type == "qualified-rule":
                selectors = tinycss2.serialize(node.prelude).strip()
                is_outlooks = any(mark in selectors for mark in OUTLOOK_MARKS)
                if is_outlooks and not self.for_outlook_dark:
                    continue
                if is_outlooks:
                    selectors = _without_marks(selectors)
                if self.lacks & selector_features(selectors):
                    continue
                inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True)
                out.append(f"{selectors}{{{';'.join(self.declarations(inside, is_designed=is_outlooks))}}}")
            elif node.type == "at-rule":
                out += self._at_rule(node)
        return out

    def _at_rule(self, node: Any) -> list[str]:
        import tinycss2

        prelude = tinycss2.serialize(node.prelude).strip()
        features = at_rule_features(AtRule(node.lower_at_keyword, prelude.lower(), node.source_line))
        if self.lacks & features or (self.changed and "css-at-media-prefers-color-scheme" in features):
            return []
        if node.content is None:
            return [f"@{node.at_keyword} {prelude};"]
        if node.lower_at_keyword in _RULES_INSIDE:
            within = self._rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
            return [f"@{node.at_keyword} {prelude}{{{' '.join(within)}}}"]
        return [f"@{node.at_keyword} {prelude}{{{tinycss2.serialize(node.content)}}}"]

    def declarations(self, nodes: Sequence[Any], *, is_designed: bool = False) -> list[str]:
        """What is left of some declarations of tinycss2's; colors that were chosen for dark mode stay as they are."""
        out = []
        for node in nodes:
            if node.type != "declaration":
                continue
            read = Declaration(node.lower_name, "", node.important, node.source_line, tuple(node.value))
            if self.lacks & declaration_features(read):
                continue
            if not self.pictures and _names_address(node.value):
                continue
            changed = None if is_designed else self.changed
            value = "".join(_turned(token, node.lower_name, changed) for token in node.value).strip()
            out.append(f"{node.name}:{value}{' !important' if node.important else ''}")
        return out


_LONGEST_KEPT = 2_000


@lru_cache(maxsize=4096)
def _kept_inline(changes: StyleChanges, css: str) -> str:
    """Kept: an email has few distinct texts."""
    return _inline(changes, css)


def _inline(changes: StyleChanges, css: str) -> str:
    import tinycss2

    if is_too_deep(css):
        return ""
    return ";".join(changes.declarations(tinycss2.parse_blocks_contents(css, skip_comments=True)))


def _without_marks(selectors: str) -> str:
    for mark in OUTLOOK_MARKS:
        selectors = selectors.replace(f"[{mark}]", "")
    return ",".join(each.strip() or "*" for each in selectors.split(","))


def _names_address(tokens: Sequence[Token]) -> bool:
    return any(token.type == "url" or (token.type == "function" and token.lower_name == "url") for token in tokens)


def _turned(token: Token, name: str, changed: Callable[[Color], Color] | None) -> str:
    """A token as text, its colors turned; recursion ends with is_too_deep."""
    text: str = token.serialize()
    if changed is None or not any(part in name for part in _WITH_COLORS):
        return text
    if token.type == "function" and token.lower_name not in _FUNCTIONS:
        inside = "".join(_turned(each, name, changed) for each in token.arguments)
        return f"{token.name}({inside})"
    color = parse_color(text) if token.type in ("hash", "ident", "function") else None
    return _written(changed(color)) if color and color.alpha > 0 else text


def _written(color: Color) -> str:
    if color.alpha >= 1:
        return color.hex
    red, green, blue = (round(channel * 255) for channel in color[:3])
    return f"rgba({red},{green},{blue},{color.alpha:.3g})"
