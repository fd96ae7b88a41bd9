"""``newsletter verify``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from newsletter.checks.report import Group
from newsletter.cli._report import counts, finding_data, show_groups
from newsletter.cli._usage import Misuse
from newsletter.content.email_files import email_bytes
from newsletter.content.project import find_project
from newsletter.delivery.exported import Exported, exported_services, read_export
from newsletter.delivery.verify import what_came_back
from newsletter.model.finding import Severity, has_errors
from newsletter.model.nearest import did_you_mean
from newsletter.services import service_names

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(name="verify")
@click.argument("issue")
@click.argument("file", type=_FILE)
@click.option("--service", "name", metavar="NAME", help="The mailing service. Without it: the one exported for.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The export is there, not in dist/.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a script.")
def command(issue: str, file: Path, name: str | None, out: Path | None, as_json: bool) -> None:
    """Say what your mailing service changed in ISSUE, by FILE, a copy that came back from it.

    FILE is the HTML copied from the service, or a test email saved as .eml. Ends with 1 if something must be fixed.
    Nothing is changed, and nothing leaves this computer.
    """
    project = find_project()
    issue = project.issue_folder(issue).name
    output = out or project.output
    service = _service(name, exported_services(output, issue), issue)
    export = read_export(output, issue, service)
    groups = what_came_back(export, email_bytes(file), file)
    findings = [finding for group in groups for finding in group.findings]
    if as_json:
        _write_json(export, file, groups)
    else:
        _write_text(export, file, groups)
    sys.exit(1 if has_errors(findings) else 0)


def _service(name: str | None, exported: tuple[str, ...], issue: str) -> str:
    if name is not None and name not in service_names():
        hint = did_you_mean(name, service_names()) or f"We know: {', '.join(service_names())}."
        raise Misuse("usage/unknown-service", f"There is no service “{name}”. {hint}")
    if name is None and len(exported) != 1:
        known = f"{issue} was exported for {', '.join(exported)}" if exported else f"{issue} has not been exported yet"
        raise Misuse("usage/which-service", f"{known}. Name the service that the copy is from: --service NAME.")
    return name or exported[0]


def _write_json(export: Exported, file: Path, groups: tuple[Group, ...]) -> None:
    findings = [finding for group in groups for finding in group.findings]
    data = {
        "issue": export.issue,
        "service": export.service.title,
        "file": file.name,
        "counts": {severity.value: sum(f.severity is severity for f in findings) for severity in Severity},
        "findings": [finding_data(f) | {"group": group.title} for group in groups for f in group.findings],
    }
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _write_text(export: Exported, file: Path, groups: tuple[Group, ...]) -> None:
    click.secho(f"{export.issue} as exported for {export.service.title}, and {file.name}", bold=True)
    show_groups(groups)
    findings = [finding for group in groups for finding in group.findings]
    click.echo()
    if not findings:
        words = "Nothing differs."
    elif all(finding.severity is Severity.NOTE for finding in findings):
        words = "As expected: only what every service changes."
    else:
        words = f"{counts(findings)}."
    click.secho(words, bold=True)
