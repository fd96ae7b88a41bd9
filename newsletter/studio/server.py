"""A server on this computer, for this computer."""

from __future__ import annotations

import asyncio
import errno
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from newsletter.content.project import Project
from newsletter.model.errors import ProjectError
from newsletter.studio.guard import Guard
from newsletter.studio.live_issues import LiveIssues
from newsletter.studio.live_updates import LiveUpdates
from newsletter.studio.page import PAGES
from newsletter.studio.preview_app import preview_app
from newsletter.studio.studio_app import studio_app

LOOPBACK = "127.0.0.1"
SCRIPTS = PAGES / "static" / "built" / "studio.js"
"""What ``make studio`` makes."""
_TRIES = 20
# Windows says so of a port that another program has to itself; elsewhere it is the ports below 1024.
_TAKEN = (errno.EADDRINUSE, errno.EACCES) if sys.platform == "win32" else (errno.EADDRINUSE,)


def listen(port: int) -> socket.socket:
    """A listening socket on ``port`` of the loopback interface, or on the first free one of the 19 after it.

    Raises ProjectError where all are taken or the system refuses.
    """
    for candidate in range(port, min(port + _TRIES, 65536)):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":
            # The port of a server that ended just now is free; on Windows this would let two share one.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, candidate))
            listener.listen()
        except OSError as error:
            listener.close()
            if error.errno not in _TAKEN:
                message = f"Port {candidate} cannot be used ({error.strerror}). Choose another, such as --port 8500."
                raise ProjectError("preview/port-refused", message) from error
        else:
            return listener
    another = port + 1000 if 1024 <= port < 64000 else 8500
    raise ProjectError(
        "preview/no-free-port", f"Port {port} and those after it are taken. Choose another, such as --port {another}."
    )


def serve_preview(project: Project, listener: socket.socket, started: Callable[[], None] = lambda: None) -> None:
    """Serve the preview of a publication until Ctrl+C; ``started`` is called once pages can be opened.

    Raises ProjectError where file changes cannot be watched.
    """
    _run(project, preview_app, listener, started)


def serve_studio(project: Project, listener: socket.socket, started: Callable[[], None] = lambda: None) -> None:
    """Serve the studio of a publication, as :func:`serve_preview` does its preview.

    Raises ProjectError also where the scripts of its pages have not been built.
    """
    if not SCRIPTS.is_file():
        raise ProjectError(
            "studio/not-built",
            "The scripts of the studio are missing from this checkout. Make them with: make studio (it needs Node.js).",
        )
    _run(project, studio_app, listener, started)


_App = Callable[[LiveIssues, LiveUpdates], Guard]


def _run(project: Project, app: _App, listener: socket.socket, started: Callable[[], None]) -> None:
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(project, app, listener, started))


async def _serve(project: Project, app: _App, listener: socket.socket, started: Callable[[], None]) -> None:
    issues = LiveIssues(project)
    updates = LiveUpdates(issues)
    config = uvicorn.Config(
        app(issues, updates), loop="asyncio", http="h11", ws="none", lifespan="off", log_level="warning",
        access_log=False, proxy_headers=False, server_header=False, timeout_graceful_shutdown=2,
    )  # fmt: skip
    server = _Server(config, updates, started)
    watching = asyncio.create_task(updates.watch())
    watching.add_done_callback(server.stop)
    try:
        await server.serve(sockets=[listener])
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


class _Server(uvicorn.Server):
    """uvicorn, which waits for open streams when it stops: they are ended first."""

    def __init__(self, config: uvicorn.Config, updates: LiveUpdates, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._updates = updates
        self._tell_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._updates.close()
        await super().shutdown(sockets)

    def stop(self, _watching: asyncio.Task[None]) -> None:
        """End with the watch: without it the pages would look current and not be."""
        self.should_exit = True
