"""Recovery copies: words that could not be saved, what a file was before, and files taken out of the publication.

They stand outside of the publication, where no synced folder carries them to other computers, and only their owner
may read them: they hold stories of people who may withdraw them.  Nothing is kept for longer than :data:`KEPT_DAYS`.
"""

from __future__ import annotations

import errno
import json
import os
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from platformdirs import user_state_path

from newsletter.content.editing import Value
from newsletter.content.frozen_manifest import refuse_frozen
from newsletter.content.project import Project
from newsletter.content.recovery_copies import Copy, CopyFolder, checked, remove
from newsletter.content.source_file import digest_of, write_source
from newsletter.model.errors import ConflictError, EditError
from newsletter.model.place import FieldPath

__all__ = ["Copy", "Recovery", "Unsaved", "recovery_folder", "remove_recovery_copies"]

KEPT_DAYS = 30
"""How long a copy is kept."""
NEWEST_KEPT = 20
"""How many of the last versions of a file are kept whenever they were made."""
VERSIONS_KEPT = 60
"""How many versions of a file are kept at most: of the older ones, those that stood for a while and one a while."""
COPIES_KEPT = 200
"""How many copies of unsaved words, and how many files taken out, are kept at most."""

_UNSAVED, _VERSIONS, _TAKEN_OUT = "unsaved", "versions", "taken-out"
_KINDS = (_UNSAVED, _VERSIONS, _TAKEN_OUT)
_WHILE = timedelta(minutes=10)


def recovery_folder() -> Path:
    """Where this computer keeps recovery copies: the user's folder for a program's state, which no service syncs."""
    return user_state_path("lmsealerts", appauthor=False) / "recovery"


def remove_recovery_copies(
    project: Project, files: Collection[str], words: Collection[str] = (), folder: Path | None = None
) -> int:
    """Remove every copy of some files of a publication, and every other one that holds one of the texts ``words``.

    For stories that are withdrawn.  ``folder`` is :func:`recovery_folder` unless another one is named; the result is
    how many copies went.  Raises EditError (``recovery/not-removed``) where one stays.
    """
    return Recovery(project, folder or recovery_folder()).remove_all(files, words)


@dataclass(frozen=True)
class Unsaved:
    """Words that somebody typed and that did not get into the file.

    ``field`` is the way to the value they are for, () is the text below the fields, None the file as a whole;
    ``seen`` is the digest of the file that was on the screen.
    """

    copy: Copy
    field: FieldPath | None
    words: Value
    seen: str


