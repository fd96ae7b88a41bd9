"""Reading and writing one source file without loss."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from newsletter.content.frozen_manifest import refuse_frozen
from newsletter.content.online_files import has_placeholder, is_online_only
from newsletter.model.errors import ConflictError, ContentError, EditError
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place

TEXT_LIMIT = 1_000_000
"""The largest text file that is read, in bytes."""

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# On Windows another program (a virus scanner, a sync client) holds a file open for some hundredths of a second.
_WAITS = (0.02, 0.05, 0.1, 0.2, 0.4)
_writing = threading.Lock()


@dataclass(frozen=True)
class SourceText:
    """A text file as read.

    ``text`` is for reading: no byte order mark, every line end is ``\\n``.  ``raw`` is for editing: the same
    with its own line ends, so that ``raw`` encoded, after the mark if there was one, gives the file's bytes.
    ``newline`` is the line end of most lines, which new lines get; ``digest`` stands for the bytes; ``file``
    is the name for messages.
    """

    text: str
    bom: bool
    newline: str
    digest: str
    file: str
    raw: str = field(repr=False)

    def encode(self, raw: str) -> bytes:
        """The bytes of an edited ``raw``: UTF-8, with the mark that the file had.

        Raises EditError where a character does not exist in UTF-8 (half of a pair of surrogates).
        """
        try:
            return (_BOM if self.bom else b"") + raw.encode("utf-8")
        except UnicodeEncodeError as error:
            raise EditError(
                "editing/half-character",
                f"{self.file}: The new text holds half a character, which cannot be saved. Type that spot again.",
            ) from error


def digest_of(data: bytes) -> str:
    """What stands for the bytes of a file: 32 hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def read_source(
    path: Path, file: str, limit: int = TEXT_LIMIT, unsaved: Mapping[Path, bytes] | None = None
) -> SourceText:
    """Read a text file.

    ``file`` is its name relative to the publication, for messages; ``limit`` is in bytes, and nothing of a
    larger file is loaded.  ``unsaved`` are files as someone is typing them at this moment, which stand in for those on
    disk.  Raises ContentError with one finding: ``reading/missing``, ``reading/not-a-file``,
    ``reading/no-permission``, ``reading/too-large`` or ``reading/not-utf-8``.
    """
    data = unsaved[path] if unsaved and path in unsaved else _read_bytes(path, file, limit)
    bom = data.startswith(_BOM)
    content = data[len(_BOM) :] if bom else data
    raw = _decode(content, file)
    windows = raw.count("\r\n")
    newline = "\r\n" if windows > raw.count("\n") - windows else "\n"
    return SourceText(unix_lines(raw), bom, newline, digest_of(data), file, raw)


