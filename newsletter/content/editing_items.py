"""Lists of groups (news, trials, waivers): an item added, moved or taken out, every other one untouched.

A comment on the lines of an item travels with it; comments on lines of their own are kept where an item goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from newsletter.content.edited_file import EditedFile, EditResult
from newsletter.content.editing import added
from newsletter.content.yaml_lists import Entry, Group, Splice, in_brackets, new_block, rebuilt
from newsletter.content.yaml_reader import Mapping as MappingNode
from newsletter.content.yaml_reader import Node, Scalar, Sequence
from newsletter.content.yaml_splice import Data, column, data_of, line_end
from newsletter.model.place import FieldPath


def insert_item(
    path: Path,
    field: FieldPath,
    item: Mapping[str, str | None],
    at: int | None = None,
    *,
    expected_digest: str | None = None,
    file: str | None = None,
) -> EditResult:
    """Add a group of fields to the list ``field``, at an index from 0 or with None at the end.

    The list is made where there is none.  None stands for a field that is still empty.  Raises ContentError where
    the file has mistakes, ConflictError where it changed, EditError where there is no such list or place; nothing
    was written then.
    """
    items = _Items(path, field, expected_digest, file)
    entries: list[Entry] = list(range(items.count))
    entries.insert(items.checked(items.count if at is None else at, items.count), tuple(item.items()))
    return items.arrange(entries)


def remove_item(
    path: Path, field: FieldPath, index: int, *, expected_digest: str | None = None, file: str | None = None
) -> EditResult:
    """Take an item out of the list ``field``.  Raises as :func:`insert_item` does."""
    items = _Items(path, field, expected_digest, file)
    items.checked(index, items.count - 1)
    return items.arrange([entry for entry in range(items.count) if entry != index])


def move_item(
    path: Path, field: FieldPath, index: int, to: int, *, expected_digest: str | None = None, file: str | None = None
) -> EditResult:
    """Move an item of the list ``field`` to the index ``to``, from 0.  Raises as :func:`insert_item` does."""
    items = _Items(path, field, expected_digest, file)
    entries: list[Entry] = list(range(items.count))
    entries.insert(items.checked(to, items.count - 1), entries.pop(items.checked(index, items.count - 1)))
    return items.arrange(entries)


class _Items:
    """The list as it stands in the file."""

    def __init__(self, path: Path, field: FieldPath, expected_digest: str | None, file: str | None) -> None:
        self.edited = EditedFile(path, expected_digest, file)
        self.field = field
        self.root = self.edited.read()
        self.key: Scalar | None = None
        self.node: Node | None = self.root
        for depth, part in enumerate(field):
            if isinstance(self.node, Sequence) and isinstance(part, int) and 0 <= part < len(self.node.items):
                self.key, self.node = None, self.node.items[part]
                continue
            self.parent = self.node
            pairs = self.node.items if isinstance(self.node, MappingNode) else ()
            found = next(((key, value) for key, value in pairs if key.text == part), None)
            if found is None and (depth + 1 < len(field) or not isinstance(part, str)):
                raise self._no_list()
            self.key, self.node = found or (None, None)
        if isinstance(self.node, MappingNode) or (isinstance(self.node, Scalar) and self.node.text is not None):
            raise self._no_list()
        self.count = len(self.node.items) if isinstance(self.node, Sequence) else 0

    def checked(self, index: int, last: int) -> int:
        """The index.  Raises EditError where it is out of range."""
        if not 0 <= index <= last:
            raise self.edited.error("editing/no-item", f"There is no item {index + 1} in the list. Open it again.")
        return index

    def arrange(self, entries: list[Entry]) -> EditResult:
        """Write the list anew."""
        old = data_of(self.node)
        texts = old[1:] if isinstance(old, tuple) else ()
        value: Data = ("list", *(texts[e] if isinstance(e, int) else _data(e) for e in entries))
        wanted = _with(data_of(self.root), self.field, value)
        removes = len(entries) < self.count
        for splice in self._splices(entries):
            if self.edited.proves(splice, wanted, comments_go=removes):
                return self.edited.save_yaml(splice)
        raise self.edited.error(
            "editing/more-would-change",
            f"“{self.field[-1]}” could not be changed without changing something else. Change it in a text editor.",
        )

    def _splices(self, entries: list[Entry]) -> Iterator[Splice]:
        text, newline = self.edited.yaml, self.edited.newline
        if isinstance(self.node, Sequence) and self.node.items:
            yield rebuilt(text, self.node, entries, newline, self.key)
            return
        groups = [entry for entry in entries if not isinstance(entry, int)]
        if self.node is None:
            group = self.parent if isinstance(self.parent, MappingNode) else None
            margin = column(text, group.items[0][0].start) if group and group.items else 0
            for start, end, new in added(text, group, (str(self.field[-1]),), ("x",), newline):
                if group is None or not group.flow:
                    yield start, end, new.replace(" [x]", new_block(margin + 2, groups, newline), 1)
                yield start, end, new.replace("[x]", in_brackets(groups), 1)
            return
        start, end = self.node.start, self.node.end
        stop = line_end(text, end)
        if self.key is not None:
            block = new_block(column(text, self.key.start) + 2, groups, newline)
            yield len(text[:start].rstrip(" \t")), stop, text[end:stop] + block
        yield start, end, ("" if text[start - 1 : start].isspace() else " ") + in_brackets(groups)

    def _no_list(self) -> Exception:
        words = " > ".join(str(part + 1) if isinstance(part, int) else part for part in self.field)
        return self.edited.error("editing/unknown-list", f"There is no list “{words}” here. Open the file again.")


def _data(entry: str | Group) -> Data:
    return entry if isinstance(entry, str) else ("map", *entry)


def _with(data: Data, field: FieldPath, value: Data) -> Data:
    """The tree with another value at a place; its key is added at the end where it is missing."""
    if not field:
        return value
    part, entries = field[0], list(data[1:]) if isinstance(data, tuple) else []
    if isinstance(part, int):
        entries[part] = _with(entries[part], field[1:], value)  # type: ignore[arg-type]
        return ("list", *entries)
    for index, entry in enumerate(entries):
        if isinstance(entry, tuple) and entry[0] == part:
            entries[index] = (part, _with(entry[1], field[1:], value))
            return ("map", *entries)
    return ("map", *entries, (part, value))
