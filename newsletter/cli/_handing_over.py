"""What every way of handing an issue over begins with: the checks, and who does it."""

from __future__ import annotations

import getpass
import sys
from datetime import date

import click

from newsletter.build import Build, Builder
from newsletter.checks.report import groups
from newsletter.cli._check_text import as_text
from newsletter.cli._checked import Checked, Run
from newsletter.cli._excerpts import Excerpts
from newsletter.content.project import Project
from newsletter.model.errors import ContentError
from newsletter.model.finding import has_errors


def checked(project: Project, name: str, as_of: date | None, refusal: str) -> Build:
    """The issue, with every check made that needs no network.

    With errors, prints the report and the ``refusal``, and ends the command.
    """
    try:
        build = Builder(project).check(name, as_of=as_of)
    except ContentError as error:
        judged = Checked(name, "not built", groups(error.findings, name), built=False)
    else:
        if not has_errors(build.findings):
            return build
        draft = build.draft
        parts = groups(build.findings, name, draft)
        judged = Checked(name, draft.document.title, parts, build.waived, draft.today, sample=draft.settings.sample)
    click.echo(as_text(Run((judged,), None), Excerpts(project), notes=False))
    click.secho(refusal, bold=True)
    sys.exit(1)


def login() -> str:
    """The name that whoever types is logged in with."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # a computer that knows no names, such as a container
        return "unknown"
