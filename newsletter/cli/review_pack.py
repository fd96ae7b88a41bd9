"""``newsletter review-pack``."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from newsletter.cli._pages import page
from newsletter.content.project import Project, find_project
from newsletter.content.reference import read_publication
from newsletter.content.review import ORGANIZATION, review_groups
from newsletter.model.errors import ProjectError
from newsletter.model.months import long_date

FILE = "review-pack.html"


@click.command(name="review-pack")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"Write there instead of dist/{FILE}.",
)
@click.option("--issue", metavar="NAME", help="Only what this issue shows.")
def command(out: Path | None, issue: str | None) -> None:
    """Print what nobody has reviewed yet, as a page for a medical reviewer.

    Each statement stands as it was published, with what is proposed, why, and on which source, and boxes for yes
    and no: something to be done on paper in one evening.
    """  # fmt: skip
    project = find_project()
    publication = read_publication(project).require()
    groups = review_groups(publication.reference, _shown(project, issue) if issue is not None else None)
    entries = [entry for group in groups for entry in group.entries]
    if not entries:
        click.echo("Everything has been reviewed. There is nothing to print.")
        return
    statements = sum(len(entry.doubts) for entry in entries)
    content = page(
        "review_pack.html.j2", {"day": long_date}, groups=groups, issue=issue, publication=publication.settings.title,
        entries=len(entries), statements=statements,
    )  # fmt: skip
    target = out or project.output / FILE
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        message = f"{target} cannot be written ({error.strerror}). Choose another file with --out."
        raise ProjectError("project/not-written", message) from None
    click.echo(f"Wrote {target}: {statements} statements in {len(entries)} entries. Print it from a browser.")


def _shown(project: Project, issue: str) -> Collection[str]:
    """The ids of the entries that an issue shows, and the organization, which every issue shows."""
    from newsletter.build import build_issue  # only needed here, and it brings the whole pipeline

    draft = build_issue(project, issue).draft
    return {ORGANIZATION, *(file.id for file in draft.shown_entries)}