class Recovery:
    """The recovery copies of one publication, below ``folder``; ``now`` is the clock.

    A file is named by its path in the publication, with forward slashes.  Whatever writes a copy raises EditError
    (``recovery/not-kept``) where the disk refuses; what was there before is there still.
    """

    def __init__(self, project: Project, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.project = project
        self.folder = folder
        self._folder = CopyFolder(project.root, folder)
        self._now = now

    def keep_unsaved(self, file: str, field: FieldPath | None, words: Value, *, seen: str, page: str = "") -> Unsaved:
        """Keep words that are not saved, in place of what was kept for the same field of the same open ``page``."""
        key = _key(file, field, page)
        before = [copy for copy in self._folder.copies(_UNSAVED, file) if copy.key == key]
        content = json.dumps({"field": field, "words": words, "seen": seen}).encode()
        copy = self._folder.write(_UNSAVED, file, key, content, self._now(), before, suffix=".json")
        remove([*before, *self._folder.copies(_UNSAVED)[COPIES_KEPT:]])
        return Unsaved(copy, field, words, seen)

    def unsaved(self, file: str | None = None) -> tuple[Unsaved, ...]:
        """The words that are kept, of one file or of all; the newest first."""
        copies = self._folder.copies(_UNSAVED, file)
        return tuple(found for copy in copies if (found := _unsaved(copy)) is not None)

    def drop_unsaved(self, file: str, field: FieldPath | None, *, page: str = "") -> None:
        """Forget the words kept for a field of an open page, since they were saved."""
        key = _key(file, field, page)
        remove(copy for copy in self._folder.copies(_UNSAVED, file) if copy.key == key)

    def drop(self, copy: Copy) -> None:
        """Forget one copy, which somebody has taken over or does not want.  Harmless where it is gone."""
        remove([copy])

    def remember(self, file: str, content: bytes) -> None:
        """Keep what a file is at this moment, unless that is the last thing remembered of it."""
        digest, known = digest_of(content), self.versions(file)
        if not known or known[0].key != digest:
            copy = self._folder.write(_VERSIONS, file, digest, content, self._now(), known[:1], is_only_one=False)
            remove(_surplus([copy, *known]))

    def versions(self, file: str) -> list[Copy]:
        """What a file was, the newest first."""
        return self._folder.copies(_VERSIONS, file)

    def version(self, file: str, digest: str) -> Copy | None:
        """What a file was when it had that digest; None where that is not kept."""
        copies = (copy for copy in self.versions(file) if copy.key == digest)
        return next((copy for copy in copies if _is_whole(copy)), None)

    def set_aside(self, file: str, *, expected_digest: str | None = None) -> Copy:
        """Keep a copy of a file that is about to be replaced or taken out.

        Raises ConflictError where it is not the one expected, EditError where it cannot be read.
        """
        with _moving(file):
            content = (self.project.root / checked(file)).read_bytes()
        digest = digest_of(content)
        if expected_digest not in (None, digest):
            raise ConflictError(
                "recovery/changed", f"{file}: Someone has changed the file since it was shown. Look at it again."
            )
        before = self._folder.copies(_TAKEN_OUT, file)
        copy = self._folder.write(_TAKEN_OUT, file, digest, content, self._now(), before[:1])
        remove(self.taken_out()[COPIES_KEPT:])
        return copy

    def take_out(self, file: str, *, expected_digest: str | None = None) -> Copy:
        """Move a file out of the publication, into a copy from which :meth:`put_back` restores every byte.

        Raises ConflictError where it is not the one expected, EditError where it cannot be moved or was sent.
        """
        path = self.project.root / checked(file)
        refuse_frozen(path)
        copy = self.set_aside(file, expected_digest=expected_digest)
        try:
            with _moving(file):
                path.unlink()
        except EditError:
            remove([copy])
            raise
        return copy

    def taken_out(self) -> list[Copy]:
        """Files that were taken out or replaced, the last one first."""
        return self._folder.copies(_TAKEN_OUT)

    def put_back(self, copy: Copy) -> None:
        """Undo :meth:`take_out`.

        Raises ConflictError where another file has that name now, EditError where it cannot be written or the copy
        is gone.
        """
        with _moving(copy.file):
            content = copy.path.read_bytes()
        write_source(self.project.root / checked(copy.file), content, None)
        remove([copy])

    def remove_all(self, files: Collection[str], words: Collection[str] = ()) -> int:
        """What :func:`remove_recovery_copies` does."""
        wanted = [plain for text in words if (plain := _plain(text))]
        copies = [copy for kind in _KINDS for copy in self._folder.copies(kind)]
        concerned = [copy.path for copy in copies if copy.file in files or _holds(copy, wanted)]
        for path in (*concerned, *self._folder.strays()):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise EditError(
                    "recovery/not-removed",
                    f"{path}: This recovery copy could not be removed ({_reason(error)}). "
                    "Close other programs that use it, and try again.",
                ) from error
            with suppress(OSError):  # others are in it
                path.parent.rmdir()
        return len(concerned)

    def tidy(self) -> None:
        """Remove what is older than :data:`KEPT_DAYS`; for the start of a program."""
        limit = self._now() - timedelta(days=KEPT_DAYS)
        for kind in _KINDS:
            remove(copy for copy in self._folder.copies(kind) if copy.made_at < limit)
        for path in self._folder.strays():
            with suppress(OSError):  # another program is writing it, and has just finished
                if path.stat().st_mtime < limit.timestamp():
                    path.unlink()


def _key(file: str, field: FieldPath | None, page: str) -> str:
    return digest_of(json.dumps([file, field, page]).encode())


def _unsaved(copy: Copy) -> Unsaved | None:
    """The words of a copy; None where it is gone or damaged."""
    try:
        data = json.loads(copy.path.read_bytes())
        field, words = data["field"], data["words"]
    except (OSError, ValueError, KeyError):
        return None
    way = None if field is None else tuple(field)
    return Unsaved(copy, way, tuple(words) if isinstance(words, list) else words, data["seen"])


def _is_whole(copy: Copy) -> bool:
    """Whether a version is what it was; a power cut may have left less of it."""
    try:
        return digest_of(copy.path.read_bytes()) == copy.key
    except OSError:
        return False


def _surplus(versions: Sequence[Copy]) -> list[Copy]:
    """What goes of the versions of a file, given the newest first."""
    kept: list[Copy] = []
    surplus: list[Copy] = []
    pairs = list(zip(versions[NEWEST_KEPT:], versions[NEWEST_KEPT - 1 :], strict=False))
    for copy, follower in reversed(pairs):
        stood = follower.made_at - copy.made_at >= _WHILE
        if stood or not kept or copy.made_at - kept[-1].made_at >= _WHILE:
            kept.append(copy)
        else:
            surplus.append(copy)
    return [*surplus, *kept[: NEWEST_KEPT - VERSIONS_KEPT]]


def _holds(copy: Copy, wanted: Sequence[str]) -> bool:
    """Whether a copy holds one of some texts.  One that cannot be read may."""
    if not wanted:
        return False
    kept = _unsaved(copy)
    if kept is not None:
        text = kept.words if isinstance(kept.words, str) else " ".join(kept.words or ())
    else:
        try:
            text = copy.path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return False
    plain = _plain(text)
    return any(words in plain for words in wanted)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@contextmanager
def _moving(file: str) -> Iterator[None]:
    """Says in words why a file cannot be moved."""
    try:
        yield
    except OSError as error:
        raise EditError(
            "recovery/not-moved",
            f"{file}: The file could not be moved ({_reason(error)}). "
            "Look whether it is still there and whether another program uses it, and try again.",
        ) from error


def _reason(error: OSError) -> str:
    return os.strerror(error.errno or errno.EIO)
