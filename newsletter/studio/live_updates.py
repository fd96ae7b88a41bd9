"""From a file that is saved to the pages that show it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from pathlib import Path

from watchfiles import awatch

from newsletter.content.project import SETTINGS_FILE, Project
from newsletter.model.errors import ProjectError
from newsletter.studio.live_issues import LiveIssues

# Files that are written together are one change: it ends with 30 ms of quiet, or after 150 ms.
_QUIET, _AT_MOST = 30, 150
_LOOK_EVERY = 100
_BREATH = 15.0


class LiveUpdates:
    """Watches the sources of a publication and tells every open page.  Belongs to one event loop."""

    def __init__(self, issues: LiveIssues) -> None:
        self._issues = issues
        self._news = asyncio.Event()
        self._is_closed = False

    async def watch(self) -> None:
        """Report changes until cancelled.  Raises ProjectError where the system lets nobody watch."""
        try:
            async for only_issues in _saves(self._issues.project):
                self._issues.changed(only_issues=only_issues)
                self._tell()
        except (OSError, RuntimeError) as error:
            raise ProjectError(
                "preview/cannot-watch",
                f"Changes in {self._issues.project.root} cannot be seen ({error}). Close other programs that watch "
                "files, or set the environment variable WATCHFILES_FORCE_POLLING to true, and start again.",
            ) from error

    async def events(self) -> AsyncIterator[str]:
        """Server-sent events: the revision at once, and again after each change, until :meth:`close`."""
        while not self._is_closed:
            news = self._news
            yield f"retry: 1000\ndata: {self._issues.revision}\n\n"
            while not news.is_set():
                try:
                    await asyncio.wait_for(news.wait(), _BREATH)
                except TimeoutError:
                    yield ": still here\n\n"

    def close(self) -> None:
        """End every stream of events, so that the server can stop."""
        self._is_closed = True
        self._tell()

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()


async def _saves(project: Project) -> AsyncIterator[bool]:
    """Yields whenever something was saved: whether it was in issues only."""
    while True:
        seen = _stamps(project)
        # The settings, and folders that come and go, are looked at ten times a second: a watch needs a folder
        # that exists, and one on a single file ends when an editor replaces it.
        folders = [folder for folder in project.source_folders if folder in seen]
        watching = awatch(*folders, step=_QUIET, debounce=_AT_MOST, rust_timeout=_LOOK_EVERY, yield_on_timeout=True)
        async with aclosing(watching) as saves:
            await anext(saves)
            yield False  # for what was saved before the watch began
            async for changes in saves:
                before, seen = seen, _stamps(project)
                if changes or seen != before:
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
