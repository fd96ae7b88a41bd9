"""Saving what was typed on an open page, into a file that may have changed since it was shown.

Nothing is overwritten that the person did not see.  Where somebody else changed the same file, the two edits are
joined if they are of different places, and otherwise both versions come back, to be shown side by side.  Words that
did not get into the file are kept with the recovery copies.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsletter.content.edited_file import EditedFile, EditResult, replace_text
from newsletter.content.editing import Value, replace_body, set_value
from newsletter.content.merging import merged
from newsletter.content.recovery import Recovery, Unsaved
from newsletter.content.recovery_copies import checked
from newsletter.content.source_file import SourceText, read_source, unix_lines
from newsletter.content.yaml_reader import Mapping, Node, Sequence
from newsletter.model.errors import ConflictError, ContentError, EditError, NewsletterError
from newsletter.model.place import FieldPath

# In one process saves queue up; another one (a second studio, a synced folder) may come in between.
_saving = threading.Lock()
_ATTEMPTS = 5
_UNKNOWN = object()


@dataclass(frozen=True)
class Saved:
    """A file as it is after saving, with ``\\n`` line ends.

    ``with_others`` says that it holds changes by others.  Only a page that shows this ``text`` has seen ``digest``: one
    that went on with its own words would take those of the others out with its next save.
    """

    digest: str
    text: str
    with_others: bool


@dataclass(frozen=True)
class Conflict:
    """Two versions of one place, of which a person has to choose, or make a third.

    ``theirs`` is what the file with ``digest`` holds, so whatever is chosen is saved with ``seen=digest``.
    """

    field: FieldPath | None
    mine: Value
    theirs: Value
    digest: str


def open_file(recovery: Recovery, file: str) -> SourceText:
    """Read a file that is going to be shown, and remember it, so that later edits can be joined with it.

    ``file`` is its path in the publication.  Raises ContentError where it cannot be read.
    """
    source = read_source(_path(recovery, file), file)
    _remember(recovery, source)
    return source


def save_value(
    recovery: Recovery, file: str, field: FieldPath, value: Value, *, seen: str, page: str = ""
) -> Saved | Conflict:
    """Save one value of a YAML file, or of a section's front matter.

    ``field`` and ``value`` are those of :func:`newsletter.content.editing.set_value`; ``seen`` is the digest of the
    file that was shown, ``page`` tells open pages apart.  Raises as set_value does; ConflictError also where the list
    in which the value stands has changed, and EditError (``recovery/only-on-screen``) where the words could be
    neither saved nor kept.
    """
    return _saved(recovery, file, field, unix_lines(value) if isinstance(value, str) else value, seen, page)


def save_body(recovery: Recovery, file: str, markdown: str, *, seen: str, page: str = "") -> Saved | Conflict:
    """Save the text below a section's fields.  Otherwise as :func:`save_value`."""
    return _saved(recovery, file, (), unix_lines(markdown), seen, page)


def save_text(recovery: Recovery, file: str, text: str, *, seen: str, page: str = "") -> Saved | Conflict:
    """Save a file as a whole, which is how one with mistakes is shown.  Otherwise as :func:`save_value`.

    Raises ContentError, with places in ``text``, until its fields can be read.
    """
    return _saved(recovery, file, None, unix_lines(text), seen, page)


def unsaved_words(recovery: Recovery, file: str | None = None) -> tuple[Unsaved, ...]:
    """What is to be offered to whoever opens a file after a crash, the newest first.

    Words that stand in the file by now are forgotten.
    """
    found = []
    for unsaved in recovery.unsaved(file):
        try:
            stands = _value(_path(recovery, unsaved.copy.file), unsaved.copy.file, unsaved.field)
        except NewsletterError:
            stands = _UNKNOWN
        if stands == unsaved.words:
            recovery.drop(unsaved.copy)
        else:
            found.append(unsaved)
    return tuple(found)


