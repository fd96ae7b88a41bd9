"""``newsletter publish-images``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import click

from newsletter.build import Build, Builder
from newsletter.checks import is_online, rule_names
from newsletter.cli._excerpts import Excerpts
from newsletter.cli._issue import chosen_issues
from newsletter.cli._report import counts, show_findings
from newsletter.cli._usage import Misuse, day
from newsletter.content.project import Project, find_project
from newsletter.delivery.package import refuse_practice
from newsletter.delivery.picture_store import PictureStore
from newsletter.delivery.pictures import packed_pictures
from newsletter.delivery.publish_images import Tell, not_served, publish
from newsletter.delivery.published import unpublished
from newsletter.model.finding import Severity, has_errors

_RULES = ("people/", "images/")
"""The checks that speak of pictures, and of the people in them."""


@click.command(name="publish-images")
@click.argument("issue", required=False)
@click.option("--check-web", is_flag=True, help="Then look whether everybody can see them at base_url.")
@click.option("--as-of", metavar="DATE", callback=day, help="Judge the issue on this day instead of today.")
@click.option("--dry-run", is_flag=True, help="Only say which pictures would be put there.")
def command(issue: str | None, check_web: bool, as_of: date | None, dry_run: bool) -> None:
    """Put the pictures of ISSUE on the web, where newsletter.yaml says (images, upload_to).

    Without a name: the issue whose folder you are in, or the newest. Without consent, or where a photo tells where it
    was taken, nothing is put there. What is there already stays.
    """
    project = find_project()
    [name] = chosen_issues(project, (issue,) if issue else ())
    draft = _checked(project, name, as_of).draft
    refuse_practice(draft.document)
    where = draft.settings.images
    if where.upload_to is None or (check_web and where.base_url is None):
        missing = "upload_to" if where.upload_to is None else "base_url"
        raise Misuse(
            "usage/no-picture-store",
            f"newsletter.yaml does not say where the pictures go. Write it there: images, {missing}. "
            "docs/hosting-pictures.md tells how.",
        )
    pictures = packed_pictures(draft.email.images)
    if dry_run:
        missing_ones = unpublished(draft, pictures)
        click.echo(f"Would put {_pictures(len(missing_ones))} of {name} into {where.upload_to}.")
        for file in missing_ones:
            click.echo(f"  {file}")
        return
    with PictureStore(where.upload_to, project.root) as store, _telling("Publishing", len(pictures)) as tell:
        uploaded = publish(draft.issue.folder, pictures, store, tell)
    there = len(pictures) - uploaded
    click.echo(
        f"Put {_pictures(uploaded)} of {name} into {where.upload_to}" + (f"; {there} there already." if there else ".")
    )
    if check_web and where.base_url is not None:
        with _telling("Looking", len(pictures)) as tell:
            faults = list(not_served(where.base_url, pictures, tell))
        show_findings(faults, Excerpts(project))
        if faults:
            sys.exit(1)
        click.echo(f"Everybody can see them at {where.base_url}.")


def _checked(project: Project, name: str, as_of: date | None) -> Build:
    """The issue.  Ends the command where a picture, or somebody's words, may not be shown to the world."""
    rules = tuple(rule for rule in rule_names() if rule.startswith(_RULES) and not is_online(rule))
    build = Builder(project).check(name, as_of=as_of, rules=rules)
    errors = [finding for finding in build.findings if finding.severity is Severity.ERROR]
    if has_errors(errors):
        show_findings(errors, Excerpts(project))
        click.secho(f"No picture of {name} was published: {counts(errors)}.", bold=True, err=True)
        sys.exit(1)
    return build


def _pictures(number: int) -> str:
    return f"{number} picture{'' if number == 1 else 's'}"


@contextmanager
def _telling(doing: str, count: int) -> Iterator[Tell]:
    """A bar that shows how far it is, where somebody looks."""
    if not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=count)
        yield lambda _name: progress.advance(task)
