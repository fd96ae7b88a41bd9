"""Markdown to rich text: CommonMark with tables and strikethrough, raw HTML off.

Bare web addresses become links.  Nothing that was typed is lost: what the parser would drop (control
characters, nesting beyond MAX_DEPTH) is a finding instead.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from newsletter.content.bare_urls import bare_urls_plugin
from newsletter.content.left_out import left_out_faults
from newsletter.content.prose_limits import MAX_DEPTH, limit_faults
from newsletter.content.prose_rules import prose_plugin
from newsletter.model.characters import UNSHOWABLE, unshowable
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place
from newsletter.model.rich_text import RichText

# markdown-it drops the text beyond its own limit, so that limit lies above ours.  Not far above: every line is
# read once for each quotation around it.
_PARSER_DEPTH = 2 * MAX_DEPTH + 4

_MOST_CHARACTERS = 20
"""How many invisible characters of one text are reported: where there are more, it is no text."""


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _PARSER_DEPTH})
    # An indented block of code is never meant: it is text pasted with spaces in front.  Nor is a heading made by
    # a line of dashes below a paragraph: people type one to part two paragraphs.
    parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline", "code", "lheading"])
    return parser.use(bare_urls_plugin).use(prose_plugin)


_REMEMBERED = 50_000
"""Characters.  A table of 3,500 rows takes 37 MB when parsed: twenty versions of it are not kept."""


def parse_markdown(markdown: str, file: str = "", first_line: int = 1) -> tuple[RichText, tuple[Finding, ...]]:
    """Rich text and what is wrong with it.

    ``first_line`` is the line of ``file`` on which the Markdown begins.  The last texts are remembered, so that a
    rebuild after one edit parses one section (about 1 ms for 270 words) and not all of them.
    """
    parse = _remembered if len(markdown) <= _REMEMBERED else _parsed
    return parse(markdown, file, first_line)


def _parsed(markdown: str, file: str, first_line: int) -> tuple[RichText, tuple[Finding, ...]]:
    is_showable = UNSHOWABLE.search(markdown) is None
    findings = [
        Finding(
            "reading/control-character",
            Severity.ERROR,
            Place(file, first_line + markdown.count("\n", 0, match.start()), _column(markdown, match.start())),
            *unshowable(match.group()),
        )
        for match in ([] if is_showable else islice(UNSHOWABLE.finditer(markdown), _MOST_CHARACTERS))
    ]
    env: dict[str, Any] = {}
    tokens = tuple(_parser().parse(markdown if is_showable else UNSHOWABLE.sub(" ", markdown), env))
    findings += [
        Finding(f"reading/{rule}", severity, Place(file, first_line + at, 1), message, remedy)
        for severity, faults in (
            (Severity.ERROR, limit_faults(tokens, markdown)),
            (Severity.WARNING, left_out_faults(tokens, env, markdown)),
        )
        for at, rule, message, remedy in faults
    ]
    targets: dict[str, Place] = {}
    pictures: dict[str, Place] = {}
    lines = markdown.split("\n")
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        for child in token.children or ():
            if child.type == "link_open":
                href = str(child.attrs.get("href", ""))
                if not href.startswith("ref:"):
                    continue
                name, found = unquote(href[4:]), targets
            elif child.type == "image":
                href = str(child.attrs.get("src", ""))
                name, found = unquote(href), pictures
            else:
                continue
            if name not in found:
                row, column = _spot(lines, token.map or [line, line + 1], href)
                found[name] = Place(file, first_line + row, column)
    text = RichText(
        tokens=tokens,
        markdown=markdown,
        file=file,
        first_line=first_line,
        targets=MappingProxyType(targets),
        pictures=MappingProxyType(pictures),
    )
    return text, tuple(findings)


_remembered = lru_cache(maxsize=24)(_parsed)
forget_parsed = _remembered.cache_clear


def _spot(lines: list[str], rows: list[int], href: str) -> tuple[int, int]:
    """Line from 0 and column from 1 of a link's address within a block; the block's first line where it is not found.

    The address may stand elsewhere (a reference definition) or be spelled otherwise (an entity).
    """
    for before in ("(", "<", ""):
        for address in dict.fromkeys((href, unquote(href))):
            for row, line in enumerate(lines[rows[0] : rows[1]], rows[0]):
                at = line.find(before + address)
                if at >= 0:
                    return row, at + len(before) + 1
    return rows[0], 0


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1) + 1


def plain_words(tokens: list[Token]) -> str:
    """The words of inline tokens without any formatting."""
    return "".join(" " if t.type in ("softbreak", "hardbreak") else t.content for t in tokens)
