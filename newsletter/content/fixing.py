"""Fixes that a machine can make, planned first and then written: nothing but the words concerned changes.

A change is proved before it is offered: read again, the file says what it said, except for the words that were to
change, and every comment is still there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path, PurePosixPath
from typing import Any

from newsletter.content.front_matter import split_front_matter
from newsletter.content.picture_data import without_hidden_data
from newsletter.content.source_file import digest_of, read_source, unix_lines, write_source
from newsletter.content.yaml_reader import read_yaml
from newsletter.content.yaml_splice import Data, comments_of, data_of, next_line
from newsletter.model.errors import ContentError, NewsletterError
from newsletter.model.finding import Fix, TextFix


@dataclass(frozen=True)
class FileChange:
    """One file as it would be after its fixes.  ``digest`` is that of the file as it was read."""

    file: str
    path: Path
    digest: str
    content: bytes
    diff: str
    count: int


@dataclass(frozen=True)
class NotFixed:
    """A fix that was left alone, and why, as a sentence."""

    file: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """What would change, and what was left alone."""

    changes: tuple[FileChange, ...]
    left: tuple[NotFixed, ...] = ()


def plan_fixes(root: Path, fixes: Iterable[Fix]) -> Plan:
    """Work out what each file would be after its fixes.  ``root`` is the publication's folder; nothing is written."""
    by_file: dict[str, list[Fix]] = {}
    for fix in dict.fromkeys(fixes):
        by_file.setdefault(fix.place.file if isinstance(fix, TextFix) else fix.file, []).append(fix)
    changes: list[FileChange] = []
    left: list[NotFixed] = []
    for file, wanted in sorted(by_file.items()):
        path = _inside(root, file)
        if path is None:
            left.append(NotFixed(file, "It is no file of this publication, so change it by hand."))
            continue
        texts = [fix for fix in wanted if isinstance(fix, TextFix)]
        try:
            change = _text_change(path, file, texts, left) if texts else _picture_change(path, file, left)
        except NewsletterError as error:
            left.append(NotFixed(file, str(error)))
            continue
        if change is not None:
            changes.append(change)
    return Plan(tuple(changes), tuple(left))


def write_changes(changes: Sequence[FileChange]) -> tuple[NotFixed, ...]:
    """Write the files of a plan, each as a whole.  What changed since it was planned is left alone and named."""
    left: list[NotFixed] = []
    for change in changes:
        try:
            write_source(change.path, change.content, change.digest)
        except NewsletterError as error:
            left.append(NotFixed(change.file, str(error)))
    return tuple(left)


def _inside(root: Path, file: str) -> Path | None:
    """The file, if it stands in the publication."""
    parts = PurePosixPath(file).parts
    if not parts or ".." in parts or file.startswith(("/", "default templates/")) or "\\" in file:
        return None
    try:
        real = (root / file).resolve(strict=True)
        return real if real.is_relative_to(root.resolve()) and real.is_file() else None
    except (OSError, RuntimeError, ValueError):
        return None


def _text_change(path: Path, file: str, fixes: list[TextFix], left: list[NotFixed]) -> FileChange | None:
    source = read_source(path, file)
    raw, made = source.raw, 0
    # From the end to the beginning, so that the places of those before stay true.
    for fix in sorted(fixes, key=lambda fix: fix.place, reverse=True):
        at = _offset(raw, fix)
        if at is None:
            left.append(NotFixed(file, f"“{fix.old}” does not stand in line {fix.place.line} any more."))
            continue
        changed = raw[:at] + fix.new + raw[at + len(fix.old) :]
        if _proves(path, raw, changed, fix):
            raw, made = changed, made + 1
        else:
            left.append(
                NotFixed(file, f"“{fix.old}” in line {fix.place.line} cannot be changed alone. Change it in an editor.")
            )
    if raw == source.raw:
        return None
    before, after = (unix_lines(text).splitlines(keepends=True) for text in (source.raw, raw))
    diff = "".join(_with_line_ends(unified_diff(before, after, file, file, n=1)))
    return FileChange(file, path, source.digest, source.encode(raw), diff, made)


def _with_line_ends(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n"


def _offset(raw: str, fix: TextFix) -> int | None:
    """Where the old words stand: at the column, or once on the line."""
    start = 0
    for _ in range(fix.place.line - 1):
        start = next_line(raw, start)
    line = unix_lines(raw[start : next_line(raw, start)]).rstrip("\n")
    if fix.place.line < 1 or start > len(raw):
        return None
    if fix.place.column:
        at = fix.place.column - 1
        return start + at if line.startswith(fix.old, at) and at <= len(line) else None
    return start + line.index(fix.old) if fix.old and line.count(fix.old) == 1 else None


def _proves(path: Path, before: str, after: str, fix: TextFix) -> bool:
    """Whether a file with the change says what it said, but for the words concerned."""
    if path.suffix.lower() in (".yaml", ".yml"):
        return _same_but(before, after, fix)
    if path.suffix.lower() != ".md":
        return False
    old, new = split_front_matter(before, ""), split_front_matter(after, "")
    if old.findings or new.findings:
        return False
    if old.yaml == new.yaml:
        return True
    return old.body == new.body and _same_but(old.yaml, new.yaml, fix)


def _same_but(before: str, after: str, fix: TextFix) -> bool:
    old, new = read_yaml(before, ""), read_yaml(after, "")
    if old.findings or new.findings:
        return False
    if [text for _, text in comments_of(before, old.root)] != [text for _, text in comments_of(after, new.root)]:
        return False
    pairs = _differences(data_of(old.root), data_of(new.root))
    return pairs is not None and len(pairs) == 1 and _is_replaced(*pairs[0], fix)


def _differences(old: Data, new: Data) -> list[tuple[str, str]] | None:
    """The texts in which two trees differ; None where they differ in anything else."""
    found: list[tuple[str, str]] = []
    stack: list[tuple[Any, Any]] = [(old, new)]
    while stack:
        one, other = stack.pop()
        if one == other:
            continue
        if isinstance(one, str) and isinstance(other, str):
            found.append((one, other))
            continue
        if not (isinstance(one, tuple) and isinstance(other, tuple) and one[0] == other[0] and len(one) == len(other)):
            return None
        pairs = zip(one[1:], other[1:], strict=True)
        if one[0] == "list":
            stack += pairs
            continue
        for (key, value), (other_key, other_value) in pairs:
            if key != other_key:
                return None
            stack.append((value, other_value))
    return found


def _is_replaced(old: str, new: str, fix: TextFix) -> bool:
    start = 0
    while (at := old.find(fix.old, start)) >= 0:
        if old[:at] + fix.new + old[at + len(fix.old) :] == new:
            return True
        start = at + 1
    return False


def _picture_change(path: Path, file: str, left: list[NotFixed]) -> FileChange | None:
    data = path.read_bytes()
    try:
        clean = without_hidden_data(data)
    except ContentError as error:
        left.append(NotFixed(file, error.findings[0].message))
        return None
    if clean == data:
        return None
    size = len(data) - len(clean)
    diff = f"--- {file}\n+++ {file}\n- {size:,} bytes of hidden data: camera, day, place, comments\n"
    return FileChange(file, path, digest_of(data), clean, diff, 1)
