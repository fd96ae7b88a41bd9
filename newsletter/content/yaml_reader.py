"""The one YAML reader: text to a tree that knows where everything stands.

Plain scalars stay text (or null, where nothing or ``~`` was typed), so that ``02115``, ``NO`` and ``19:30``
mean what was typed; the model decides what is a date or a number.  Refused, each in words: duplicate keys,
anchors and aliases, tags, a second document, nesting beyond MAX_DEPTH.

The tree is built from libyaml's events, one pass and no recursion: 1,200 short files take 0.2 s, and 20,000
nested brackets are refused at the 33rd instead of exhausting the stack.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml import events as ev

from newsletter.model.finding import Finding, Severity
from newsletter.model.place import FieldPath, Place, Places

MAX_DEPTH = 32

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Scalar:
    """A value.  ``text`` is None where nothing was typed; ``start`` and ``end`` are offsets in the text read."""

    text: str | None
    start: int
    end: int
    style: str | None = None


@dataclass(frozen=True)
class Mapping:
    """Keys and their values, in the order of the file."""

    items: tuple[tuple[Scalar, Node], ...]
    start: int
    end: int
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """The value of a key."""
        return next((value for name, value in self.items if name.text == key), None)


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    start: int
    end: int
    flow: bool = False


Node = Scalar | Mapping | Sequence


class Lines:
    """Offsets to places.  Only ``\\n`` ends a line, as in the editors people use."""

    def __init__(self, text: str, file: str, first_line: int = 1) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._file = file
        self._first = first_line

    def place(self, offset: int) -> Place:
        """The place of an offset."""
        row = bisect_right(self._starts, offset) - 1
        return Place(self._file, self._first + row, offset - self._starts[row] + 1)


@dataclass(frozen=True)
class YamlText:
    """A YAML text as read: ``root`` is None where it could not be read at all."""

    root: Node | None
    lines: Lines
    findings: tuple[Finding, ...]


class _RefusedError(Exception):
    """Internal: stops the reading at an offset."""

    def __init__(self, offset: int, rule: str, message: str, remedy: str) -> None:
        self.offset, self.rule, self.message, self.remedy = offset, rule, message, remedy


@dataclass
class _Open:
    """A collection that is being read."""

    start: int
    mapping: bool
    flow: bool
    items: list[Node]
    keys: list[Scalar]
    seen: set[str]


def read_yaml(text: str, file: str, first_line: int = 1) -> YamlText:
    """Read one YAML document.  ``first_line`` is the line of the file on which ``text`` begins.  Never raises."""
    lines = Lines(text, file, first_line)
    findings: list[Finding] = []

    def found(offset: int, rule: str, message: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        findings.append(Finding(f"reading/{rule}", severity, lines.place(offset), message, remedy))

    # libyaml drops a byte order mark without counting it; an empty line in its place keeps every offset.
    source = "\n" + text[1:] if text.startswith("\ufeff") else text
    # A last line without a line break means the same as with one, also for a text under |.
    source = source if source.endswith(("\n", "\r")) else source + "\n"
    if invisible := _invisible_character(source):
        found(*invisible)
        return YamlText(None, lines, tuple(findings))
    try:
        root = _tree(source, len(text), found)
    except _RefusedError as refused:
        found(refused.offset, refused.rule, refused.message, refused.remedy)
        root = None
    except yaml.MarkedYAMLError as error:
        # Imported here: its expressions take 5 ms to compile, and most files are sound.
        from newsletter.content.yaml_faults import syntax_fault

        found(*syntax_fault(source, error))
        root = None
    if " #" in source and root is not None:
        for offset in _hashtags(root, text):
            found(
                offset, "hash-in-value", "The words from # to the end of the line are left out, as a note.",
                "Put the whole value in quotation marks; if it is a note, write a space after the #.",
                Severity.WARNING,
            )  # fmt: skip
    return YamlText(root, lines, tuple(findings))


_HASHTAG = re.compile(r"[ \t]+(#[^\s#])")


def _hashtags(root: Node, text: str) -> Iterator[int]:
    """Where a comment begins that reads like the rest of a value: ``title: Boot Camp #3``."""
    open_nodes: list[Node] = [root]
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, Mapping):
            open_nodes += [value for _, value in node.items]
        elif isinstance(node, Sequence):
            open_nodes += node.items
        elif node.style not in ("|", ">") and (match := _HASHTAG.match(text, node.end)):
            yield match.start(1)


# What libyaml refuses, and what it would read as a line end although no editor shows one (U+0085, U+2028,
# U+2029: pasted from layout programs) or drop without counting (U+FEFF).  U+FFFE and U+FFFF are no characters.
_INVISIBLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def _invisible_character(text: str) -> tuple[int, str, str, str] | None:
    """The first character that cannot be part of a YAML text."""
    match = _INVISIBLE.search(text)
    if match is None:
        return None
    kind = "line break" if match.group() in "\x85\u2028\u2029" else "character"
    return (
        match.start(), "control-character", f"There is an invisible {kind} here that cannot be part of a file.",
        "Delete this spot and type it again.",
    )  # fmt: skip


