"""``newsletter freeze``."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import click

from newsletter.build import Builder
from newsletter.cli._excerpts import Excerpts
from newsletter.cli._handing_over import login
from newsletter.cli._issue import chosen_issues
from newsletter.cli._report import show_findings
from newsletter.cli._usage import Misuse
from newsletter.content.frozen_drift import reference_drift, source_drift
from newsletter.content.frozen_issues import read_frozen
from newsletter.content.project import Project, find_project
from newsletter.delivery.freeze import freeze, sent_issue, source_digests, take_back
from newsletter.model.errors import DeliveryError
from newsletter.services import service as service_named


@click.command(name="freeze")
@click.argument("issue", required=False)
@click.option("--without-export", is_flag=True, help="The built files were sent, and not an export.")
@click.option("--although-changed", is_flag=True, help="Keep the export although the issue has changed since.")
@click.option("--drift", is_flag=True, help="Only say what has changed since the issue was sent.")
@click.option("--undo", is_flag=True, help="The issue was not sent after all: give it back to its editors.")
@click.option("--because", metavar="REASON", help="Why it is given back; kept with what was frozen.")
@click.option("--by", metavar="NAME", help="Who does it. Without it: the name you are logged in with.")
def command(
    issue: str | None,
    without_export: bool,
    although_changed: bool,
    drift: bool,
    undo: bool,
    because: str | None,
    by: str | None,
) -> None:
    """Keep ISSUE as it was sent, whatever changes later.

    Without a name: the issue whose folder you are in, or the newest. The built files and what each mailing service was
    handed are kept in issues/ISSUE/sent/. From then on nothing here changes the issue, and building it gives
    exactly these files.
    """
    if undo != bool(because):
        raise Misuse("usage/undo-because", "To give an issue back, say both: --undo and --because REASON.")
    if sum((drift, undo, without_export or although_changed)) > 1:
        raise Misuse("usage/freeze-or-look", "Choose one: freeze the issue, --drift or --undo.")
    project = find_project()
    [name] = chosen_issues(project, (issue,) if issue else ())
    if drift:
        _say_drift(project, name)
        return
    by = by or login()
    if because:
        now = datetime.now().astimezone()
        aside = take_back(project.issue_folder(name), project.output, by=by, at=now, because=because)
        click.echo(f"{name} can be changed again. What was frozen is in {aside.relative_to(project.root).as_posix()}.")
        return
    builder = Builder(project)
    build = builder.build(name)
    show_findings(build.findings, Excerpts(project))
    sent = sent_issue(build, project.output, without_export=without_export)
    at = datetime.now(ZoneInfo(build.draft.settings.timezone))
    frozen = freeze(sent, builder.renderer, project.output, by=by, at=at, although_changed=although_changed)
    titles = ", ".join(service_named(service).title for service in frozen.services)
    click.echo(f"Froze {name} as it was {f'handed to {titles}' if titles else 'built'}: issues/{name}/sent.")
    click.echo("  Keep this folder with the issue. Building the issue now gives what was sent.")


def _say_drift(project: Project, name: str) -> None:
    """What has changed since the issue was sent."""
    folder = project.issue_folder(name)
    frozen = read_frozen(folder)
    if frozen is None:
        raise DeliveryError("freeze/nothing-to-compare", f"{name} is not frozen, so there is nothing to compare with.")
    drifts = reference_drift(frozen, project.reference)
    sources = source_drift(frozen, source_digests(folder))
    if drifts:
        click.echo(f"The reference has changed since {name} was {frozen.manifest.said}:")
    for each in drifts:
        click.secho(f"  {each.id}", bold=True)
        for wording in each.wordings:
            click.echo(f"    {wording.field}")
            click.echo(f"      sent: {wording.sent or '(nothing)'}")
            click.echo(f"      now:  {wording.now or '(nothing)'}")
    if sources:
        click.echo("Files of the issue that were changed since; what was sent is not affected:")
    for file in sources:
        click.echo(f"  issues/{name}/{file}")
    if not drifts and not sources:
        click.echo(f"Nothing has changed since {name} was {frozen.manifest.said}.")
