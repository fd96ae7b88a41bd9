"""From a file that is saved to the pages that show it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from threading import Event

from newsletter.content.watching import saves
from newsletter.model.errors import ProjectError
from newsletter.studio.live_issues import LiveIssues

_BREATH = 15.0


class LiveUpdates:
    """Watches the sources of a publication and tells every open page.  Belongs to one event loop."""

    def __init__(self, issues: LiveIssues) -> None:
        self._issues = issues
        self._news = asyncio.Event()
        self._is_closed = False

    async def watch(self) -> None:
        """Report changes until cancelled.  Raises ProjectError where the system lets nobody watch."""
        stop = Event()
        watching = saves(self._issues.project, stop)
        try:
            while (only_issues := await asyncio.to_thread(next, watching, None)) is not None:
                self._issues.changed(only_issues=only_issues)
                self._tell()
        except (OSError, RuntimeError) as error:
            raise ProjectError(
                "preview/cannot-watch",
                f"Changes in {self._issues.project.root} cannot be seen ({error}). Close other programs that watch "
                "files, or set the environment variable WATCHFILES_FORCE_POLLING to true, and start again.",
            ) from error
        finally:
            stop.set()

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
