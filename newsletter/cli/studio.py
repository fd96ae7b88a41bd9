"""``newsletter studio``."""

from __future__ import annotations

import click

from newsletter.cli._in_browser import serve_in_browser
from newsletter.studio.server import serve_studio


@click.command(name="studio")
@click.argument("issue", required=False, metavar="[ISSUE]")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on this computer.")
@click.option("--no-browser", is_flag=True, help="Only say the address; open no browser.")
def command(issue: str | None, port: int, no_browser: bool) -> None:
    """Write, check and hand off issues in your browser.

    The studio changes the files of the publication, and nothing else: it saves while you write. It opens with all
    issues, or with ISSUE, or with the one whose folder you are in. Nothing is ever sent from there.
    """
    serve_in_browser(issue, port, not no_browser, "Studio", serve_studio, home_without_issue=True)
