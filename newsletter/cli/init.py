"""``newsletter init``."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path

import click

from newsletter.cli._usage import Misuse
from newsletter.model.place import FieldPath

_SETTINGS: dict[str, FieldPath] = {
    "title": ("title",),
    "sender_name": ("sender", "name"),
    "sender_address": ("sender", "address"),
    "reply_to": ("sender", "reply_to"),
    "timezone": ("timezone",),
}
"""The options that are settings, and where each stands in newsletter.yaml."""

_WHAT = {
    "newsletter.yaml": "title, sender and other settings",
    "issues": "one folder an issue",
    "reference": "standing information: organization, drugs, webinars, pages",
    "people": "contributors and what they agreed to",
    "templates": "your own look, where it differs from the default",
    "README.md": "how to work with all this",
}


@click.command(name="init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="The newsletter's name.")
@click.option("--sender-name", metavar="TEXT", help="Who the email is from; the title if not given.")
@click.option("--sender-address", metavar="ADDRESS", help="The address that the email comes from.")
@click.option("--reply-to", metavar="ADDRESS", help="Where replies go, to a person; the sender's address if not given.")
@click.option("--timezone", metavar="ZONE", help="Your time zone, such as America/Chicago.")
@click.option("--no-sample", is_flag=True, help="Leave out the sample issue and the made-up people in it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a script.")
def command(folder: Path, no_sample: bool, as_json: bool, **given: str | None) -> None:
    """Start a newsletter of your own in FOLDER, a new or empty one.

    It gets settings, the standing information, a sample issue to look at and a place for your own look.
    Nothing is asked, and everything can be changed later in the files.
    """
    from newsletter.content.init_publication import init_publication
    from newsletter.model.errors import ContentError

    typed = [option for option, value in given.items() if value is not None]
    given["sender_name"] = given["sender_name"] or given["title"]
    given["reply_to"] = given["reply_to"] or given["sender_address"]
    settings = {_SETTINGS[option]: " ".join(value.split()) for option, value in given.items() if value is not None}
    try:
        made = init_publication(folder, settings, sample=not no_sample)
    except ContentError as error:
        # The file that the findings speak of was not kept: what is wrong is an option.
        options = {".".join(map(str, _SETTINGS[option])): f"--{option.replace('_', '-')}" for option in typed}
        said = [f"{options[f.field]}: {f.message} {f.remedy}" for f in error.findings if f.field in options]
        raise Misuse("usage/bad-setting", "\n".join(said) or str(error)) from None
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "files": [path.name for path in made]}, indent=2))
        return
    click.echo(f"Made your newsletter in {folder.absolute()}:")
    for name, what in _WHAT.items():
        click.echo(f"  {name:<16} {what}")
    click.echo("\nWhat to type next:")
    if folder.absolute() != Path.cwd().absolute():
        click.echo(f"  cd {_quoted(folder)}")
    if not no_sample:
        click.echo("  newsletter build           make the email of the sample issue")
    click.echo("  newsletter new 2027-01     start the January issue")


def _quoted(path: Path) -> str:
    """A path as a shell reads it."""
    return f'"{path}"' if os.name == "nt" else shlex.quote(str(path))
