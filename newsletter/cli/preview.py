"""``newsletter preview``."""

from __future__ import annotations

import click

from newsletter.cli._in_browser import serve_in_browser
from newsletter.studio.server import serve_preview


@click.command(name="preview")
@click.argument("issue", required=False, metavar="[ISSUE]")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on this computer.")
@click.option("--no-browser", is_flag=True, help="Only say the address; open no browser.")
def command(issue: str | None, port: int, no_browser: bool) -> None:
    """Look at an issue in your browser while you write it.

    The page shows the email as readers will see it, and changes whenever a file is saved. Without a name: the
    issue whose folder you are in, or the newest. Nothing is written and nothing is sent.
    """
    serve_in_browser(issue, port, not no_browser, "Preview", serve_preview)
