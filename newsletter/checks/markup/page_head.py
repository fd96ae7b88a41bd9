"""The email begins as a page of HTML has to: doctype, language, character set, one title, one body.

Without its doctype a page is drawn by the rules of 1998; without its language a screen reader guesses how to speak;
without its character set “é” can become “Ã©”.  A brace too few in a style block undoes every rule after it.

Bad: an email that begins with ``<div>``; ``<style>.a { color: red .b { color: blue }</style>``.
Good: ``<!doctype html><html lang="en"><head><meta charset="utf-8"><title>December 2026</title>``.
Source: the HTML standard, 4.2 and 13.1.1; WCAG 2.2, 3.1.1 and 2.4.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.html_tags import Tag, tags_of
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_DOCTYPE = re.compile(
    r"\ufeff?(?:\s+|<\?xml[^>]{0,200}>|<!--(?!\[if)[^>]{0,2000}-->){0,9}<!doctype\s+html\b([^>]{0,300})>", re.IGNORECASE
)
_OLD_RULES = re.compile(r"html (?:2|3)|html 4\.01 (?:transitional|frameset)//en\"\s*$", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{1,40})", re.IGNORECASE)


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Everything that is missing at the start, in one finding; each other fault in one of its own."""
    if not email.html.strip():
        return
    tags = [tag for tag in tags_of(email.html).tags if tag.name and not tag.closing]
    missing = list(_missing(email.html, tags))
    if missing:
        yield Fault(
            email.place,
            f"The start of the email lacks {' and '.join(missing)}.",
            "Begin it as templates/layout.mjml.j2 does.",
            text=", ".join(missing),
        )
    for name in ("html", "head", "body"):
        some = [tag for tag in tags if tag.name == name]
        if len(some) > 1:
            yield Fault(
                email.place_at(some[1].start), f"The email has {len(some)} <{name}> tags.",
                "Keep the first; the others came with something that was pasted.",
            )  # fmt: skip
    titles = [tag for tag in tags if tag.name == "title"]
    if len(titles) > 1 and not any(tag.name == "svg" for tag in tags):
        yield Fault(email.place_at(titles[1].start), f"The email has {len(titles)} titles.", "Keep the first.")
    for tag in tags:
        if tag.name == "style" and not _balanced(email.html[tag.end : _end_of(email.html, tag)]):
            yield Fault(
                email.place_at(tag.start), "The braces of a style block do not match, which undoes the rules after it.",
                "Count “{” and “}” in it.", severity=Severity.ERROR,
            )  # fmt: skip


def _missing(html: str, tags: list[Tag]) -> Iterator[str]:
    doctype = _DOCTYPE.match(html)
    if doctype is None or _OLD_RULES.search(doctype[1]):
        yield "<!doctype html>"
    root = next((tag for tag in tags if tag.name == "html"), None)
    languages = {name: value for name, value, _ in root.attributes} if root else {}
    if not (languages.get("lang") or languages.get("xml:lang") or "").strip():
        yield 'the language (lang="en" in the <html> tag)'
    charset = next((found for tag in tags if tag.name == "meta" and (found := _CHARSET.search(tag.raw))), None)
    if charset is None:
        yield "the character set"
    elif charset[1].lower() not in ("utf-8", "utf8") and not html.isascii():
        yield f"the character set UTF-8 (it says {charset[1]})"
    if not any(tag.name == "title" for tag in tags):
        yield "a title"


def _end_of(html: str, tag: Tag) -> int:
    end = re.compile(r"</style", re.IGNORECASE).search(html, tag.end)
    return end.start() if end else len(html)


_PARTS = re.compile(r"/\*|\"|'|[{}\n]")


def _balanced(css: str) -> bool:
    """Whether each brace has its partner, comments and quoted words left out."""
    depth = 0
    at = 0
    while part := _PARTS.search(css, at):
        sign, at = part.group(), part.end()
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth < 0:
                return False
        elif sign == "/*":
            end = css.find("*/", at)
            if end < 0:
                return False
            at = end + 2
        elif sign != "\n":
            end, line = css.find(sign, at), css.find("\n", at)
            at = end + 1 if end >= 0 and (line < 0 or end < line) else line if line >= 0 else len(css)
    return depth == 0
