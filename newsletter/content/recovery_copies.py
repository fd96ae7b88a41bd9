"""The files in which recovery copies are kept: one a copy, named by its time and a key, readable by their owner only.

::

    <folder>/<publication>-<hash>/unsaved/issues/2026-12/story.md/<when>-<key>.json
                                  versions/issues/2026-12/story.md/<when>-<digest>.md
                                  taken-out/issues/2026-12/story 2.md/<when>-<digest>.md

A file is named by its path in the publication, with forward slashes.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path, PurePosixPath

from newsletter.content.source_file import write_source
from newsletter.model.errors import EditError

_STAMP = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-([0-9a-f]{32})(\.\w+)?")


@dataclass(frozen=True)
class Copy:
    """One recovery copy of a ``file`` of the publication.  ``key`` is the digest of the file's bytes.

    The key of unsaved words stands for their field and for the open page they were typed on.
    """

    file: str
    made_at: datetime
    key: str
    path: Path


class CopyFolder:
    """The copies of the publication at ``root``, below ``folder``."""

    def __init__(self, root: Path, folder: Path) -> None:
        real = os.path.realpath(root)
        name = re.sub(r"[^\w-]+", "-", os.path.basename(real))[:40]
        self._base = folder / f"{name}-{hashlib.sha256(os.path.normcase(real).encode()).hexdigest()[:12]}"

    def copies(self, kind: str, file: str | None = None) -> list[Copy]:
        """The copies of a kind, of one file or of all; the newest first."""
        base = self._base / kind
        found = []
        for path in base.rglob("*") if file is None else (base / checked(file)).glob("*"):
            name = _NAME.fullmatch(path.name)
            if name is not None:
                made_at = datetime.fromisoformat(name.group(1))
                found.append(Copy(path.parent.relative_to(base).as_posix(), made_at, name.group(2), path))
        return sorted(found, key=lambda copy: copy.made_at, reverse=True)

    def strays(self) -> list[Path]:
        """What a crash left of copies that were being written."""
        return [path for path in self._base.rglob("*.tmp") if path.is_file()]

    def write(
        self,
        kind: str,
        file: str,
        key: str,
        content: bytes,
        now: datetime,
        before: Sequence[Copy] = (),
        *,
        suffix: str | None = None,
        is_only_one: bool = True,
    ) -> Copy:
        """Make a copy, later than those ``before`` it; ``suffix`` is that of the file unless another one is given.

        Raises EditError where the disk refuses.  What is the only copy of somebody's words outlasts a power cut;
        that takes some milliseconds.
        """
        # However coarse the clock is, and whoever has set it back.
        made_at = max([now, *(copy.made_at + timedelta(microseconds=1) for copy in before)]).astimezone(UTC)
        suffix = PurePosixPath(file).suffix if suffix is None else suffix
        path = self._base / kind / checked(file) / f"{made_at.strftime(_STAMP)}-{key}{suffix}"
        try:
            self._base.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            if is_only_one:
                write_source(path, content, None, new_mode=0o600)
            else:
                with open(path, "xb", opener=partial(os.open, mode=0o600)) as handle:
                    handle.write(content)
        except (OSError, EditError) as error:
            raise EditError(
                "recovery/not-kept",
                f"{file}: No copy of it could be kept in {self._base}. Look whether the disk is full.",
            ) from error
        return Copy(file, made_at, key, path)


def checked(file: str) -> str:
    """The name of a file in the publication.  Raises ValueError for one that leads elsewhere: no page offers such."""
    path = PurePosixPath(file)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in file or ":" in file:
        raise ValueError(f"not a file of the publication: {file!r}")
    return file


def remove(copies: Iterable[Copy]) -> None:
    """Remove copies that are of no more use."""
    for copy in copies:
        with suppress(OSError):  # gone already; or held open, then it goes when it is old
            copy.path.unlink()
