"""Gmail keeps the styles of the email: they are short enough, and hold nothing that makes it drop them.

Gmail reads about 16 KB of style sheets.  The block in which that is passed is dropped whole, and so are those after it.
One at-rule within another, or a color written without commas, makes it drop the block around it, and a character set
other than UTF-8 makes it cut the email off, however short it is.

Bad: ``@media (max-width: 480px) { @media (hover) { … } }``; ``color: rgb(0 0 0)``; ``charset=windows-1252``.
Good: ``@media (max-width: 480px) and (hover) { … }``; ``color: #000000``; ``charset=utf-8``.
Source: email-bugs 21, 41, 56 and 90 (github.com/hteumeuleu/email-bugs); caniemail.com on rgb(), tested in August 2021.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.html_tags import Tag, tags_of
from newsletter.checks.mail_programs import GMAIL_STYLES
from newsletter.checks.styles import LONGEST, Declaration, StyleSheet, declarations, style_sheet
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{1,40})", re.IGNORECASE)
_SPACED_COLOR = re.compile(r"\brgba?\(\s*\d[\d.]*%?\s+\d")


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """The first block that is too much, those before it that Gmail drops, and the character set it does not like."""
    total = 0
    is_utf_8 = True
    tags = tags_of(email.html).tags
    for number, tag in enumerate(tags):
        if tag.closing:
            continue
        if tag.name == "style" and total <= GMAIL_STYLES:
            end = tags[number + 1].start if number + 1 < len(tags) else len(email.html)
            css = email.html[tag.end : end]
            total += len(css.encode("utf-8", "replace"))
            if total > GMAIL_STYLES:
                yield Fault(
                    email.place_at(tag.start),
                    f"Up to this style block the styles have {total / 1000:.0f} KB. Gmail reads about 16 KB, and drops "
                    "this block and those after it.",
                    "Put the styles that matter most first, and leave out what nothing uses.",
                )
            yield from _dropped(email, tag, style_sheet(css[:LONGEST]))
        elif tag.name == "meta" and is_utf_8 and (found := _CHARSET.search(tag.raw)):
            is_utf_8 = found[1].lower() in ("utf-8", "utf8")
            if is_utf_8:
                continue
            yield Fault(
                email.place_at(tag.start),
                f"The character set is {found[1]}. Gmail cuts such an email off, however short it is.",
                "Save the email as UTF-8, and say so: <meta charset=\"utf-8\">.",
                text=found[1],
            )  # fmt: skip
    yield from _inline(email, tags)


def _dropped(email: FinishedEmail, tag: Tag, sheet: StyleSheet) -> Iterator[Fault]:
    nested = next((at_rule for at_rule in sheet.at_rules if at_rule.around), None)
    if nested is not None:
        yield Fault(
            email.place_at(tag.start),
            f"A rule @{nested.keyword} stands within @{nested.around[-1].keyword}. Gmail drops the whole style block.",
            "Write both conditions into one rule, joined by “and”.",
            text=f"@{nested.keyword} {nested.prelude}".strip()[:80],
        )
    said = [each for rule in (*sheet.rules, *sheet.nested) for each in rule.declarations]
    if color := _spaced_color(said):
        yield Fault(
            email.place_at(tag.start),
            f"The color “{color}” is written without commas. Gmail drops the whole style block.",
            "Write it as “#rrggbb”.",
            text=color,
        )


def _inline(email: FinishedEmail, tags: tuple[Tag, ...]) -> Iterator[Fault]:
    """The first tag that loses its style to a color."""
    for tag in tags:
        if "rgb" in tag.raw and not tag.closing:
            style = next((value for name, value, _ in tag.attributes if name == "style"), "")
            if color := _spaced_color(declarations(style[:LONGEST])):
                yield Fault(
                    email.place_at(tag.start),
                    f"The color “{color}” is written without commas. Gmail drops the whole style of this <{tag.name}>.",
                    "Write it as “#rrggbb”.",
                    text=color,
                )
                return


def _spaced_color(some: list[Declaration] | tuple[Declaration, ...]) -> str | None:
    """The first color written without commas, to its closing bracket."""
    for declaration in some:
        if found := _SPACED_COLOR.search(declaration.value):
            return declaration.value[found.start() :].partition(")")[0][:60] + ")"
    return None
