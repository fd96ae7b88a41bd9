"""The tags of a page as they were written, before any parser mends them.

Read by the rules of the HTML standard, section 13.2.5 (tokenization), in one pass: a comment, a quote or a tag that
never ends takes the rest of the page with it, as it does in a mail program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
"""Elements that have no end tag."""

_RAW = frozenset(("style", "script", "title", "textarea", "xmp", "iframe", "noembed", "noframes"))
# Each quantifier is possessive: a tag is read once, and never again from its middle.
_ATTRIBUTES = re.compile(r"""(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+))?+)*+>""")
_ATTRIBUTE = re.compile(r"""([\s/]*+)([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>][^\s>]*+)))?+""")
_OPENING = re.compile(r"<(?:(?P<comment>!--)|(?P<other>[!?])|(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]{0,100}))")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or an end tag; or a run of text, with an empty name.

    ``start`` and ``end`` are offsets in the page; ``raw`` is what stands between the name and ``>``.
    """

    name: str
    start: int
    end: int
    closing: bool = False
    raw: str = ""

    @property
    def closes_itself(self) -> bool:
        """Whether it ends in ``/>``."""
        return self.raw.endswith("/") and not self.raw.endswith("=/")

    @property
    def attributes(self) -> list[tuple[str, str, bool]]:
        """Each attribute: its name in small letters, its value, and whether a blank is missing before it."""
        return [
            (match[2].lower(), match[3] or match[4] or match[5] or "", not match[1])
            for match in _ATTRIBUTE.finditer(self.raw)
        ]


@dataclass(frozen=True)
class TagList:
    """The tags and texts of a page; ``unended`` is the offset of a comment, tag or quote that never ends."""

    tags: tuple[Tag, ...]
    unended: int | None = None
    comments: tuple[tuple[int, int], ...] = ()


@lru_cache(maxsize=4)
def tags_of(html: str) -> TagList:
    """Every tag of a page in its order, and the words between them where there are any."""
    out: list[Tag] = []
    comments: list[tuple[int, int]] = []
    at = 0
    while opening := _OPENING.search(html, at):
        start = opening.start()
        if html[at:start].strip():
            out.append(Tag("", at, start))
        if opening["comment"]:
            end = html.find("-->", start + 2)
            if end < 0:
                return TagList(tuple(out), start, tuple(comments))
            at = end + 3
            comments.append((start, at))
        elif opening["other"]:
            end = html.find(">", start)
            if end < 0:
                return TagList(tuple(out), start, tuple(comments))
            at = end + 1
        else:
            rest = _ATTRIBUTES.match(html, opening.end())
            if rest is None:
                return TagList(tuple(out), start, tuple(comments))
            name = opening["name"].lower()
            at = rest.end()
            out.append(Tag(name, start, at, bool(opening["slash"]), html[opening.end() : at - 1]))
            if name in _RAW and not opening["slash"]:
                closing = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(html, at)
                if closing is None:
                    return TagList(tuple(out), start, tuple(comments))
                at = closing.start()
    if html[at:].strip():
        out.append(Tag("", at, len(html)))
    return TagList(tuple(out), None, tuple(comments))
