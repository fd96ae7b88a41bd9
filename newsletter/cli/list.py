"""``newsletter list``."""

from __future__ import annotations

import json
from typing import Any

import click


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a script.")
def command(as_json: bool) -> None:
    """List the issues of this publication, oldest first."""
    from newsletter.content.issues import HEADER
    from newsletter.content.project import find_project
    from newsletter.content.typed_files import read_yaml_file
    from newsletter.delivery.output_folder import HTML
    from newsletter.model.issue import IssueHeader

    project = find_project()
    rows: list[dict[str, Any]] = []
    for name in project.issue_names():
        header = read_yaml_file(project.issues / name / HEADER, f"issues/{name}/{HEADER}", IssueHeader).value
        row: dict[str, Any] = {"name": name, "built": (project.output / name / HTML).is_file()}
        if header is not None:
            row |= {
                "title": header.title, "number": header.number, "date": header.date.isoformat(),
                "status": header.status.value, "subject": header.subject, "sections": len(header.sections),
            }  # fmt: skip
        rows.append(row)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not rows:
        click.echo("There are no issues yet. Start one with: newsletter new 2027-01")
        return
    width = max(len(row["name"]) for row in rows)
    for row in rows:
        if "title" in row:
            subject = row["subject"] or "no subject yet"
            click.echo(f"{row['name']:<{width}}  {row['status']:<8}  {row['date']}  {subject}")
        else:
            click.echo(f"{row['name']:<{width}}  cannot be read; see: newsletter build {row['name']}")
