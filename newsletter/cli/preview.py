"""``newsletter preview``."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser
from urllib.parse import quote

import click

from newsletter.cli._issue import issue_here
from newsletter.content.project import Project, find_project
from newsletter.studio.server import LOOPBACK, listen, serve_preview


@click.command(name="preview")
@click.argument("issue", required=False, metavar="[ISSUE]")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on this computer.")
@click.option("--no-browser", is_flag=True, help="Only say the address; open no browser.")
def command(issue: str | None, port: int, no_browser: bool) -> None:
    """Look at an issue in your browser while you write it.

    The page shows the email as readers will see it, and changes whenever a file is saved. Without a name: the
    issue whose folder you are in, or the newest. Nothing is written and nothing is sent.
    """
    project = find_project()
    name = _chosen(project, issue)
    listener = listen(port)
    used: int = listener.getsockname()[1]
    address = f"http://{LOOPBACK}:{used}/{f'issues/{quote(name)}' if name else ''}"

    def started() -> None:
        if used != port:
            click.echo(f"Port {port} is taken, so this uses {used}.")
        click.echo(f"Preview of {name or 'this publication'}: {address}")
        click.echo("Nothing here can reach readers. Press Ctrl+C to stop.")
        if not no_browser and _has_screen():
            # In a thread, since some browsers keep their caller waiting until they are closed.
            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()

    serve_preview(project, listener, started)


def _chosen(project: Project, issue: str | None) -> str | None:
    """The issue named, the one whose folder this is, or the newest; None where there are none yet."""
    if issue is not None:
        return project.issue_folder(issue).name
    return issue_here(project) or next(reversed(project.issue_names()), None)


def _has_screen() -> bool:
    """Whether a browser window can open; without one, Linux would start a text browser in this very terminal."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
