"""What a parser would have to mend in a page: tags that do not fit together.

Follows the HTML standard, section 13.2.6 (tree construction), as far as it says where an element may stand and which
end tags may be left out.  What the standard allows, such as ``<li>`` without its end tag, is no fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from newsletter.checks.html_tags import VOID, Tag, TagList, tags_of


class Harm(Enum):
    """What a fault does."""

    GRAVE = "moves or hides what comes after it"
    SLIGHT = "is mended in a different way by each mail program"


@dataclass(frozen=True)
class StructureFault:
    """A tag that does not fit: its offset in the page, and what is wrong with it as a whole sentence."""

    offset: int
    harm: Harm
    message: str


_OPTIONAL_END = frozenset((
    "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "optgroup", "colgroup", "rp",
    "rt", "html", "head", "body",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "center", "details", "div", "dl", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p", "pre", "section",
    "table", "ul",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Where the elements that are open outside cannot be closed from.
_WALLS = frozenset(("td", "th", "caption", "table", "html", "object", "marquee", "template"))
_TABLE_PARTS = frozenset(("table", "tbody", "thead", "tfoot", "tr"))
_HOLDS = {
    "table": frozenset(["caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"]),
    "tbody": frozenset(("tr",)),
    "thead": frozenset(("tr",)),
    "tfoot": frozenset(("tr",)),
    "tr": frozenset(("td", "th")),
    "ul": frozenset(("li",)),
    "ol": frozenset(("li",)),
}
_ANYWHERE = frozenset(("script", "template", "style", "input", "form"))
_INSIDE = {
    "li": frozenset(("ul", "ol", "menu")),
    "tr": frozenset(("table", "tbody", "thead", "tfoot")),
    "td": frozenset(("tr",)),
    "th": frozenset(("tr",)),
    "tbody": frozenset(("table",)),
    "thead": frozenset(("table",)),
    "tfoot": frozenset(("table",)),
    "dt": frozenset(("dl", "div")),
    "dd": frozenset(("dl", "div")),
}
# A start tag that ends an open element whose end tag may be left out.
_ENDS = {
    "li": frozenset(("li",)),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "tr": frozenset(("td", "th", "tr")),
    "tbody": frozenset(("td", "th", "tr", "tbody", "thead", "tfoot", "colgroup")),
    "thead": frozenset(("td", "th", "tr", "tbody", "thead", "tfoot", "colgroup")),
    "tfoot": frozenset(("td", "th", "tr", "tbody", "thead", "tfoot", "colgroup")),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "option": frozenset(("option",)),
    "body": frozenset(("head",)),
}
_SVG = frozenset(("svg", "math"))


@dataclass
class _Scope:
    """The elements open inside one wall: a cell, a table, or the page."""

    open: list[Tag] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    paragraph: Tag | None = None
    """A paragraph that a block has ended: a later ``</p>`` shows that it was meant to go on."""

    def push(self, tag: Tag) -> None:
        self.open.append(tag)
        self.count[tag.name] += 1

    def pop(self) -> Tag:
        tag = self.open.pop()
        self.count[tag.name] -= 1
        return tag


@lru_cache(maxsize=4)
def structure_faults(html: str) -> tuple[StructureFault, ...]:
    """What does not fit together in a page, in the order in which it shows."""
    read = tags_of(html)
    faults = [*_comments_in_comments(html, read), *_Walk().faults(read.tags)]
    if read.unended is not None:
        what = "comment" if html.startswith("<!--", read.unended) else "tag or a quotation mark in it"
        faults = [fault for fault in faults if "never closed" not in fault.message]
        faults.append(StructureFault(read.unended, Harm.GRAVE, f"A {what} never ends, and hides what comes after it."))
    return tuple(faults)


def _comments_in_comments(html: str, read: TagList) -> Iterator[StructureFault]:
    """Comments that go on into the next one, as those do that were not closed."""
    for start, end in read.comments:
        if not html.startswith("<!--[if", start) and html.find("<!--", start + 4, end) >= 0:
            yield StructureFault(start, Harm.GRAVE, "A comment is not closed before the next one begins.")


class _Walk:
    def __init__(self) -> None:
        self._scopes = [_Scope()]
        self._links = 0
        self._foreign = 0
        """How deep in SVG or MathML, whose elements follow other rules."""

    def faults(self, tags: tuple[Tag, ...]) -> Iterator[StructureFault]:
        """Follow the tags with a stack of what is open."""
        for tag in tags:
            if not tag.name:
                yield from self._text(tag)
            elif tag.closing:
                yield from self._end(tag)
            else:
                yield from _inside(tag)
                yield from self._start(tag)
        for scope in reversed(self._scopes):
            for tag in reversed(scope.open):
                if tag.name not in _OPTIONAL_END:
                    yield _never_closed(tag)

    @property
    def _parent(self) -> str:
        return next((scope.open[-1].name for scope in reversed(self._scopes) if scope.open), "")

    def _text(self, tag: Tag) -> Iterator[StructureFault]:
        if self._parent in _TABLE_PARTS:
            yield StructureFault(
                tag.start, Harm.GRAVE, f"There are words in a <{self._parent}>, but outside of its cells."
            )

    def _start(self, tag: Tag) -> Iterator[StructureFault]:
        name = tag.name
        if name in _SVG:
            self._foreign += 1
        if not self._foreign:
            self._close_what_it_ends(name)
            yield from self._misplaced(tag)
        if name == "a" and "href" in tag.raw.lower():
            if self._links:
                yield StructureFault(tag.start, Harm.SLIGHT, "There is a link inside a link.")
            self._links += 1
        if name in VOID or (tag.closes_itself and (self._foreign or ":" in name)):
            self._foreign -= name in _SVG
            return
        if tag.closes_itself and name not in _OPTIONAL_END:
            yield StructureFault(tag.start, Harm.SLIGHT, f"The tag <{name} /> does not close itself.")
        if name in _WALLS:
            self._scopes.append(_Scope())
        self._scopes[-1].push(tag)

    def _close_what_it_ends(self, name: str) -> None:
        scope = self._scopes[-1]
        if name in _BLOCKS and scope.count["p"]:
            while scope.count["p"]:
                closed = self._pop()
                if closed.name == "p":
                    scope.paragraph = closed
        ends = _ENDS.get(name, frozenset())
        while ends and self._top().name in ends:
            self._pop()

    def _misplaced(self, tag: Tag) -> Iterator[StructureFault]:
        name, parent = tag.name, self._parent
        allowed = _HOLDS.get(parent)
        beside_cells = parent in _TABLE_PARTS and allowed is not None and name not in allowed | _ANYWHERE
        if beside_cells and name not in ("td", "th") and not name == parent == "tr":
            yield StructureFault(tag.start, Harm.GRAVE, f"<{name}> stands in a <{parent}>, but outside of its cells.")
            return
        wanted = _INSIDE.get(name)
        if wanted is not None and parent not in wanted:
            grave = Harm.GRAVE if name in ("td", "th", "tr") else Harm.SLIGHT
            where = " or ".join(f"<{each}>" for each in ("tr", "table", "ul", "dl") if each in wanted)
            yield StructureFault(tag.start, grave, f"<{name}> stands outside of a {where}.")
        elif name in _HEADINGS and parent in _HEADINGS:
            yield StructureFault(tag.start, Harm.SLIGHT, f"There is a heading <{name}> inside a heading <{parent}>.")

    def _end(self, tag: Tag) -> Iterator[StructureFault]:
        name = tag.name
        if name in VOID:
            yield StructureFault(tag.start, Harm.SLIGHT, f"</{name}> has nothing to close.")
            return
        if name in _TABLE_PARTS or name in _WALLS:
            self._leave_walls(name)
        scope = self._scopes[-1]
        if not scope.count[name]:
            if name == "p" and scope.paragraph is not None:
                yield StructureFault(
                    scope.paragraph.start, Harm.SLIGHT, "A paragraph holds a block, such as a table or a list."
                )
                scope.paragraph = None
            elif name not in ("html", "body", "head"):
                harm = Harm.GRAVE if name in _WALLS or name in _TABLE_PARTS or name == "div" else Harm.SLIGHT
                yield StructureFault(tag.start, harm, f"</{name}> closes nothing that is open here.")
            return
        while (closed := self._pop()).name != name:
            if closed.name not in _OPTIONAL_END:
                yield _never_closed(closed)

    def _leave_walls(self, name: str) -> None:
        """Go out to the scope that holds the part of a table to be closed, but not out of its table."""
        for depth in range(len(self._scopes) - 1, max(-1, len(self._scopes) - 4), -1):
            scope = self._scopes[depth]
            if scope.count[name]:
                while len(self._scopes) - 1 > depth:
                    self._pop()
                return
            if scope.count["table"]:
                return

    def _top(self) -> Tag:
        scope = self._scopes[-1]
        return scope.open[-1] if scope.open else Tag("", 0, 0)

    def _pop(self) -> Tag:
        scope = self._scopes[-1]
        tag = scope.pop()
        if not scope.open and len(self._scopes) > 1:
            self._scopes.pop()
        if tag.name == "a":
            self._links = max(0, self._links - 1)
        self._foreign -= tag.name in _SVG
        return tag


def _inside(tag: Tag) -> Iterator[StructureFault]:
    """What is wrong within a start tag."""
    names: set[str] = set()
    for name, _, runs_into in tag.attributes:
        if any(sign in name for sign in "\"'<"):
            yield StructureFault(tag.start, Harm.GRAVE, f"A quotation mark is missing or too many in <{tag.name}>.")
            return
        if name in names:
            yield StructureFault(tag.start, Harm.SLIGHT, f"<{tag.name}> has the attribute “{name}” twice.")
        elif runs_into:
            yield StructureFault(
                tag.start, Harm.SLIGHT, f"A blank is missing before the attribute “{name}” of <{tag.name}>."
            )
        names.add(name)


def _never_closed(tag: Tag) -> StructureFault:
    return StructureFault(tag.start, Harm.GRAVE if tag.name in _WALLS or tag.name == "div" else Harm.SLIGHT,
                          f"<{tag.name}> is never closed.")  # fmt: skip
