"""“Back up everything”: a publication as one zip file, from which unzipping makes the same folder again.

Left out is what can be made again or is another program's: built issues, caches, version control, hidden files.
Nothing is compressed and the times are the files' own, so that the same files make the same bytes on every computer.
"""

from __future__ import annotations

import os
import re
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from newsletter.content.project import RESERVED_NAME, Project
from newsletter.model.errors import NewsletterError

ABOUT = "About this backup.txt"

_KEPT_HIDDEN = frozenset({".schemas", ".gitignore", ".gitattributes"})
_LEFT_FOLDERS = frozenset({"__pycache__", "node_modules", "venv"})
_NOT_IN_A_NAME = re.compile('[\x00-\x1f\x7f<>:"\\\\|?*\ud800-\udfff]')
_PIECE = 1 << 20
_FIRST, _LAST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
"""The times that a zip file can hold."""


@dataclass(frozen=True)
class Backup:
    """What a backup holds.  ``size`` is in bytes; names are relative to the publication, with forward slashes.

    ``renamed`` has the name in the backup for each name that some systems cannot have; ``left_out`` says for each
    file that could not be read why.  ``people`` is how many files of contributors are in it.
    """

    files: int
    size: int
    people: int
    renamed: dict[str, str]
    left_out: dict[str, str]


def back_up(project: Project, target: Path, progress: Callable[[str, int, int], None] | None = None) -> Backup:
    """Write a backup of the publication to ``target``, a file outside of it; what stood there is replaced at the end.

    Raises NewsletterError where it cannot be written.
    """
    target = target.absolute()
    if target.resolve().is_relative_to(project.root.resolve()):
        raise NewsletterError(
            "backup/inside",
            f"{target} is inside the publication, where each backup would hold the last one. Choose another folder.",
        )
    temporary = target.with_name(f".{target.name}.{os.urandom(4).hex()}.tmp")
    try:
        try:
            with temporary.open("xb") as out:
                backup = write_backup(project, out, progress)
            os.replace(temporary, target)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise NewsletterError(
            "backup/not-written",
            f"The backup could not be written to {target} ({error.strerror}). Look whether the disk is full, or choose "
            "another folder.",
        ) from error
    return backup


def write_backup(project: Project, out: IO[bytes], progress: Callable[[str, int, int], None] | None = None) -> Backup:
    """Write a backup into an open file, which need not be seekable: a few megabytes at most are held in memory.

    In it stands a folder with the publication's name, and beside it a page that says what is in there and how to get
    it back.  ``progress`` is told the file, its number and how many there are.  Raises OSError where ``out`` does.
    """
    paths = list(_paths(project.root, project.root.resolve(), {project.root.resolve()}))
    names = _names(project.root, paths)
    top = _plain(project.root.resolve().name)
    renamed: dict[str, str] = {}
    left_out: dict[str, str] = {}
    files = size = people = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number, (path, new) in enumerate(zip(paths, names, strict=True), start=1):
            name = path.relative_to(project.root).as_posix()
            shown = name.encode("utf-8", "replace").decode()
            if progress:
                progress(shown, number, len(paths))
            try:
                written = _add(archive, path, f"{top}/{new}", project)
            except _UnreadableError as error:
                left_out[shown] = str(error)
                continue
            if new != name:
                renamed[shown] = new
            if written is not None:
                files, size = files + 1, size + written
                people += name.startswith("people/")
        backup = Backup(files, size, people, renamed, left_out)
        archive.writestr(_entry(ABOUT, _FIRST), _about(top, backup))
    return backup


class _UnreadableError(Exception):
    """A file of the publication cannot be read; the others still can."""


