"""Find what is wrong in MJML before MRML sees it.

MRML 6.0.1 copies unknown tags through, drops unknown attributes, accepts wrong nesting and bad values, and
where it refuses a page it mostly does not say where.  ``find_problems`` runs on every build: one regular
expression over the ``mj-`` tags; the HTML between them is skipped.  ``find_html_problems`` reads that HTML and is
for pages that MRML refused.  Neither raises, and the time of both grows in proportion to the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsletter.rendering.mjml_schema import (
    COMPONENTS,
    DEFAULTABLE,
    MAX_DEPTH,
    ROOT,
    Component,
)
from newsletter.rendering.mjml_tag import read_tag
from newsletter.rendering.mjml_tokens import (
    BLANK,
    MJML_TOKEN,
    MjmlProblem,
    Scan,
    corrupted,
    find_crashing_signs,
    is_conditional,
    note_fault,
    shorten,
    unfinished_tag,
)

__all__ = ["MjmlProblem", "find_html_problems", "find_problems", "html_depth"]

_BARE_NUMBER = re.compile(r"(?<!\S)(?:\d+(?:\.\d+)?|\.\d+)(?!\S)")
_HTML_TAG = re.compile(r"</?[A-Za-z][^\s<>]{0,30}")


def find_problems(mjml: str) -> tuple[MjmlProblem, ...]:
    """What is wrong with the ``mj-`` tags of ``mjml``, in the order of the page, at most ``MAX_PROBLEMS``.

    Empty for a good page, of which only the HTML inside the tags is still unread.  Never raises.
    """
    return _MjmlScan(mjml).run()


def find_html_problems(mjml: str) -> tuple[MjmlProblem, ...]:
    """What is wrong with the HTML inside the tags of a page that MRML refused.  Never raises."""
    # Imported here: its expressions take 10 ms to compile, and hardly any build needs them.
    from newsletter.rendering import mjml_html

    return mjml_html.find_html_problems(mjml)


def html_depth(mjml: str, start: int, end: int) -> int:
    """How deep the HTML between two offsets is nested."""
    from newsletter.rendering import mjml_html

    return mjml_html.html_depth(mjml, start, end)


@dataclass(slots=True)
class _Open:
    """An open ``mj-`` tag; ``component`` is None where we do not know it."""

    name: str
    offset: int
    source: str | None
    component: Component | None
    blamed: bool = False  # already reported as left open
    once: set[str] = field(default_factory=set)


class _MjmlScan(Scan):
    def __init__(self, mjml: str) -> None:
        super().__init__(mjml)
        self.stack: list[_Open] = []
        self.crashing = find_crashing_signs(mjml)
        self.once: set[str] = set()
        self.has_body = False
        self.classes: set[str] = set()
        self.class_uses: list[tuple[int, str | None, str]] = []

    def run(self) -> tuple[MjmlProblem, ...]:
        end = 0
        for match in MJML_TOKEN.finditer(self.mjml):
            start = match.start()
            if start > end:
                self.content(end, start)
            end = match.end()
            slash, name, rest, ended = match.groups()
            if name is None:
                self.note(match.group(), start)
            elif not ended:
                self.here(start, *unfinished_tag(f"<{slash}{shorten(name)}", rest, self.mjml[end : end + 1]))
                return self.problems()  # what follows cannot be told apart
            elif slash:
                self.close(name, rest, start)
            else:
                self.open(name, rest, start)
            if self.is_full():
                return self.problems()
        if end < len(self.mjml):
            self.content(end, len(self.mjml))
        for tag in self.stack:
            self.unclosed(tag, "the end of the page")
        self.whole_page()
        return self.problems()

    def here(self, offset: int, message: str, remedy: str) -> None:
        self.report(offset, (message, remedy), self.stack[-1].source if self.stack else None)

    def whole_page(self) -> None:
        if "mjml" not in self.once:
            message = "the page has no <mjml> tag" if self.mjml.strip() else "the page is empty"
            self.report(0, (message, "start the page with <mjml> and end it with </mjml>"), None)
        elif not self.has_body:
            self.report(0, ("the page has no mj-body", "put the sections between <mj-body> and </mj-body>"), None)
        for offset, source, name in self.class_uses:
            if name not in self.classes:
                remedy = f'define it in mj-attributes: <mj-class name="{shorten(name)}" ... />'
                self.report(offset, (f'the mj-class "{shorten(name)}" is not defined', remedy), source)

    def too_deep(self, offset: int) -> None:
        message = f"tags are nested more than {MAX_DEPTH} deep, and MRML crashes on deep pages"
        self.here(offset, message, "close the tags that are left open, or nest less")

    def open(self, name: str, rest: str, offset: int) -> None:
        parent = self.stack[-1] if self.stack else None
        source, faults, uses, defines = read_tag(name, rest, parent is not None and parent.name == "mj-attributes")
        if source is None and parent is not None:
            source = parent.source
        for fault in faults:
            self.report(offset, fault, source)
        component = COMPONENTS.get(name)
        if component is not None:
            if (parent.name if parent else ROOT) not in component.parents:
                self.misplaced(name, component, offset, source, parent)
            if component.once:
                self.count(name, offset, source, parent)
            self.class_uses.extend((offset, source, used) for used in uses)
            if defines is not None:
                self.classes.add(defines)
        if not rest.endswith("/"):
            self.stack.append(_Open(name, offset, source, component))

    def count(self, name: str, offset: int, source: str | None, parent: _Open | None) -> None:
        seen = parent.once if parent else self.once
        if name in seen:
            message = f"{name} stands twice in {shorten(parent.name) if parent else 'the page'}"
            self.report(offset, (message, "write it once: MRML drops all but one"), source)
        seen.add(name)
        self.has_body = self.has_body or name == "mj-body"

    def misplaced(self, name: str, component: Component, offset: int, source: str | None, parent: _Open | None) -> None:
        parents = [each for each in sorted(component.parents) if each != ROOT]
        remedy = f"put it in {' or '.join(parents)}" if parents else "use it once, around the whole page"
        if parent is None:
            self.report(offset, (f"{name} stands outside {parents[0]}", remedy), source)
        elif parent.component is not None and not (parent.name == "mj-attributes" and name in DEFAULTABLE):
            message = f"{name} cannot stand in {parent.name}"
            if parent.component.content != "children":
                if parent.blamed:
                    return
                parent.blamed = True
                takes = {"html": "HTML", "text": "plain text", "nothing": "no content"}[parent.component.content]
                message += f", opened on line {self.line(parent.offset)}, which takes {takes}"
                remedy = f"close the {parent.name} with </{parent.name}> before it, or take the {name} out"
            self.report(offset, (message, remedy), source)

    def close(self, name: str, rest: str, offset: int) -> None:
        shown = f"</{shorten(name)}>"
        if rest.strip(BLANK):
            self.here(offset, f"{shown} has something after its name", f"write {shown}")
        for index in range(len(self.stack) - 1, -1, -1):  # short: deep nesting of mj- tags is wrong nesting
            if self.stack[index].name == name:
                for tag in self.stack[index + 1 :]:
                    self.unclosed(tag, f"{shown} on line {self.line(offset)}")
                del self.stack[index:]
                return
        inside = f"; the tag that is open here is {shorten(self.stack[-1].name)}" if self.stack else ""
        self.here(offset, f"{shown} closes nothing", "remove it" + inside)

    def unclosed(self, tag: _Open, until: str) -> None:
        if not tag.blamed:
            name = shorten(tag.name)
            nothing = tag.component is not None and tag.component.content == "nothing"
            remedy = f"end the tag with />: <{name} ... />" if nothing else f"close it with </{name}>"
            self.report(tag.offset, (f"{name} is not closed before {until}", remedy), tag.source)

    def note(self, text: str, offset: int) -> None:
        tag = self.stack[-1] if self.stack else None
        component = tag.component if tag else None
        if fault := note_fault(text):
            self.here(offset, *fault)
        elif is_conditional(text):
            if tag is None or (component is not None and component.content != "html"):
                where = f"directly in {tag.name}" if tag else "outside mjml"
                self.here(offset, f"a conditional comment cannot stand {where}", "put it in a mj-raw")
        elif tag and component and not component.comments:
            self.here(offset, f"a comment cannot stand in {tag.name}", "put it before the tag, or use {# #}")

    def content(self, start: int, end: int) -> None:
        """What stands between two tokens, by what the open tag takes."""
        for sign in self.crashing:
            if start <= sign < end:
                self.here(sign, f'the > after "{shorten(self.mjml[sign - 2 : sign])}" crashes MRML', "write &gt;")
        tag = self.stack[-1] if self.stack else None
        component = tag.component if tag else COMPONENTS["mjml"]
        if component is None:
            return
        if component.content == "html":
            # HTML nested too deep has at least as many "<", and counting those costs next to nothing.
            room = MAX_DEPTH - len(self.stack)
            if self.mjml.count("<", start, end) > room and html_depth(self.mjml, start, end) > room:
                self.too_deep(start)
            return
        gap = self.mjml[start:end]
        text = gap.strip(BLANK)
        if component.content == "text":
            self.plain_text(gap, start, tag)
        elif text:
            self.stray(text, start + gap.index(text[0]), tag)
        elif component.strict and tag and gap[0] != "\n":
            # MRML skips a text that starts with a newline here and refuses the page for any other, even one space.
            message = f"{tag.name} has blanks before a line break or between its tags, which MRML refuses"
            self.here(start, message, "start a new line right after each tag in it, or leave no space between them")

    def stray(self, text: str, offset: int, tag: _Open | None) -> None:
        html = _HTML_TAG.match(text)
        what = f"{html.group()}>" if html else f'"{shorten(text)}"'
        if tag is None:
            self.here(offset, f"{what} stands outside mjml", "remove it")
        elif tag.component and tag.component.content == "nothing":
            self.here(offset, f"{what} stands in {tag.name}, which holds nothing", f"write <{tag.name} ... />")
        else:
            inside_body = tag.name not in ("mjml", "mj-head", "mj-attributes")
            remedy = "put it in a mj-text or a mj-raw" if inside_body else "remove it"
            self.here(offset, f"{what} stands directly in {tag.name}", remedy)

    def plain_text(self, text: str, offset: int, tag: _Open | None) -> None:
        name = tag.name if tag else ""
        if "<" in text:
            self.here(offset, f"{name} has a < in it, but takes only plain text", "write &lt; or leave it out")
        # The title becomes an aria-label, and so an attribute.
        elif name == "mj-title" and (fault := corrupted(text, "")):
            self.here(offset, f"mj-title contains {fault[0]}", fault[1])
