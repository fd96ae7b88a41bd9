"""What an email uses of all that caniemail.com has tested, and where.

What only Outlook for Windows reads, in its conditional comments, is left out: it was written for the one program that
reads it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from newsletter.checks.css_features import at_rule_features, comment_at, declaration_features
from newsletter.checks.html_features import tag_features
from newsletter.checks.html_tags import Tag, tags_of
from newsletter.checks.selector_features import selector_features
from newsletter.checks.styles import LONGEST, AtRule, Declaration, StyleSheet, declarations, style_sheet

_DOCTYPE = re.compile(r"\ufeff?\s{0,99}<!doctype\s+html\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Use:
    """One way in which a feature is used.

    ``words`` are what uses it, as one may search for them: ``display:flex``, ``<video>``, ``@media (hover)``.
    ``offsets`` are its places in the HTML, in order.  Around it: the tag's name, ``attributes`` and style or the
    ``declarations`` of the rule, and the at-rules outside of that.
    """

    slug: str
    words: str
    offsets: tuple[int, ...]
    tag: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    declarations: tuple[Declaration, ...] = field(default=(), repr=False)
    around: tuple[AtRule, ...] = ()


@lru_cache(maxsize=4)
def used_features(html: str) -> tuple[Use, ...]:
    """Everything that the HTML of an email uses, by place; a tag written several times in the same way is one use."""
    tags = tags_of(html)
    uses: list[Use] = []
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    read = 0
    for number, tag in enumerate(tags.tags):
        if not tag.name or tag.closing:
            continue
        places[tag.name, tag.raw].append(tag.start)
        if tag.name == "style" and read < LONGEST:
            css = html[tag.end : _end_of_style(html, tags.tags, number)][: LONGEST - read]
            read += len(css)
            uses += _styles(css, tag.end)
    for (name, raw), offsets in places.items():
        uses += [Use(each.slug, each.words, tuple(offsets), name, each.attributes, each.declarations)
                 for each in (_kept_of_tag if len(raw) <= _LONGEST_TAG else _of_tag)(name, raw)]  # fmt: skip
    if doctype := _DOCTYPE.match(html):
        uses.append(Use("html-doctype", "<!doctype html>", (doctype.end() - 1,)))
    if tags.comments:
        uses.append(Use("html-comments", "<!-- … -->", tuple(start for start, _ in tags.comments)))
    return tuple(sorted(uses, key=lambda use: (use.offsets[0], use.slug)))


def _end_of_style(html: str, tags: tuple[Tag, ...], number: int) -> int:
    return tags[number + 1].start if number + 1 < len(tags) else len(html)


_LONGEST_TAG = 2_000
"""Characters of a tag that is kept: a picture written into one is longer."""


@lru_cache(maxsize=4096)
def _kept_of_tag(name: str, raw: str) -> tuple[Use, ...]:
    return _of_tag(name, raw)


def _of_tag(name: str, raw: str) -> tuple[Use, ...]:
    """What one start tag uses, its places left open."""
    written: dict[str, str] = {}
    for attribute, value, _ in Tag(name, 0, 0, False, raw).attributes:
        written.setdefault(attribute, unescape(value))
    style = written.pop("style", "")[:LONGEST]
    own = declarations(style)
    attributes = tuple(written.items())
    uses = [Use(slug, f"<{name}>", (), name, attributes, own) for slug in tag_features(name, written)]
    found: dict[str, Use] = {}
    for declaration in own:
        for slug in declaration_features(declaration):
            found.setdefault(slug, Use(slug, _words(declaration), (), name, attributes, own))
    if comment_at(style) is not None:
        found["css-comments"] = Use("css-comments", "/* … */", (), name, attributes, own)
    return (*uses, *found.values())


def _styles(css: str, start: int) -> Iterator[Use]:
    """What a style block uses that begins at an offset."""
    lines = [start]
    lines += [start + found.end() for found in re.finditer("\n", css)]
    for slug, words, line, own, around in _of_sheet(style_sheet(css)):
        yield Use(slug, words, (lines[min(line, len(lines)) - 1],), "style", (), own, around)
    comment = comment_at(css)
    if comment is not None:
        yield Use("css-comments", "/* … */", (start + comment,), "style")


_Found = tuple[str, str, int, tuple[Declaration, ...], tuple[AtRule, ...]]


def _of_sheet(sheet: StyleSheet) -> Iterator[_Found]:
    for at_rule in sheet.at_rules:
        for slug in at_rule_features(at_rule):
            yield slug, f"@{at_rule.keyword} {at_rule.prelude}"[:80].strip(), at_rule.line, (), at_rule.around
        yield from _of_declarations(at_rule.declarations, (*at_rule.around, at_rule))
    for rule in sheet.rules:
        for slug in selector_features(rule.selectors):
            yield slug, rule.selectors[:80], rule.line, rule.declarations, rule.around
        yield from _of_declarations(rule.declarations, rule.around)
    for rule in sheet.nested:
        if not (rule.around and rule.around[-1].keyword.endswith("keyframes")):
            yield "css-nesting", rule.selectors[:80], rule.line, rule.declarations, rule.around
            for slug in selector_features(rule.selectors):
                yield slug, rule.selectors[:80], rule.line, rule.declarations, rule.around
        yield from _of_declarations(rule.declarations, rule.around)


def _of_declarations(own: tuple[Declaration, ...], around: tuple[AtRule, ...]) -> Iterator[_Found]:
    found: dict[str, _Found] = {}
    for declaration in own:
        for slug in declaration_features(declaration):
            found.setdefault(slug, (slug, _words(declaration), declaration.line, own, around))
    yield from found.values()


def _words(declaration: Declaration) -> str:
    value = declaration.value
    return f"{declaration.name}:{value if len(value) <= 40 else f'{value[:40]}…'}"
