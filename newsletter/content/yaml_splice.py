"""The ground of editing without loss: how a value is written, where it ends, and what a text holds.

Everything here works on the text with its own line ends (``SourceText.raw``): libyaml takes all three kinds,
so no offset has to be translated, and whatever an edit does not touch keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.content.yaml_reader import Mapping, Node, Scalar, Sequence, read_yaml

Data = None | str | tuple[object, ...]
"""A tree without places: a text, None, or a tuple that starts with "map" or "list".  The order of keys counts."""

_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"#[^\r\n]*")
_BLOCK_HEADER = re.compile(r"[|>][0-9+-]*[ \t]*(#[^\r\n]*)?")
_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0", "\x07": "\\a", "\x08": "\\b",
    "\x0b": "\\v", "\x0c": "\\f", "\x1b": "\\e", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P",
}  # fmt: skip
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')


def data_of(node: Node | None) -> Data:
    """What a tree says, for comparing."""
    if node is None or isinstance(node, Scalar):
        return node.text if node is not None else None
    if isinstance(node, Mapping):
        return ("map", *((key.text, data_of(value)) for key, value in node.items))
    return ("list", *(data_of(item) for item in node.items))


def line_end(text: str, offset: int) -> int:
    """Where the line ends, before its line break."""
    match = _BREAK.search(text, offset)
    return match.start() if match else len(text)


def next_line(text: str, offset: int) -> int:
    """Where the next line starts."""
    match = _BREAK.search(text, offset)
    return match.end() if match else len(text)


def line_start(text: str, offset: int) -> int:
    """Where the line starts."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def column(text: str, offset: int) -> int:
    """How far an offset is from the start of its line; 0 at the margin."""
    return offset - line_start(text, offset)


def content_end(node: Node, text: str) -> int:
    """Where the last thing that says something ends.

    libyaml's own mark is no use for this: it puts the end of a block collection, and of a text under ``|``,
    behind the blank lines and comments that follow.
    """
    if isinstance(node, Scalar):
        if node.style in ("|", ">"):
            return node.start + len(text[node.start : node.end].rstrip())
        return node.end
    if node.flow or not node.items:
        return node.end
    if isinstance(node, Sequence):
        return content_end(node.items[-1], text)
    key, value = node.items[-1]
    return max(key.end, content_end(value, text))


def scalars_of(node: Node | None) -> Iterator[Scalar]:
    """Every key and every value, in the order of the text."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.items:
            yield key
            yield from scalars_of(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars_of(item)


def comments_of(text: str, root: Node | None) -> list[tuple[int, str]]:
    """Every comment with its offset: what starts with # outside of all keys and values."""
    if "#" not in text:
        return []
    parts, at = [], 0
    for scalar in scalars_of(root):
        start = scalar.start
        if scalar.style in ("|", ">"):
            start += len(text[scalar.start : line_end(text, scalar.start)])
        parts += [text[at:start], "\n" * max(0, scalar.end - start)]
        at = max(at, scalar.end)
    bare = "".join([*parts, text[at:]])
    return [(match.start(), match.group().rstrip()) for match in _COMMENT.finditer(bare)]


def block_comment(scalar: Scalar, text: str) -> str:
    """The comment behind the | or > that opens a text, with a space before it; empty where there is none."""
    if scalar.style not in ("|", ">"):
        return ""
    match = _BLOCK_HEADER.match(text, scalar.start)
    return f" {match.group(1)}" if match and match.group(1) else ""


def double_quoted(value: str) -> str:
    """The value in double quotation marks, on one line."""
    return '"' + _ESCAPED.sub(lambda match: _escape(match.group()), value) + '"'


def _escape(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return f"\\x{ord(sign):02x}" if ord(sign) < 0x100 else f"\\u{ord(sign):04x}"


def single_quoted(value: str) -> str:
    """The value in single quotation marks; of use only where it has one line."""
    return "'" + value.replace("'", "''") + "'"


def in_line(value: str | None, style: str | None = None, *, flow: bool) -> str:
    """The value as written on one line: in ``style`` if that reads back, else plain, else in double quotes.

    ``flow`` is True within brackets, where a comma or a bracket has to be quoted as well.
    """
    if value is None:
        return "~"
    plain = [value] if value and not _BREAK.search(value) else []
    before = {"'": [single_quoted(value)], '"': [double_quoted(value)]}.get(style or "", [])
    for written in (*before, *plain):
        if reads_as(written, value, flow=flow):
            return written
    return double_quoted(value)


def reads_as(written: str, value: str, *, flow: bool) -> bool:
    """Whether something written on one line is that value."""
    if _BREAK.search(written):
        return False
    text = f"[{written}, x]" if flow else f"a: {written} # x\nb: x\n"
    read = read_yaml(text, "")
    wanted = ("list", value, "x") if flow else ("map", ("a", value), ("b", "x"))
    return not read.findings and data_of(read.root) == wanted


def literal(value: str, indent: int, parent: int, newline: str) -> tuple[str, str]:
    """The value as a text under ``|``: its header, and its lines each with a line break before it.

    ``indent`` counts the spaces before each line, ``parent`` those before the key or the dash.
    """
    lines = value.split("\n")
    keep = "-"
    if lines[-1] == "":
        keep = "+" if value.endswith("\n\n") or value == "\n" else ""
        lines.pop()
    # The reader takes the indentation from the first line that has words, so it has to be told here.
    told = str(indent - parent) if not lines or lines[0][:1] in (" ", "", "\t") else ""
    margin = " " * indent
    return f"|{told}{keep}", "".join(newline + (margin + line if line else "") for line in lines)


def folded(value: str, indent: int, newline: str) -> tuple[str, str]:
    """The value as a text under ``>``: as :func:`literal`, one paragraph a line."""
    body = value.removesuffix("\n")
    margin = " " * indent
    lines = newline * 2 + margin
    return (">" if value.endswith("\n") else ">-"), newline + margin + lines.join(body.split("\n"))
