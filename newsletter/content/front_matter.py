"""A section file in its two parts: YAML between two lines of three dashes, Markdown below."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place


@dataclass(frozen=True)
class FrontMatter:
    """A section file, divided.

    ``yaml`` is ``text[yaml_start:yaml_end]`` and begins on line ``yaml_first_line``; ``body`` is
    ``text[body_start:]`` and begins on line ``body_first_line``.  ``complete`` is False where no front matter
    could be made out: then ``yaml`` is empty, ``body`` is the whole text, and ``findings`` says why.  Where
    the dashes are merely mistyped there are findings too, but both parts are there, so that mistakes in them
    can be shown at the same time.
    """

    yaml: str
    yaml_first_line: int
    body: str
    body_first_line: int
    yaml_start: int
    yaml_end: int
    body_start: int
    complete: bool = True
    findings: tuple[Finding, ...] = ()


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_EXACT = re.compile(r"---[ \t]*")
# Word turns three hyphens into a dash and a hyphen, one long dash, or a whole line; a single hyphen may be an
# empty list entry.
_ALMOST = re.compile(r"(?:-{2,}|[-‐‑‒–—―−─]*[‐‑‒–—―−─][-‐‑‒–—―−─]*)[ \t]*")
_MORE = re.compile(r"---.*\S.*")
# A byte order mark stands there where two files were joined.
_UNSEEN = " \t\xa0\ufeff\u200b\u2060"

_Found = Callable[[int, str, str, str], None]


def split_front_matter(text: str, file: str) -> FrontMatter:
    """Divide a section file.  ``text`` has any line ends and no byte order mark.  Never raises."""
    findings: list[Finding] = []

    def found(line: int, rule: str, message: str, remedy: str) -> None:
        findings.append(Finding(f"reading/{rule}", Severity.ERROR, Place(file, line, 1), message, remedy))

    def whole() -> FrontMatter:
        return FrontMatter("", 1, text, 1, 0, 0, 0, False, tuple(findings))

    lines = _lines(text)
    number, start, end, content = next(
        ((n, s, e, c) for n, s, e, c in lines if c.strip(" \t")), (1, 0, 0, "")
    )  # fmt: skip
    if not content:
        found(1, "front-matter-missing", "The file is empty.", "Start it with a line ---, then kind: and the kind.")
        return whole()
    if content[0] in _UNSEEN and _EXACT.fullmatch(content.lstrip(_UNSEEN)):
        # Above the fields only: further down, indented dashes may stand inside a value of several lines.
        what = "spaces" if content.lstrip(" \t").startswith("-") else "invisible characters"
        found(number, "front-matter-dashes", f"There are {what} before the three dashes.", "Delete them.")
    elif not _is_dash_line(content, number, found):
        if not findings:
            found(
                number, "front-matter-missing", "The line of three dashes above the fields is missing.",
                "Write --- on the first line, the fields such as kind: and title: below it, and --- below them.",
            )  # fmt: skip
        return whole()
    if number > 1:
        found(
            1, "front-matter-blank", "There are blank lines above the first line of dashes.",
            "Delete them, so that --- is the first line.",
        )  # fmt: skip
    opening, yaml_start, yaml_line = number, end, number + 1
    for number, start, end, content in lines:
        if _is_dash_line(content, number, found):
            return FrontMatter(
                text[yaml_start:start], yaml_line, text[end:], number + 1, yaml_start, start, end,
                findings=tuple(findings),
            )  # fmt: skip
        if findings and findings[-1].rule == "reading/front-matter-text":
            return whole()
    found(
        opening, "front-matter-open", "The fields that start here are never closed.",
        "Write a second line --- below the last field, above the text.",
    )  # fmt: skip
    return whole()


def _lines(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Number, start, end with the line end, and content without it."""
    for number, match in enumerate(_LINE.finditer(text), start=1):
        yield number, match.start(), match.end(), match.group().rstrip("\r\n")


def _is_dash_line(content: str, number: int, found: _Found) -> bool:
    if _EXACT.fullmatch(content):
        return True
    if _ALMOST.fullmatch(content):
        dashes = content.strip(" \t")
        if set(dashes) == {"-"}:
            what, remedy = f"There are {len(dashes)} dashes on this line instead of three.", "Write exactly ---."
        else:
            what = "The dashes on this line are long ones, as Word makes them of hyphens."
            remedy = "Type three hyphens: ---."
        found(number, "front-matter-dashes", what, remedy)
        return True
    if _MORE.fullmatch(content):
        found(
            number, "front-matter-text", "There is something else on the line of dashes.",
            "Leave --- alone on its line and put the rest on the next line.",
        )  # fmt: skip
    return False
