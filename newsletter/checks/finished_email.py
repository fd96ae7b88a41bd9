"""A finished email as mail programs get it: ours, or any other's.  Parsed once for all rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from newsletter.model.place import Place

if TYPE_CHECKING:  # A build asks for no styles, and reads 10 ms less.
    from newsletter.checks.computed_styles import ComputedStyles
    from newsletter.checks.styles import PageStyles

Element = Any
"""An element of lxml's."""

_MARK = "data-at"
_TEMPLATE = Place("templates/layout.mjml.j2")
"""What holds the words that stand in no file of an issue: the contents, the footer."""


@dataclass(frozen=True)
class Link:
    """A link: where it leads, and the words that a reader sees (the alternative texts of its pictures among them)."""

    href: str
    words: str
    place: Place
    element: Element = field(compare=False, repr=False)


@dataclass(frozen=True)
class PageProblem:
    """What the parser had to mend in a page."""

    line: int
    message: str


class Page:
    """HTML as one kind of mail program reads it."""

    def __init__(self, html: str) -> None:
        # Imported here: a build asks nothing of a parsed page, and saves 8 ms.
        from lxml import etree
        from lxml import html as lxml_html

        self.html = html
        # huge_tree: an email with deep tables or a picture as data is odd, but it has to be judged.
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
        try:
            self.tree: Element = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
        except etree.ParserError:  # nothing but comments or blanks
            self.tree = lxml_html.document_fromstring("<html></html>")
        self.problems = tuple(
            PageProblem(entry.line, entry.message.strip())
            for entry in parser.error_log
            if entry.type != etree.ErrorTypes.HTML_UNKNOWN_TAG
        )

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element in the order of the document."""
        return tuple(element for element in self.tree.iter() if isinstance(element.tag, str))

    def named(self, *tags: str) -> Iterator[Element]:
        """The elements with one of these tags, in order."""
        return (element for element in self.elements if element.tag in tags)

    @cached_property
    def styles(self) -> PageStyles:
        """The style blocks and style attributes, parsed once."""
        from newsletter.checks.styles import PageStyles

        return PageStyles(self.elements)

    @cached_property
    def computed(self) -> ComputedStyles:
        """What they come to for each element."""
        from newsletter.checks.computed_styles import ComputedStyles

        return ComputedStyles(self.elements, self.styles)


class FinishedEmail:
    """An email's parts and what a rule wants to know of them.

    ``text`` is None where there is no text part.  ``place`` stands for the email as a whole; a place inside is that
    of the source where the HTML is marked with ``data-at``, else file and line of the HTML itself.  ``typed`` finds
    out where the addresses of links and pictures were typed, as far as that is known.  ``audience`` says how many of a
    hundred readers use which family of mail programs; empty where nobody has said.
    """

    def __init__(
        self,
        html: str,
        text: str | None = None,
        subject: str | None = None,
        preheader: str | None = None,
        place: Place | None = None,
        header_places: Mapping[str, Place] | None = None,
        typed: Callable[[], Mapping[str, tuple[Place, ...]]] = dict,
        sent_html: str | None = None,
        audience: Mapping[str, int] | None = None,
    ) -> None:
        self.html, self.text, self.subject, self.preheader = html, text, subject, preheader
        self.place = place or Place("email.html")
        self.header_places = header_places or {}
        self.audience = audience or {}
        self._read_typed, self._sent_html = typed, sent_html
        self.is_ours = f' {_MARK}="' in html

    @cached_property
    def sent_html(self) -> str:
        """The HTML that leaves: without our marks."""
        if self._sent_html is not None:
            return self._sent_html
        first, *rest = self.html.split(f' {_MARK}="')
        return first + "".join([part.partition('"')[2] for part in rest])

    @cached_property
    def typed(self) -> Mapping[str, tuple[Place, ...]]:
        """Where the addresses of links and pictures were typed; most rules never ask."""
        return self._read_typed()

    @cached_property
    def page(self) -> Page:
        """As every mail program but Outlook for Windows reads it: its conditional comments are comments."""
        return Page(self.html)

    @cached_property
    def outlook_page(self) -> Page:
        """As Outlook for Windows reads it: conditional comments for it opened, what is kept from it left out."""
        return Page(for_outlook(self.html))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link of the page, in order."""
        return tuple(
            Link(
                element.get("href") or "",
                visible_words(element, _LONGEST_LINK),
                self.place_of_address(element, "href"),
                element,
            )
            for element in self.page.named("a", "area")
            if element.get("href") is not None
        )

    @cached_property
    def images(self) -> tuple[Element, ...]:
        """Every ``img`` of the page, in order."""
        return tuple(self.page.named("img"))

    @cached_property
    def words(self) -> str:
        """What a reader sees of the page, on one line; hidden blocks such as the preheader are left out."""
        body = self.page.tree.find("body")
        return visible_words(self.page.tree if body is None else body)

    def place_of(self, element: Element) -> Place:
        """Where an element comes from."""
        if not self.is_ours:
            return Place(self.place.file, element.sourceline or 0)
        mark = self._marks.get(element)
        if mark is None:
            return self.place
        file, _, line = unquote(mark).rpartition(":")
        return Place(file, int(line)) if file and line.isdigit() else Place(unquote(mark))

    def place_of_address(self, element: Element, attribute: str) -> Place:
        """Where the address in an attribute was typed; that of the element where nobody typed it as it stands."""
        near = self.place_of(element)
        typed = self.typed.get(element.get(attribute) or "", ())
        here = [place for place in typed if place.file == near.file]
        if typed:
            return next((place for place in here if place.line >= near.line), (here or typed)[-1])
        if self.is_ours and element not in self._around:
            return _TEMPLATE
        return near

    def place_of_look(self, element: Element, file: str = _TEMPLATE.file) -> Place:
        """Where the look of an element was decided: in a template of ours, else where it stands in the HTML."""
        return Place(file) if self.is_ours else self.place_of(element)

    def place_at(self, offset: int) -> Place:
        """Where the HTML at an offset comes from."""
        html = self.html
        if not self.is_ours:
            return Place(self.place.file, html.count("\n", 0, offset) + 1)
        in_a_tag = html.rfind("<", 0, offset) > html.rfind(">", 0, offset)
        until = html.find(">", offset) if in_a_tag else offset
        start = html.rfind(f' {_MARK}="', 0, until if until >= 0 else offset)
        if start < 0:
            return self.place
        file, _, line = html[start + len(_MARK) + 3 : html.find('"', start + len(_MARK) + 3)].rpartition(":")
        return Place(file, int(line)) if file and line.isdigit() else Place(f"{file}:{line}".lstrip(":"))

    @cached_property
    def _marks(self) -> dict[Element, str]:
        """The nearest mark of each element: its own, one around it, or the last one before it."""
        marks: dict[Element, str] = {}
        last: str | None = None
        for element in self.page.elements:
            last = element.get(_MARK) or last
            nearest = self._around.get(element) or last
            if nearest:
                marks[element] = nearest
        return marks

    @cached_property
    def _around(self) -> dict[Element, str]:
        """The mark of each element's own, or of the nearest element around it that has one."""
        around: dict[Element, str] = {}
        for element in self.page.elements:
            mark = element.get(_MARK) or around.get(element.getparent())
            if mark:
                around[element] = mark
        return around


