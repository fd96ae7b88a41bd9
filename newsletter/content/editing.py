"""Editing without loss: one value, or the text below the fields, of one file.

A value's span of text is replaced, the result is read again, and nothing is written unless exactly that value
changed.  A round trip through a YAML library cannot promise this: ruamel's changed other text in 20 of 22
awkward edits.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from pathlib import Path

from newsletter.content.edited_file import EditedFile, EditResult
from newsletter.content.yaml_lists import Splice, entries_for, in_brackets, rebuilt
from newsletter.content.yaml_reader import Mapping, Node, Scalar, Sequence, read_yaml
from newsletter.content.yaml_splice import (
    Data,
    block_comment,
    column,
    content_end,
    data_of,
    double_quoted,
    folded,
    in_line,
    line_end,
    line_start,
    literal,
    next_line,
)  # fmt: skip
from newsletter.model.errors import EditError
from newsletter.model.place import FieldPath

__all__ = ["EditResult", "Value", "added", "replace_body", "set_value"]

Value = str | None | tuple[str, ...]
"""What a field can be set to: a text, nothing, or a list of texts."""


def set_value(
    path: Path,
    field: FieldPath,
    value: Value,
    *,
    expected_digest: str | None = None,
    file: str | None = None,
    unsaved: MutableMapping[Path, bytes] | None = None,
) -> EditResult:
    """Set one value of a YAML file, or of a section's front matter.

    ``field`` is the way to the value; a key that is absent is added at the end of its group, None empties the
    value, a tuple makes a list.  ``expected_digest`` is that of the file as it was shown to whoever made the
    edit, ``file`` its name for messages.  Afterwards the value reads back as exactly ``value``; every other
    value, every comment outside of it and every other byte is the same.  Raises ContentError where the file
    has mistakes of its own, ConflictError where it changed, EditError where the edit cannot be made; nothing
    was written then.  With ``unsaved`` the file is taken from there if it is there, the edited one is put there, and
    nothing is ever written.
    """
    edited = EditedFile(path, expected_digest, file, unsaved)
    root = edited.read()
    if not field:
        raise edited.error("editing/no-field", "No field is named. Name the one to be changed.")
    for part in (*field, *(value if isinstance(value, tuple) else (value,))):
        edited.source.encode(part if isinstance(part, str) else "")
    where = _find(edited, root, field)
    new: Data = ("list", *value) if isinstance(value, tuple) else value
    before = data_of(root)
    wanted = _with_value(before, field, new)
    if wanted == before or (value is None and where.missing):
        return EditResult(edited.source.digest, edited.source.text)
    comments_go = not where.missing and isinstance(where.node, Sequence | Mapping)
    for splice in _splices(edited, where, value):
        if edited.proves(splice, wanted, comments_go=comments_go):
            return edited.save_yaml(splice)
    raise edited.error(
        "editing/more-would-change",
        f"“{_words(field)}” could not be changed without changing something else. Change it in a text editor.",
    )


def replace_body(
    path: Path,
    markdown: str,
    *,
    expected_digest: str | None = None,
    file: str | None = None,
    unsaved: MutableMapping[Path, bytes] | None = None,
) -> EditResult:
    """Replace everything below a section's front matter, which keeps every byte.

    Lines that stood there before keep their line ends; new ones get those of most lines.  Raises, and takes
    ``unsaved``, as :func:`set_value` does.
    """
    return EditedFile(path, expected_digest, file, unsaved).save_body(markdown)


class _Where:
    """The place of a value: its node, or the nearest one above it and the names that are missing below that."""

    def __init__(
        self, parent: Mapping | Sequence | None, key: Scalar | None, node: Node | None, missing: tuple[str, ...]
    ) -> None:
        self.parent, self.key, self.node, self.missing = parent, key, node, missing


def _words(field: FieldPath) -> str:
    return " > ".join(str(part + 1) if isinstance(part, int) else part for part in field)


def _find(edited: EditedFile, root: Node | None, field: FieldPath) -> _Where:
    parent: Mapping | Sequence | None = None
    key: Scalar | None = None
    node = root
    for depth, part in enumerate(field):
        if isinstance(node, Mapping) and isinstance(part, str):
            entry = next(((name, value) for name, value in node.items if name.text == part), None)
            if entry is not None:
                parent, (key, node) = node, entry
                continue
        elif isinstance(node, Sequence) and isinstance(part, int) and 0 <= part < len(node.items):
            parent, key, node = node, None, node.items[part]
            continue
        missing = tuple(name for name in field[depth:] if isinstance(name, str))
        open_place = node is None or isinstance(node, Mapping) or (isinstance(node, Scalar) and node.text is None)
        if len(missing) < len(field) - depth or not open_place:
            raise edited.error(
                "editing/unknown-field",
                f"There is no “{_words(field[: depth + 1])}” here. Open the file again and look.",
            )
        return _Where(parent, key, node, missing)
    return _Where(parent, key, node, ())


def _with_value(data: Data, field: FieldPath, value: Data) -> Data:
    if not field:
        return value
    part, rest = field[0], field[1:]
    entries = list(data[1:]) if isinstance(data, tuple) else []
    if isinstance(part, int):
        entries[part] = _with_value(entries[part], rest, value)  # type: ignore[arg-type]
        return ("list", *entries)
    for index, entry in enumerate(entries):
        if isinstance(entry, tuple) and entry[0] == part:
            entries[index] = (part, _with_value(entry[1], rest, value))
            return ("map", *entries)
    return ("map", *entries, (part, _with_value(None, rest, value)))


def _splices(edited: EditedFile, where: _Where, value: Value) -> Iterator[Splice]:
    """Ways to make the edit, the best one first."""
    text, node = edited.yaml, where.node
    if where.missing:
        assert value is not None
        if isinstance(node, Mapping) or where.parent is None:
            yield from added(text, node, where.missing, value, edited.newline)
        elif isinstance(node, Scalar):
            start, joint = _joint(text, where, node)
            yield start, node.end, joint + _group(where.missing, value)
    elif isinstance(node, Scalar) and value is not None:
        yield from _scalar(edited, where, node, value)
    elif isinstance(node, Sequence) and isinstance(value, tuple):
        yield rebuilt(text, node, entries_for(node, value), edited.newline, where.key)
    elif value is None and node is not None:
        yield from _emptied(text, where, node)
    else:
        kind = "a list" if isinstance(node, Sequence) else "a group of fields"
        raise edited.error("editing/not-one-value", f"There is {kind} in this place. Change what is in it instead.")


def _joint(text: str, where: _Where, node: Scalar) -> tuple[int, str]:
    """Where a value starts, and what has to stand between it and its key or dash."""
    if node.start < node.end:
        return node.start, ""
    if where.key is not None and ":" not in text[where.key.end : node.start]:
        return node.start, ": "
    return node.start, "" if text[node.start - 1 : node.start] in (" ", "\t") else " "


def _scalar(edited: EditedFile, where: _Where, node: Scalar, value: str | tuple[str, ...]) -> Iterator[Splice]:
    text, end = edited.yaml, content_end(node, edited.yaml)
    start, joint = _joint(text, where, node)
    side = block_comment(node, text)
    if isinstance(value, tuple):
        yield start, end, joint + in_brackets(value) + side
        return
    flow = where.parent is not None and where.parent.flow
    several = "\n" in value and node.style not in ("'", '"')
    if value and where.parent is not None and not flow and (several or node.style in ("|", ">")):
        margin = column(text, where.key.start if where.key else where.parent.start)
        indent, stop, rest = margin + 2, line_end(text, end), side
        if node.style in ("|", ">"):
            indent = _indent_of(text, node, end) or indent
        else:
            rest = text[end:stop]
        if node.style == ">":
            header, lines = folded(value, indent, edited.newline)
            yield start, stop, joint + header + rest + lines
        header, lines = literal(value, indent, margin, edited.newline)
        yield start, stop, joint + header + rest + lines
    yield start, end, joint + in_line(value, node.style, flow=flow) + side
    yield start, end, joint + double_quoted(value) + side


def _indent_of(text: str, node: Scalar, end: int) -> int:
    """How far the lines of a text under | or > are indented."""
    at = next_line(text, node.start)
    while at < end:
        line = text[at : line_end(text, at)]
        if line.strip():
            return len(line) - len(line.lstrip(" "))
        at = next_line(text, at)
    return 0


def _emptied(text: str, where: _Where, node: Node) -> Iterator[Splice]:
    end = content_end(node, text)
    if not isinstance(node, Scalar) and not node.flow:
        start = line_start(text, node.start)
        if where.key is None or start <= where.key.end:
            raise EditError(
                "editing/within-list",
                "This cannot be emptied here, within a list. Take its lines out in a text editor.",
            )
        yield start, next_line(text, end), ""
        return
    side = block_comment(node, text) if isinstance(node, Scalar) else ""
    before = text[: node.start].rstrip(" \t")
    yield len(before), end, side
    yield node.start, end, side
    yield node.start, end, "~" + side


def _key(name: str) -> str:
    for written in (name, double_quoted(name)):
        read = read_yaml(f"{{{written}: x}}", "")
        if "\n" not in written and not read.findings and data_of(read.root) == ("map", (name, "x")):
            return written
    return double_quoted(name)


def _group(names: tuple[str, ...], value: str | tuple[str, ...]) -> str:
    """A value in the groups that lead to it, within braces."""
    written = in_brackets(value) if isinstance(value, tuple) else in_line(value, flow=True)
    for name in reversed(names):
        written = f"{{{_key(name)}: {written}}}"
    return written


def added(
    text: str, group: Node | None, names: tuple[str, ...], value: str | tuple[str, ...], newline: str
) -> Iterator[Splice]:
    """Ways to add a key to a group (None: an empty file): the first of ``names``, with the others within it."""
    if isinstance(group, Mapping) and group.flow:
        entry = _group(names, value)[1:-1]
        if not group.items:
            yield group.start + 1, group.start + 1, entry
            return
        key, last = group.items[-1]
        at = max(key.end, content_end(last, text))
        yield at, at, f", {entry}"
        return
    margin = column(text, group.items[0][0].start) if isinstance(group, Mapping) and group.items else 0
    head = f"{' ' * margin}{_key(names[0])}: "
    entries = []
    if names[1:] or isinstance(value, tuple):
        entries.append(head + _group(names[1:], value))
    else:
        if "\n" in value:
            entries.append(head + "".join(literal(value, margin + 2, margin, newline)))
        entries += [head + in_line(value, flow=False), head + double_quoted(value)]
    places = [len(text)]
    if isinstance(group, Mapping):
        end = next_line(text, content_end(group, text))
        # A text under |+ owns the blank lines below it, up to where libyaml says that it ends.
        last = group.items[-1][1]
        places = [_below_comments(text, end, margin), max(end, last.end if isinstance(last, Scalar) else 0)]
    for at in places:
        open_line = at > 0 and text[at - 1] not in "\r\n"
        for entry in entries:
            yield at, at, newline + entry if open_line else entry + newline


def _below_comments(text: str, at: int, margin: int) -> int:
    """Below the comments that are indented deeper than a group: they belong to its last entry."""
    end = at
    while at < len(text):
        line = text[at : line_end(text, at)]
        if line.strip() and not (line.lstrip().startswith("#") and len(line) - len(line.lstrip(" ")) > margin):
            break
        at = next_line(text, at)
        end = at if line.strip() else end
    return end