def _saved(
    recovery: Recovery, file: str, field: FieldPath | None, mine: Value, seen: str, page: str
) -> Saved | Conflict:
    path = _path(recovery, file)
    with _saving, _kept_if_refused(recovery, file, field, mine, seen, page):
        for attempt in range(_ATTEMPTS):
            source = read_source(path, file)
            words = mine
            if source.digest != seen:
                theirs = _value(path, file, field)
                try:
                    words = _joined(_base(recovery, path, file, field, seen), mine, theirs)
                except _ApartError:
                    with suppress(EditError):  # both versions are about to be on the screen
                        recovery.keep_unsaved(file, field, mine, seen=seen, page=page)
                    return Conflict(field, mine, theirs, source.digest)
            _remember(recovery, source)
            try:
                result = _written(path, file, field, words, source.digest)
                break
            except ConflictError as error:
                # Somebody saved the file in this moment: that is joined too.
                if error.code != "editing/changed" or attempt == _ATTEMPTS - 1:
                    raise
    with suppress(ContentError):  # gone again: whoever opens it next is told
        _remember(recovery, read_source(path, file))
    recovery.drop_unsaved(file, field, page=page)
    return Saved(result.digest, result.text, source.digest != seen)


class _ApartError(Exception):
    """Two edits of one place that cannot be joined."""


def _joined(base: Any, mine: Value, theirs: Any) -> Any:
    """Both edits of a value."""
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    joined = None
    if isinstance(base, str) and isinstance(mine, str) and isinstance(theirs, str):
        joined = merged(base, mine, theirs)
    if joined is None:
        raise _ApartError
    return joined


def _base(recovery: Recovery, path: Path, file: str, field: FieldPath | None, seen: str) -> Any:
    """What the person saw; :data:`_UNKNOWN` where that is not kept.

    Raises ConflictError where the place may be another one now, since the list around it is not the same.
    """
    copy = recovery.version(file, seen)
    for depth, part in enumerate(field or ()):
        if field is None or not isinstance(part, int):
            continue
        before = _value(copy.path, file, field[:depth]) if copy else None
        if not _is_same_item(before, _value(path, file, field[:depth]), part, field[depth + 1 :]):
            raise ConflictError(
                "editing/list-changed",
                f"{file}: Someone else has changed this list since it was shown. Open it again and repeat the change.",
            )
    return _value(copy.path, file, field) if copy else _UNKNOWN


def _is_same_item(before: Any, now: Any, index: int, rest: FieldPath) -> bool:
    """Whether an item of a list is where it was: no other one came or went, and its own words tell it."""
    if not (isinstance(before, tuple) and isinstance(now, tuple) and index < len(before) == len(now)):
        return False
    old, new = before[index], now[index]
    if not (rest and isinstance(old, dict) and isinstance(new, dict)):
        return True
    name = rest[0]
    same_elsewhere = {**old, name: None} == {**new, name: None}
    return same_elsewhere or (bool(old.get(name)) and old.get(name) == new.get(name))


def _value(path: Path, file: str, field: FieldPath | None) -> Any:
    """What a version of a file holds at a place, None where there is nothing.

    A list is a tuple, a group of fields a dict.  Raises ContentError where the file has mistakes.
    """
    if field is None:
        return read_source(path, file).text
    edited = EditedFile(path, None, file)
    if field == ():
        return unix_lines(edited.parts.body) if edited.parts else None
    value = _plain(edited.read())
    for part in field:
        inside = isinstance(value, tuple) and isinstance(part, int) and part < len(value)
        value = value[part] if inside or (isinstance(value, dict) and part in value) else None
    return value


def _plain(node: Node | None) -> Any:
    if isinstance(node, Mapping):
        return {key.text: _plain(value) for key, value in node.items}
    if isinstance(node, Sequence):
        return tuple(map(_plain, node.items))
    return node and node.text


def _written(path: Path, file: str, field: FieldPath | None, words: Value, digest: str) -> EditResult:
    if isinstance(words, str) and not field:
        replace = replace_text if field is None else replace_body
        return replace(path, words, expected_digest=digest, file=file)
    return set_value(path, field or (), words, expected_digest=digest, file=file)


def _path(recovery: Recovery, file: str) -> Path:
    return recovery.project.root / checked(file)


def _remember(recovery: Recovery, source: SourceText) -> None:
    # Without it, a later edit of the same file is shown beside this one instead of being joined with it.
    with suppress(EditError):
        recovery.remember(source.file, source.encode(source.raw))


@contextmanager
def _kept_if_refused(
    recovery: Recovery, file: str, field: FieldPath | None, words: Value, seen: str, page: str
) -> Iterator[None]:
    """Keeps the words where they cannot be saved."""
    try:
        yield
    except NewsletterError as error:
        try:
            recovery.keep_unsaved(file, field, words, seen=seen, page=page)
        except EditError:
            raise EditError(
                "recovery/only-on-screen",
                f"{error} These words could not be kept for later either. Copy them into another program before you "
                "close the page.",
            ) from error
        raise
