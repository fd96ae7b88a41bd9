"""What is wrong with the HTML inside MJML, for pages that MRML refused without saying where."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from newsletter.rendering.mjml_tokens import (
    ANY_TOKEN,
    BLANK,
    Attribute,
    MjmlProblem,
    Scan,
    is_conditional,
    name_of,
    note_fault,
    read_attributes,
    shorten,
    source_of,
    unfinished_tag,
)

_VOID = "area base br col embed hr img input link meta param source track wbr"
VOID_ELEMENTS = frozenset(_VOID.split())
"""Elements without a closing tag, in lower case only: MRML 6.0.1 wants ``</BR>`` after a ``<BR>``."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Open(NamedTuple):
    """An open tag."""

    name: str
    offset: int
    source: str | None

    @property
    def is_mjml(self) -> bool:
        return _is_mjml(self.name)

    @property
    def key(self) -> str:
        return self.name if self.is_mjml else self.name.lower()


def _is_mjml(name: str) -> bool:
    return name[:2].lower() == "mj"


def html_depth(mjml: str, start: int, end: int) -> int:
    """How deep the HTML between two offsets is nested."""
    depth = deepest = 0
    for match in ANY_TOKEN.finditer(mjml, start, end):
        slash, name, rest, _ = match.groups()
        if name is None or rest.endswith("/") or name in VOID_ELEMENTS:
            continue
        depth += -1 if slash else 1
        deepest = max(deepest, depth)
    return deepest


def find_html_problems(mjml: str) -> tuple[MjmlProblem, ...]:
    """What is wrong with the HTML in ``mjml``, in the order of the page, at most ``MAX_PROBLEMS``.

    For a page that MRML refused: some thirty times slower than ``find_problems`` (9 ms for 40 KB of HTML), and
    it names mismatched closing tags too, which MRML accepts.  Never raises.
    """
    return _HtmlScan(mjml).run()


class _HtmlScan(Scan):
    def __init__(self, mjml: str) -> None:
        super().__init__(mjml)
        self.stack: list[_Open] = []
        # How often each name is open, so that a stray closing tag costs no search of the stack.
        self.open_mjml: Counter[str] = Counter()
        self.open_html: list[Counter[str]] = [Counter()]  # one for each open mj- tag, and one for the page

    def run(self) -> tuple[MjmlProblem, ...]:
        for forbidden in _FORBIDDEN.finditer(self.mjml):
            fault = (f"the character {name_of(forbidden.group())} makes MRML refuse the page", "remove it")
            self.report(forbidden.start(), fault, None)
            if self.is_full():
                return self.problems()
        end = 0
        for match in ANY_TOKEN.finditer(self.mjml):
            start = match.start()
            if (marker := self.mjml.find("]]>", end, start)) >= 0:
                self.here(marker, "]]> makes MRML refuse the page", "write ]]&gt; instead")
            end = match.end()
            if match.group(2) is not None:
                self.tag(match)
            elif match.group().startswith(("<!--", "<![")):
                self.note(match.group(), start)
            else:
                self.bare(match.group(), start)
            if self.is_full():
                return self.problems()
        while self.stack:
            self.drop("the end of the page")
        return self.problems()

    def here(self, offset: int, message: str, remedy: str) -> None:
        self.report(offset, (message, remedy), self.stack[-1].source if self.stack else None)

    def note(self, text: str, offset: int) -> None:
        if fault := note_fault(text):
            self.here(offset, *fault)
        elif is_conditional(text) and self.stack and self.stack[-1].name in ("mj-button", "mj-table"):
            message = f"a conditional comment cannot stand directly in {self.stack[-1].name}"
            self.here(offset, message, "put it in a mj-text or a mj-raw")

    def bare(self, text: str, offset: int) -> None:
        if text in ("<!", "<?"):
            self.here(offset, f"{text} starts a declaration, which MRML refuses", "remove it")
        else:
            before = shorten(self.mjml[offset + 1 : offset + 21], 20)
            self.here(offset, f'a bare < stands before "{before}"', "write &lt; for the sign, or finish the tag")

    def tag(self, match: re.Match[str]) -> None:
        slash, name, rest, ended = match.groups()
        start = match.start()
        shown = f"<{slash}{shorten(name)}>"
        is_mjml = _is_mjml(name)
        source = (source_of(rest) if is_mjml else None) or (self.stack[-1].source if self.stack else None)
        if not ended:
            self.report(start, unfinished_tag(shown[:-1], rest, self.mjml[match.end() : match.end() + 1]), source)
        elif slash and rest.strip(BLANK):
            self.report(start, (f"{shown} has something after its name", f"write {shown}"), source)
        elif not slash:
            for each in read_attributes(rest.removesuffix("/")):
                if not isinstance(each, Attribute):
                    self.report(start, (f"{shown}: {each[0]}", each[1]), source)
        if name.count(":") > 1 or name.endswith(":"):
            self.report(start, (f"{shown} is not a name for a tag", "write one : with a name after it"), source)
        void = name.lower() in VOID_ELEMENTS
        if void and name not in VOID_ELEMENTS:
            self.report(start, (f"{shown} is in capitals", f"write {shown.lower()}"), source)
        elif void and slash:
            self.report(start, (f"{shown} closes nothing: {name} has no content", "remove it"), source)
        elif not void and slash:
            self.close(name, start)
        elif not void and not rest.endswith("/"):
            self.push(_Open(name, start, source))

    def push(self, tag: _Open) -> None:
        if tag.is_mjml:
            self.open_mjml[tag.key] += 1
            self.open_html.append(Counter())
        else:
            self.open_html[-1][tag.key] += 1
        self.stack.append(tag)

    def pop(self) -> _Open:
        tag = self.stack.pop()
        if tag.is_mjml:
            self.open_mjml[tag.key] -= 1
            self.open_html.pop()
        else:
            self.open_html[-1][tag.key] -= 1
        return tag

    def drop(self, until: str) -> None:
        tag = self.pop()
        if not tag.is_mjml and not self.is_full():  # find_problems says it of a mj- tag
            name = shorten(tag.name)
            self.report(tag.offset, (f"<{name}> is not closed before {until}", f"close it with </{name}>"), tag.source)

    def close(self, name: str, offset: int) -> None:
        closing = _Open(name, offset, None)
        still_open = self.open_mjml if closing.is_mjml else self.open_html[-1]
        if still_open[closing.key]:
            while self.stack[-1].key != closing.key:
                self.drop(f"the </{shorten(name)}> after it")
            self.pop()
        elif not closing.is_mjml:
            opened = shorten(self.stack[-1].name) if self.stack else ""
            remedy = f"remove it, or write </{opened}>" if opened and not _is_mjml(opened) else "remove it"
            self.here(offset, f"</{shorten(name)}> closes nothing", remedy)
