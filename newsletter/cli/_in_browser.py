"""Commands that serve pages on this computer and open a browser."""

from __future__ import annotations

import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from urllib.parse import quote

import click

from newsletter.cli._issue import issue_here
from newsletter.content.issues import newest_issue
from newsletter.content.project import Project, find_project
from newsletter.studio.server import LOOPBACK, listen

Serve = Callable[[Project, socket.socket, Callable[[], None]], None]


def serve_in_browser(
    issue: str | None, port: int, opens: bool, title: str, serve: Serve, *, home_without_issue: bool = False
) -> None:
    """Serve until Ctrl+C, and say where.

    The first page is that of ``issue``, or without a name that of the issue whose folder this is, or of the newest;
    with ``home_without_issue`` the list of issues instead of the newest.
    """
    project = find_project()
    name = _chosen(project, issue, home_without_issue)
    listener = listen(port)
    used: int = listener.getsockname()[1]
    address = f"http://{LOOPBACK}:{used}/{f'issues/{quote(name)}' if name else ''}"

    def started() -> None:
        if used != port:
            click.echo(f"Port {port} is taken, so this uses {used}.")
        click.echo(f"{title} of {name or 'this publication'}: {address}")
        click.echo("Nothing here can reach readers. Press Ctrl+C to stop.")
        if opens and _has_screen():
            # In a thread, since some browsers keep their caller waiting until they are closed.
            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()

    serve(project, listener, started)


def _chosen(project: Project, issue: str | None, home_without_issue: bool) -> str | None:
    """The issue named, the one whose folder this is, or the newest; None where there are none yet."""
    if issue is not None:
        return project.issue_folder(issue).name
    return issue_here(project) or (None if home_without_issue else newest_issue(project))


def _has_screen() -> bool:
    """Whether a browser window can open; without one, Linux would start a text browser in this very terminal."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
