"""``newsletter push``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import click

from newsletter.build import Build
from newsletter.cli._drafts import pushable
from newsletter.cli._excerpts import Excerpts
from newsletter.cli._handing_over import checked, login
from newsletter.cli._issue import chosen_issues
from newsletter.cli._report import counts, show_findings, show_groups
from newsletter.cli._usage import day
from newsletter.content.frozen_manifest import refuse_frozen
from newsletter.content.issues import HEADER
from newsletter.content.project import Project, find_project
from newsletter.delivery.api_client import Tell
from newsletter.delivery.api_keys import HIDDEN, api_key
from newsletter.delivery.handing_over import circumstances
from newsletter.delivery.package import default_images, packaged
from newsletter.delivery.push import Push, Pushed, planned, refuse_sample
from newsletter.model.finding import has_errors
from newsletter.services.drafts.draft_api import FileInBase64, Request
from newsletter.services.service import filled

_LONGEST = 60
"""Signs of a value that a dry run shows."""


@click.command(name="push")
@click.argument("issue", required=False)
@click.option("--to", "service", metavar="SERVICE", help="The mailing service.")
@click.option("--by", metavar="NAME", help="Who hands over. Without it: the name you are logged in with.")
@click.option("--as-of", metavar="DATE", callback=day, help="Judge the issue on this day instead of today.")
@click.option("--dry-run", is_flag=True, help="Only say what the service would be asked for.")
def command(issue: str | None, service: str | None, by: str | None, as_of: date | None, dry_run: bool) -> None:
    """Make a draft of ISSUE at your mailing service, through its API, once it is checked.

    Without a name: the issue whose folder you are in, or the newest. It stays a draft: nothing is sent to readers, and
    an issue with mistakes goes nowhere. A second push changes the same draft. The key of your account comes from the
    keyring (newsletter key SERVICE), or from NEWSLETTER_<SERVICE>_KEY in the environment.
    """
    service = pushable(service)
    project = find_project()
    [name] = chosen_issues(project, (issue,) if issue else ())
    build = checked(project, name, as_of, f"{name} was not pushed.")
    push = _planned(project, build, service)
    if dry_run:
        _say_what_would_be_asked(push)
        return
    refuse_sample(push.package)
    refuse_frozen(push.folder / HEADER)
    key = api_key(service, os.environ)
    with _telling() as tell:
        pushed = push.make(key, project.output, circumstances(build, push.package, by or login()), tell)
    _say(push, pushed)
    if summary := counts(build.findings):
        click.echo(f"The checks found: {summary}. To see it: newsletter check {name}")
    sys.exit(1 if has_errors([finding for group in pushed.differences for finding in group.findings]) else 0)


def _planned(project: Project, build: Build, service: str) -> Push:
    """The push.  Where the service would refuse the email, says why and ends the command."""
    draft = build.draft
    package = packaged(draft, service, default_images(draft.settings))
    show_findings(package.findings, Excerpts(project))
    if has_errors(package.findings):
        words = f"{draft.document.name} was not pushed to {package.service.title}: {counts(package.findings)}."
        click.secho(words, bold=True, err=True)
        sys.exit(1)
    return planned(package, project.issue_folder(draft.document.name))


@contextmanager
def _telling() -> Iterator[Tell]:
    """What shows how far a push is: one line that changes on a terminal, else a line each."""
    if not sys.stderr.isatty():
        yield lambda words: click.echo(f"  {words}", err=True)
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status("") as status:
        yield lambda words: status.update(Text(words))


def _say(push: Push, pushed: Pushed) -> None:
    issue, title, draft = push.package.draft.document.name, push.title, pushed.draft
    click.echo(f"{'Made a draft' if pushed.is_new else 'Changed the draft'} of {issue} at {title}: {draft.id}.")
    if draft.is_draft is None:
        click.echo(f"  {title} does not say whether it is a draft. See there that nothing is scheduled.")
    else:
        click.echo("  It is a draft. Nothing was sent.")
    if draft.address:
        click.echo(f"  To open it: {draft.address}")
    if not push.api.tried_live:
        click.echo("  Not tried on a live account yet: look closely, and tell us what differs.")
    if push.api.by_hand:
        click.secho("To do there by hand", bold=True)
    for sentence in push.api.by_hand:
        click.echo(f"  - {sentence}")
    if pushed.differences:
        click.secho(f"What {title} changed", bold=True)
        show_groups(pushed.differences)
    else:
        click.echo("What came back is what was handed over.")


def _say_what_would_be_asked(push: Push) -> None:
    issue = push.package.draft.document.name
    click.echo(f"Would make or change the draft of {issue} at {push.title}. Nothing is asked now, and nothing is sent.")
    for number, request in enumerate(push.requests(), 1):
        query = "?" + "&".join(f"{name}={value}" for name, value in request.query.items()) if request.query else ""
        click.echo(f"{number}. {request.words[:1].upper()}{request.words[1:]}")
        click.echo(f"   {request.method} {push.address}{request.path}{query}")
        header, value = push.api.authorization
        click.echo(f"   {header}: {filled(value, {'key': HIDDEN, 'basic': HIDDEN})}")
        for line in _content(request):
            click.echo(f"   {line}")


def _content(request: Request) -> Iterator[str]:
    if request.body is not None:
        yield json.dumps(_short(request.body), ensure_ascii=False)
    yield from (f"{name}: {_short(value)}" for name, value in request.form.items())
    if request.upload:
        yield f"{request.upload.field}: the file {request.upload.name}"


def _short(value: Any) -> Any:
    """A value in which long words are cut."""
    if isinstance(value, Mapping):
        return {name: _short(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_short(each) for each in value]
    if isinstance(value, FileInBase64):
        return f"{value.before}(the file {value.path.name})"
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[:_LONGEST]}… ({len(value):,} characters)"
    return value