def section_of(place: Place) -> str | None:
    """The id of the section or reference entry whose file a place is in: ``2026-12/story``, ``drugs/trabectedin``."""
    match = re.fullmatch(r"(?:issues|reference)/(.+)\.md", place.file)
    return match.group(1) if match else None


def is_hidden(element: Element) -> bool:
    """Whether the element's own style hides it."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


_SPACED = frozenset((
    "p", "div", "td", "th", "tr", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote",
))  # fmt: skip


_LONGEST_LINK = 2_000
"""Of links within links in the thousands, reading each to its end would take hours."""


def visible_words(element: Element, limit: int | None = None) -> str:
    """The words that a reader sees in an element, alternative texts among them, on one line.

    ``limit`` is how many pieces of it are read; None for all.
    """
    out: list[str] = []
    # A stack of its own: an email may nest deeper than Python may call.
    stack: list[Element | str] = [element]
    while stack and (limit is None or len(out) < limit):
        item = stack.pop()
        if isinstance(item, str):
            out.append(item)
            continue
        if not isinstance(item.tag, str) or item.tag in ("style", "script", "head", "title") or is_hidden(item):
            continue
        space = " " if item.tag in _SPACED else ""
        if item.tag == "img":
            out.append(item.get("alt") or "")
        out.append(space + (item.text or ""))
        stack.append(space)
        for child in reversed(item):
            if child.tail:
                stack.append(child.tail)
            stack.append(child)
    return " ".join("".join(out).split())


_CONDITION = re.compile(
    r"<!--\[if ([^\]]{0,200})\]>(\s{0,9}<!-{2,4}\s{0,9}-{0,2}>|-->)?|<!\[if ([^\]]{0,200})\]>", re.IGNORECASE
)


def for_outlook(html: str) -> str:
    """The HTML that Outlook for Windows reads, on the same lines.  A condition without its end is left as it is."""
    out: list[str] = []
    at = 0
    while opening := _CONDITION.search(html, at):
        closing = "<![endif]-->" if opening[1] is not None else "<![endif]>"
        end = html.find(closing, opening.end())
        if end < 0:
            break
        condition = (opening[1] or opening[3] or "").lower()
        content = html[opening.end() : end]
        if opening[2]:
            content = content.rstrip().removesuffix("<!--")
        whole = html[opening.start() : end + len(closing)]
        out.append(html[at : opening.start()])
        out.append(content if "mso" in condition and "!mso" not in condition else "\n" * whole.count("\n"))
        at = end + len(closing)
    return "".join([*out, html[at:]])
