"""The list of sections in ``issue.yaml``: entries moved, added and taken out as whole lines.

A comment on the line of an entry travels with it; comments on lines of their own stay with the entry that
follows them, and are kept where an entry goes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from newsletter.content.edited_file import EditedFile, EditResult
from newsletter.content.editing import added
from newsletter.content.yaml_lists import Entry, Splice, in_brackets, new_block, rebuilt
from newsletter.content.yaml_reader import Mapping, Node, Scalar, Sequence
from newsletter.content.yaml_splice import Data, column, data_of, line_end
from newsletter.model.nearest import did_you_mean

_FIELD = "sections"


def move_section(
    issue_yaml: Path, name: str, to: int, *, expected_digest: str | None = None, file: str | None = None
) -> EditResult:
    """Move a section; ``to`` is its new index, from 0.

    Moving it back restores every byte.  Raises ContentError where the file has mistakes, ConflictError where
    it changed, EditError where there is no such section or place; nothing was written then.
    """
    sections = _Sections(issue_yaml, expected_digest, file)
    entries: list[Entry] = list(range(len(sections.names)))
    entries.insert(sections.checked(to, len(entries) - 1), entries.pop(sections.index(name)))
    return sections.arrange(entries)


def insert_section(
    issue_yaml: Path, name: str, at: int | None, *, expected_digest: str | None = None, file: str | None = None
) -> EditResult:
    """Add a section at an index from 0, or with None at the end.  Raises as :func:`move_section` does."""
    sections = _Sections(issue_yaml, expected_digest, file)
    wanted = unicodedata.normalize("NFC", name).strip()
    if not wanted:
        raise sections.edited.error("editing/no-name", "The section has no name. Give it one, such as letter.")
    if wanted in sections.names:
        raise sections.edited.error(
            "editing/listed-already", f"“{wanted}” is in the list of sections already. Choose another name."
        )
    entries: list[Entry] = list(range(len(sections.names)))
    entries.insert(len(entries) if at is None else sections.checked(at, len(entries)), wanted)
    return sections.arrange(entries)


def remove_section(
    issue_yaml: Path, name: str, *, expected_digest: str | None = None, file: str | None = None
) -> EditResult:
    """Take a section out of the list; its file stays.  Raises as :func:`move_section` does."""
    sections = _Sections(issue_yaml, expected_digest, file)
    gone = sections.index(name)
    return sections.arrange([index for index in range(len(sections.names)) if index != gone])


def section_names(issue_yaml: Path, *, file: str | None = None) -> tuple[str, ...]:
    """The names in the list, as they stand.  Raises ContentError where the file has mistakes, EditError where there
    is something else in place of the list."""
    return tuple(_Sections(issue_yaml, None, file).names)


class _Sections:
    """The list as it stands in the file."""

    def __init__(self, path: Path, expected_digest: str | None, file: str | None) -> None:
        self.edited = EditedFile(path, expected_digest, file)
        root = self.edited.read()
        if not isinstance(root, Mapping | None):
            raise self.edited.error("editing/no-issue", "This is no issue. Write one “name: value” a line.")
        self.root = root
        self.key: Scalar | None = None
        self.node: Node | None = None
        for key, value in root.items if root else ():
            if key.text == _FIELD:
                self.key, self.node = key, value
        items: tuple[Node, ...] = ()
        if isinstance(self.node, Sequence):
            items = self.node.items
        elif isinstance(self.node, Mapping) or (self.node is not None and self.node.text is not None):
            raise self.edited.error(
                "editing/not-a-list", "“sections” is not a list. Write one entry a line below it, each after a dash."
            )
        self.names: list[str] = []
        for item in items:
            if not isinstance(item, Scalar):
                raise self.edited.error(
                    "editing/not-a-name", "One of the sections is not a plain name. Write one name a line."
                )
            self.names.append(unicodedata.normalize("NFC", item.text or "").strip())

    def index(self, name: str) -> int:
        """The index of a section.  Raises EditError where there is none of that name."""
        wanted = unicodedata.normalize("NFC", name).strip()
        if wanted not in self.names:
            hint = did_you_mean(wanted, self.names) or "Look at the list again."
            raise self.edited.error("editing/unknown-section", f"There is no section “{wanted}” in the list. {hint}")
        return self.names.index(wanted)

    def checked(self, index: int, last: int) -> int:
        """The index.  Raises EditError where it is out of range."""
        if not 0 <= index <= last:
            raise self.edited.error(
                "editing/no-place", f"There is no place {index + 1} in the list. Choose one from 1 to {last + 1}."
            )
        return index

    def arrange(self, entries: list[Entry]) -> EditResult:
        """Write the list anew."""
        before = data_of(self.root)
        old = data_of(self.node)
        texts = old[1:] if isinstance(old, tuple) else ()
        value: Data = ("list", *(texts[entry] if isinstance(entry, int) else entry for entry in entries))
        if value == old:
            return EditResult(self.edited.source.digest, self.edited.source.text)
        pairs = list(before[1:]) if isinstance(before, tuple) else []
        if self.key is None:
            pairs.append((_FIELD, value))
        else:
            pairs = [(_FIELD, value) if pair[0] == _FIELD else pair for pair in pairs]  # type: ignore[index]
        removes = len(entries) < len(self.names)
        for splice in self._splices(entries):
            if self.edited.proves(splice, ("map", *pairs), comments_go=removes):
                return self.edited.save_yaml(splice)
        raise self.edited.error(
            "editing/more-would-change",
            "The list of sections could not be changed without changing something else. "
            "Write one entry a line, each after a dash, and try again.",
        )

    def _splices(self, entries: list[Entry]) -> Iterator[Splice]:
        text, newline = self.edited.yaml, self.edited.newline
        if isinstance(self.node, Sequence) and self.node.items:
            yield rebuilt(text, self.node, entries, newline, self.key)
            return
        names = [entry for entry in entries if isinstance(entry, str)]
        if self.key is None:
            for start, end, new in added(text, self.root, (_FIELD,), tuple(names), newline):
                brackets = f" {in_brackets(names)}"
                if self.root is None or not self.root.flow:
                    yield start, end, new.replace(brackets, new_block(2, names, newline), 1)
                yield start, end, new
            return
        assert self.node is not None
        start, end = self.node.start, self.node.end
        stop = line_end(text, end)
        yield (
            len(text[:start].rstrip(" \t")), stop,
            text[end:stop] + new_block(column(text, self.key.start) + 2, names, newline),
        )  # fmt: skip
        yield start, end, ("" if text[start - 1 : start].isspace() else " ") + in_brackets(names)
