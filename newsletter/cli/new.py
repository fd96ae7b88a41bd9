"""``newsletter new``."""

from __future__ import annotations

import json

import click


@click.command(name="new")
@click.argument("name")
@click.option("--from", "source", metavar="ISSUE", help="Take the structure of this issue instead of the last one.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a script.")
def command(name: str, source: str | None, as_json: bool) -> None:
    """Start the issue NAME (year and month, such as 2027-01).

    The order and the kinds of the sections come from the last issue; its dates, subject, words, pictures and
    people do not.
    """
    from newsletter.content.new_issue import new_issue
    from newsletter.content.project import find_project

    project = find_project()
    files = [path.relative_to(project.root).as_posix() for path in new_issue(project, name, source)]
    if as_json:
        click.echo(json.dumps({"name": name, "files": files}, ensure_ascii=False, indent=2))
        return
    click.echo(f"Started issues/{name}:")
    for file in files:
        click.echo(f"  {file}")
    click.echo(f"\nWrite into these files, then see the email with: newsletter build {name}")