def unix_lines(text: str) -> str:
    """The text with ``\\n`` at the end of every line."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def write_source(path: Path, new_bytes: bytes, expected_digest: str | None, *, new_mode: int = 0o666) -> str:
    """Replace a file as a whole, or leave it as it was; the result is the new digest.

    ``expected_digest`` is that of the bytes the edit was made from; None means that there is no such file
    yet, and ``new_mode`` is what its mode may be.  The file's mode is kept, and a link keeps pointing to the file
    it names.  Raises ConflictError where something else stands there now, EditError where the file cannot be
    written or belongs to an issue that was sent; each time nothing was.  Two edits in one process never pass each
    other; a change by another program between the last look and the replacing, some microseconds, goes unseen.
    """
    target = Path(os.path.realpath(path))
    refuse_frozen(target)
    temporary = target.parent / f".{os.urandom(8).hex()}.tmp"
    try:
        mode = _check_unchanged(target, path.name, expected_digest)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), new_mode)
        try:
            with os.fdopen(descriptor, "wb") as handle:
                handle.write(new_bytes)
                handle.flush()
                os.fsync(handle.fileno())
            if mode is not None:
                os.chmod(temporary, mode)
            _replace(temporary, target, path.name, expected_digest)
        finally:
            with suppress(OSError):
                os.unlink(temporary)
    except OSError as error:
        raise EditError(
            "editing/not-written",
            f"{path.name}: The file could not be written ({os.strerror(error.errno or errno.EIO)}). "
            "Close other programs that use it, look whether the disk is full, and try again.",
        ) from error
    return digest_of(new_bytes)


def _replace(temporary: Path, target: Path, name: str, expected_digest: str | None) -> None:
    for wait in (*_WAITS, None):
        try:
            with _writing:
                _check_unchanged(target, name, expected_digest)
                os.replace(temporary, target)
            return
        except PermissionError:
            if wait is None:
                raise
            time.sleep(wait)


def _check_unchanged(target: Path, name: str, expected_digest: str | None) -> int | None:
    """The mode of the file as it stands, or None where it is still to be made."""
    try:
        data, mode = target.read_bytes(), stat.S_IMODE(os.stat(target).st_mode)
    except FileNotFoundError as error:
        if expected_digest is None:
            return None
        raise ConflictError(
            "editing/deleted",
            f"{name}: The file has been deleted or renamed since it was read. Look for it, and open it again.",
        ) from error
    if expected_digest is None:
        raise ConflictError(
            "editing/name-taken", f"{name}: There is a file with this name already. Choose another name."
        )
    if digest_of(data) != expected_digest:
        raise ConflictError(
            "editing/changed",
            f"{name}: Someone else has changed the file since it was read. Open it again and repeat the change.",
        )
    if not mode & stat.S_IWUSR:
        raise EditError(
            "editing/write-protected",
            f"{name}: The file is write-protected. Take the protection off if it may be changed.",
        )
    return mode


def _refuse(rule: str, place: Place, message: str, remedy: str) -> ContentError:
    return ContentError([Finding(f"reading/{rule}", Severity.ERROR, place, message, remedy)])


def _read_bytes(path: Path, file: str, limit: int) -> bytes:
    place = Place(file)
    status = None
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not an ordinary file"
            raise _refuse("not-a-file", place, f"This is {kind}.", "Put a text file in its place.")
        if status.st_size > limit:
            raise _too_large(place, limit)
        with open(path, "rb") as handle:
            data = handle.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        if has_placeholder(path):
            raise _only_online(place) from error
        raise _refuse("missing", place, "There is no such file.", "Add it, or correct the name.") from error
    except PermissionError as error:
        raise _refuse(
            "no-permission",
            place,
            "The file may not be read.",
            "Close other programs that use it; if that does not help, ask its owner for permission to read it.",
        ) from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _refuse(
                "not-a-file", place, "This link leads back to itself.", "Put the file itself in its place."
            ) from error
        if status is not None and is_online_only(status):
            raise _only_online(place) from error
        reason = os.strerror(error.errno or errno.EIO)
        raise _refuse(
            "not-a-file", place, f"The file cannot be read ({reason}).", "Copy it here again from where it came."
        ) from error
    if len(data) > limit:
        raise _too_large(place, limit)
    return data


def _only_online(place: Place) -> ContentError:
    return _refuse(
        "only-online", place, "The file is in the synced folder, but not on this computer.",
        "Open its folder in the file manager and choose to keep it on this computer, then try again.",
    )  # fmt: skip


def _too_large(place: Place, limit: int) -> ContentError:
    size = f"{limit / 1_000_000:g} MB" if limit >= 100_000 else f"{limit:,} bytes"
    return _refuse(
        "too-large", place, f"The file is larger than {size}, too large for a text.",
        "Divide it, or look whether a picture or another kind of file was saved under this name.",
    )  # fmt: skip


def _decode(data: bytes, file: str) -> str:
    if data.startswith(_UTF_16) or _is_utf_16_without_mark(data):
        raise _refuse(
            "not-utf-8", Place(file, 1, 1), "The file is saved as UTF-16, which Windows calls Unicode.",
            "Save it again as UTF-8.",
        )  # fmt: skip
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = unix_lines(data[: error.start].decode("utf-8"))
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise _refuse(
            "not-utf-8", place,
            f"The character in line {place.line}, column {place.column} is not saved as UTF-8.",
            "Save it again as UTF-8.",
        ) from error  # fmt: skip


def _is_utf_16_without_mark(data: bytes) -> bool:
    # Latin text in UTF-16 has a zero in every other byte; UTF-8 text has none.
    head = data[:1000]
    if b"\0" not in head or len(head) < 4:
        return False
    return any(head[offset::2].count(0) * 2 > len(head[offset::2]) for offset in (0, 1))
