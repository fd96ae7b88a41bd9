"""What Markdown may ask for: bounds on nesting and on what a short text can grow to.

Nobody who writes prose meets them.  They keep a text that was pasted by accident, or meant to do harm, from
holding up a build: opening brackets and emphasis take time that grows with their square, and 40 KB of link
definitions and their uses grew to an email of 200 MB.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from newsletter.content.source_file import TEXT_LIMIT
from newsletter.model.email import MERGE_FIELD

MAX_DEPTH = 8
"""How deep lists and quotations, or bold and italics, may be nested: more cannot be read on a phone."""

MAX_SIGNS = 2_000
"""How many of the signs that open emphasis, links and pictures one paragraph may have (0.1 s)."""

Fault = tuple[int, str, str, str]
"""Line from 0, rule, message and remedy."""


def is_dense(paragraph: str) -> bool:
    """Whether a paragraph has too many signs for its formatting to be worked out."""
    return len(paragraph) > MAX_SIGNS and sum(map(paragraph.count, "[*_~")) > MAX_SIGNS


def limit_faults(tokens: Sequence[Token], markdown: str) -> Iterator[Fault]:
    """Where parsed Markdown goes beyond the bounds, and merge fields that only formatting puts together."""
    with_fields = "@" in markdown or "&" in markdown
    nested = False
    line = room = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        if token.level > 2 * MAX_DEPTH + 1 and not nested:
            nested = True
            yield (
                line, "too-deep", f"Lists and quotations are nested more than {MAX_DEPTH} deep here.",
                "Write them flatter; on a phone there is no room for so many levels.",
            )  # fmt: skip
        if not token.children:
            continue
        if is_dense(token.content):
            yield (
                line, "too-many-signs", f"This paragraph has more than {MAX_SIGNS:,} brackets, stars and underscores.",
                "Divide it with blank lines.",
            )  # fmt: skip
        if with_fields:
            yield from _pieced_fields(token, line)
        if len(token.children) == 1:
            continue  # words alone
        before, deepest = room, 0
        for child in token.children:
            if child.nesting > 0:
                deepest = max(deepest, child.level)
                room += len(str(child.attrs.get("href", "")))
        if deepest >= MAX_DEPTH:
            yield (
                line, "too-deep", f"Bold, italics and links are nested more than {MAX_DEPTH} deep here.",
                "Take out some of the signs around these words.",
            )  # fmt: skip
        if before <= TEXT_LIMIT < room:
            yield (
                line, "too-large", "The addresses of the links in this text come to more than 1 MB.",
                "Write fewer links, or shorter addresses.",
            )  # fmt: skip


def _pieced_fields(token: Token, line: int) -> Iterator[Fault]:
    """Merge fields that nobody typed as such: ``@@first_**name**@@`` is one in plain text alone."""
    words = "".join(child.content or " " * child.type.endswith("break") for child in token.children or ())
    for name in dict.fromkeys(MERGE_FIELD.findall(words)):
        if f"@@{name}@@" not in token.content:
            yield (
                line, "pieced-merge-field", f"A merge field, @@{name}@@, comes together from pieces here.",
                "Write it in one piece, or take one of the at-signs out.",
            )  # fmt: skip
