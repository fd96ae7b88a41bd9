"""What stands ready for the mail programs that do not show a feature."""

from __future__ import annotations

import re
from functools import lru_cache

from newsletter.checks.css_features import declaration_features
from newsletter.checks.html_tags import tags_of
from newsletter.checks.mail_programs import all_programs
from newsletter.checks.styles import Declaration
from newsletter.checks.used_features import Use

_OUTLOOK = frozenset(("outlook.windows", "outlook.windows-mail"))
"""The programs that read conditional comments; Windows Mail reads those for ``mso`` as well."""

_LAYOUT = frozenset((
    "css-display-flex", "css-display-grid", "css-grid-template", "css-flex-direction", "css-flex-wrap",
    "css-justify-content", "css-align-items", "css-float", "css-max-width", "css-min-width", "css-width", "css-gap",
    "css-column-count", "css-column-layout-properties", "css-position", "css-height", "css-min-height",
))  # fmt: skip
_GROUNDS = frozenset((
    "css-background", "css-background-image", "html-background", "css-linear-gradient", "css-radial-gradient",
    "css-conic-gradient",
))  # fmt: skip
_SHAPES = frozenset(("css-border-radius", "css-box-shadow")) | _GROUNDS
_HIDING = frozenset((
    "css-opacity", "css-visibility", "css-max-height", "css-height", "css-display-none", "css-width", "css-max-width",
    "html-hidden",
))  # fmt: skip
_HIDING_WAYS = frozenset((
    ("mso-hide", "all"), ("display", "none"), ("visibility", "hidden"), ("opacity", "0"), ("max-height", "0"),
    ("max-height", "0px"), ("font-size", "0"), ("font-size", "1px"), ("height", "0"),
))  # fmt: skip
_NEAR = 4_500
"""Characters before a tag in which its comment for Outlook is looked for."""


def without_fallback(use: Use, html: str) -> frozenset[str]:
    """The programs that nothing stands ready for; all of them where nothing at all does."""
    if _has_a_way_out(use) or (use.slug == "html-style" and _has_own_styles(html)):
        return frozenset()
    if use.slug in _LAYOUT | _SHAPES and _has_code_for_outlook(use, html):
        return _others()
    return _everyone()


def _has_a_way_out(use: Use) -> bool:
    attributes = dict(use.attributes)
    return (
        any(at_rule.keyword in ("media", "supports") for at_rule in use.around)
        or any(_is_overruled(use, declaration) for declaration in use.declarations)
        or (use.tag == "source" and use.slug.startswith("image-"))
        or (use.slug in _GROUNDS and ("bgcolor" in attributes or _has_color(use.declarations)))
        or (use.slug == "css-float" and "align" in attributes)
        or (use.slug in ("css-width", "css-max-width") and "width" in attributes)
        or (use.slug in _HIDING and _is_hidden_for_all(use.declarations))
        or (use.slug == "css-white-space" and use.words in ("white-space:nowrap", "white-space:normal"))
        or (use.slug == "css-position" and not _is_placed(use.declarations))
        or (use.slug == "html-link" and not _is_needed(attributes))
    )


def _is_overruled(use: Use, declaration: Declaration) -> bool:
    """Whether what uses the feature has a plainer twin before it, for programs that drop it."""
    if use.words.partition(":")[0] != declaration.name or use.slug in declaration_features(declaration):
        return False
    later = [each for each in use.declarations if each.name == declaration.name]
    return later[-1] is not declaration


def _has_color(declarations: tuple[Declaration, ...]) -> bool:
    return any(
        each.name == "background-color" or (each.name == "background" and _PLAIN_COLOR.search(each.value))
        for each in declarations
    )


# A color beside the picture, or by itself: a gradient's colors stand inside its brackets.
_PLAIN_COLOR = re.compile(r"(?:^|[\s)])(?:#[0-9a-f]{3,8}|[a-z]{3,30})(?:$|\s)(?![^(]*\))")


def _is_hidden_for_all(declarations: tuple[Declaration, ...]) -> bool:
    """Whether it is hidden in two ways or more, as preheaders are."""
    return sum((each.name, each.value) in _HIDING_WAYS for each in declarations) >= 2


def _is_placed(declarations: tuple[Declaration, ...]) -> bool:
    return any(each.name == "position" and each.value in ("absolute", "fixed", "sticky") for each in declarations)


def _is_needed(attributes: dict[str, str]) -> bool:
    is_sheet = "stylesheet" in attributes.get("rel", "").lower().split()
    return is_sheet and "fonts." not in attributes.get("href", "")


def _has_code_for_outlook(use: Use, html: str) -> bool:
    """Whether a table or shape for Outlook stands around each place; a style rule names no place."""
    wanted = ("<v:",) if use.slug in _SHAPES else ("<table", "<td", "<tr")
    if use.tag == "style":
        return any(each in _all_for_outlook(html) for each in wanted)
    return all(any(each in _for_outlook_before(html, offset) for each in wanted) for offset in use.offsets)


@lru_cache(maxsize=4)
def _has_own_styles(html: str) -> bool:
    """Whether some element brings its style with it."""
    return " style=" in html


@lru_cache(maxsize=4)
def _all_for_outlook(html: str) -> str:
    """What stands in the comments for Outlook, in small letters."""
    comments = (html[start:end] for start, end in tags_of(html).comments)
    return "".join(comment.lower() for comment in comments if _is_for_outlook(comment))


def _for_outlook_before(html: str, offset: int) -> str:
    """The comment for Outlook that ends where a tag begins, in small letters; nothing where there is none."""
    before = html[max(0, offset - _NEAR) : offset].rstrip()
    if not before.endswith("<![endif]-->"):
        return ""
    comment = before[max(0, before.rfind("<!--[if")) :]
    return comment.lower() if _is_for_outlook(comment) else ""


def _is_for_outlook(comment: str) -> bool:
    condition = comment[:200].partition("]>")[0]
    return condition.startswith("<!--[if") and "mso" in condition and "!mso" not in condition


def _everyone() -> frozenset[str]:
    return frozenset(all_programs())


def _others() -> frozenset[str]:
    return _everyone() - _OUTLOOK