def _tree(text: str, size: int, found: Callable[[int, str, str, str], None]) -> Node | None:
    stack: list[_Open] = []
    root: Node | None = None
    documents = 0
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        kind = type(event)
        at, end = _span(event, size)
        node: Node
        if kind is ev.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                raise _anchor_or_tag(event, at)
            top = stack[-1] if stack else None
            if top is not None and top.mapping and len(top.keys) == len(top.items):
                key = _scalar(event, at, end, True)
                name = key.text or ""
                if name in top.seen:
                    found(at, "duplicate-key", f"“{name}” stands here a second time.", "Keep one of the two lines.")
                top.seen.add(name)
                top.keys.append(key)
                continue
            node = _scalar(event, at, end, False)
        elif kind is ev.MappingStartEvent or kind is ev.SequenceStartEvent:
            _check_start(event, at, stack)
            stack.append(_Open(at, kind is ev.MappingStartEvent, bool(event.flow_style), [], [], set()))
            continue
        elif kind is ev.MappingEndEvent or kind is ev.SequenceEndEvent:
            node = _closed(stack.pop(), end)
        elif kind is ev.AliasEvent:
            raise _RefusedError(
                at, "alias", "A value that starts with * refers to another one, which is not used here.",
                "Write the value out, or put it in quotation marks.",
            )  # fmt: skip
        else:
            documents += kind is ev.DocumentStartEvent
            if documents > 1:
                raise _RefusedError(
                    at, "two-documents", "A line of three dashes starts a second document here.",
                    "Take the line of dashes out.",
                )  # fmt: skip
            continue
        if stack:
            stack[-1].items.append(node)
        else:
            root = node
    return root


def _check_start(event: Any, at: int, stack: list[_Open]) -> None:
    if event.anchor is not None or event.tag is not None:
        raise _anchor_or_tag(event, at)
    if len(stack) >= MAX_DEPTH:
        raise _RefusedError(at, "too-deep", f"This is nested more than {MAX_DEPTH} levels deep.", "Write it flatter.")
    if stack and stack[-1].mapping and len(stack[-1].keys) == len(stack[-1].items):
        raise _RefusedError(
            at, "odd-key", "A list or a group cannot be the name of a field.",
            "If the text starts with { or [, put it in quotation marks.",
        )  # fmt: skip


def _span(event: Any, size: int) -> tuple[int, int]:
    return min(event.start_mark.index, size), min(event.end_mark.index, size)


def _closed(top: _Open, end: int) -> Node:
    if top.mapping:
        return Mapping(tuple(zip(top.keys, top.items, strict=True)), top.start, end, top.flow)
    return Sequence(tuple(top.items), top.start, end, top.flow)


def _anchor_or_tag(event: Any, at: int) -> _RefusedError:
    if event.anchor is not None:
        return _RefusedError(
            at, "alias", "A value that starts with & names itself for use elsewhere, which is not used here.",
            "Put the value in quotation marks.",
        )  # fmt: skip
    return _RefusedError(
        at, "tag", "A value that starts with ! gives a command, which is never followed.",
        "Put the value in quotation marks.",
    )  # fmt: skip


def _scalar(event: Any, start: int, end: int, key: bool) -> Scalar:
    plain = event.style in (None, "")
    empty = plain and not key and event.value in ("", "~", "null")
    return Scalar(None if empty else event.value, start, end, None if plain else event.style)


def to_data(node: Node | None, lines: Lines, file: str) -> tuple[Any, Places]:
    """The tree as plain dicts, lists, texts and None, and the place of every value by field path.

    A field's place is its key's (that is where an unknown key is reported); where its value begins is kept
    beside it, if something was typed.
    """
    known: _Placed = {}
    values: _Placed = {}
    data = _data(node, (), lines, known, values) if node is not None else None
    return data, Places(file, known, values)


_Placed = dict[FieldPath, Place]


# Not a function inside the one above: that would be a cycle for each file, which only the garbage collector frees.
def _data(part: Node, path: FieldPath, lines: Lines, known: _Placed, values: _Placed) -> Any:
    if isinstance(part, Scalar):
        return part.text
    if isinstance(part, Mapping):
        data = {}
        for key, value in part.items:
            inner = (*path, key.text or "")
            known[inner] = lines.place(key.start)
            if value.start < value.end:
                values[inner] = lines.place(value.start)
            data[inner[-1]] = _data(value, inner, lines, known, values)
        return data
    listed = []
    for index, item in enumerate(part.items):
        known[*path, index] = lines.place(item.start)
        listed.append(_data(item, (*path, index), lines, known, values))
    return listed
