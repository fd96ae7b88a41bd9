"""Seeing that a source file of a publication was saved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

from watchfiles import watch

from newsletter.content.project import SETTINGS_FILE, Project

# Files that are written together are one change: it ends with 30 ms of quiet, or after 150 ms.
_QUIET, _AT_MOST = 30, 150
_LOOK_EVERY = 100


def saves(project: Project, stop: Event | None = None) -> Iterator[bool]:
    """Yields whenever something was saved: whether it was in issues only.

    The first comes when the watch has begun, for what may have been saved before it.  Ends, within a tenth of a
    second, when ``stop`` is set.  Raises OSError or RuntimeError where the system lets nobody watch, and
    KeyboardInterrupt at Ctrl+C.
    """
    while stop is None or not stop.is_set():
        seen = _stamps(project)
        # The settings, and folders that come and go, are looked at ten times a second: a watch needs a folder
        # that exists, and one on a single file ends when an editor replaces it.
        folders = [folder for folder in project.source_folders if folder in seen]
        watching = watch(
            *folders, step=_QUIET, debounce=_AT_MOST, rust_timeout=_LOOK_EVERY, yield_on_timeout=True, stop_event=stop
        )
        has_begun = False
        for changes in watching:
            before, seen = seen, _stamps(project)
            if not has_begun:
                has_begun = True
                yield False
            elif changes or seen != before:
                yield seen == before and all(Path(path).is_relative_to(project.issues) for _, path in changes)
            if any(seen.get(folder) != before.get(folder) for folder in project.source_folders):
                break


def _stamps(project: Project) -> dict[Path, int]:
    """What tells that the settings were saved, and which folder stands at a path; only what exists."""
    stamps = {}
    for path in (project.root / SETTINGS_FILE, *project.source_folders):
        with suppress(OSError):
            status = path.stat()
            stamps[path] = status.st_mtime_ns if path.name == SETTINGS_FILE else status.st_ino
    return stamps