def _paths(folder: Path, root: Path, seen: set[Path]) -> Iterator[Path]:
    """The files and the empty folders, in the order of their names; of a folder that is linked twice the first."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if _is_left_out(path, is_top=folder.resolve() == root):
            continue
        real = path.resolve()
        if not path.is_dir() or _leads_away(path, root):
            yield path
        elif real not in seen:
            seen.add(real)
            yield from list(_paths(path, root, seen)) or [path]


def _leads_away(path: Path, root: Path) -> bool:
    """Whether a link leads out of the publication.  The people may be kept elsewhere, so that theirs may."""
    return path.is_symlink() and path != root / "people" and not path.resolve().is_relative_to(root)


def _is_left_out(path: Path, *, is_top: bool) -> bool:
    if path.name.startswith("."):
        return path.name not in _KEPT_HIDDEN
    return path.is_dir() and (path.name in _LEFT_FOLDERS or (is_top and path.name == "dist"))


def _names(root: Path, paths: list[Path]) -> list[str]:
    """For each path its name in the backup: its own, or one that every system takes and no other file has."""
    names: dict[str, str] = {}
    for path in paths:
        parts = [_plain(part) for part in path.relative_to(root).parts]
        name, number, last = "/".join(parts), 1, PurePosixPath(parts[-1])
        while name.casefold() in names:
            number += 1
            name = "/".join([*parts[:-1], f"{last.stem}-{number}{last.suffix}"])
        names[name.casefold()] = name
    return list(names.values())


def _plain(name: str) -> str:
    """A name as Linux, macOS and Windows can all have it."""
    plain = _NOT_IN_A_NAME.sub("_", unicodedata.normalize("NFC", name)).rstrip(". ")
    return f"_{plain}" if RESERVED_NAME.fullmatch(plain) or not plain else plain


def _add(archive: zipfile.ZipFile, path: Path, name: str, project: Project) -> int | None:
    """Add a file or an empty folder; how many bytes a file has, None for a folder.

    Raises _UnreadableError where nothing of it was written, OSError where the disk fails in the middle.
    """
    try:
        if _leads_away(path, project.root.resolve()):
            raise _UnreadableError("It is a link to something outside of the publication.")
        status = path.stat()
        if path.is_dir():
            archive.writestr(_entry(f"{name}/", _time(status.st_mtime)), b"")
            return None
        if not path.is_file():
            raise _UnreadableError("It is not an ordinary file.")
        source = path.open("rb")
    except OSError as error:
        raise _UnreadableError(f"It cannot be read ({error.strerror}).") from error
    with source:
        try:
            piece = source.read(_PIECE)  # a file that stands online only fails here
        except OSError as error:
            raise _UnreadableError(f"It cannot be read ({error.strerror}).") from error
        entry = _entry(name, _time(status.st_mtime))
        entry.file_size = status.st_size
        written = 0
        with archive.open(entry, "w") as target:
            while piece:
                target.write(piece)
                written += len(piece)
                piece = source.read(_PIECE)
    return written


def _entry(name: str, at: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at)
    entry.create_system = 3  # the same on Windows
    entry.external_attr = (0o755 << 16) | 0x10 if name.endswith("/") else 0o644 << 16
    return entry


def _time(seconds: float) -> tuple[int, int, int, int, int, int]:
    at = time.gmtime(min(max(0, seconds), 2**32))[:6]
    return min(max(at, _FIRST), _LAST)


def _about(top: str, backup: Backup) -> str:
    lines = [
        f"This is a backup of the newsletter in the folder “{top}”.",
        "",
        f"It holds {backup.files} files. To get them back, unzip this file, and open the folder “{top}”.",
        "Emails that were built are not in it: they are made again from what is here.",
    ]
    if backup.people:
        lines += [
            "",
            "PLEASE KEEP IT PRIVATE. It holds what contributors told us in confidence: who they are, and what they",
            "agreed to. Keep it where only your team can open it, and do not send it by email. When somebody withdraws",
            "a story, it has to be taken out of your backups too.",
        ]
    if backup.renamed:
        lines += ["", "These files have another name here, which every computer can have:"]
        lines += [f"  “{old}” is “{new}”" for old, new in backup.renamed.items()]
    if backup.left_out:
        lines += ["", "THESE FILES ARE MISSING, since they could not be read:"]
        lines += [f"  “{name}”: {reason}" for name, reason in backup.left_out.items()]
    return "\n".join([*lines, ""])
