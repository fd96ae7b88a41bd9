"""``newsletter verify``."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import click

from newsletter.checks.report import Group
from newsletter.cli._report import COLORS, code, counts, finding_data
from newsletter.cli._usage import Misuse
from newsletter.content.email_files import read_email
from newsletter.content.project import find_project
from newsletter.content.reference import read_publication
from newsletter.delivery.copy_pair import CopyPair
from newsletter.delivery.exported import exported_services, read_export
from newsletter.delivery.service_tags import ServiceTags
from newsletter.delivery.verify import differences
from newsletter.model.finding import Severity, has_errors
from newsletter.model.nearest import did_you_mean
from newsletter.model.place import Place
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
    parts = read_email(file)
    publication = read_publication(project).value
    pair = CopyPair(
        export=export,
        parts=parts,
        tags=ServiceTags(export.service, publication.settings.services.get(service, {}) if publication else {}),
        place=Place(file.name),
        is_message=file.suffix.lower() == ".eml",
        address=", ".join(publication.reference.organization.postal_address) if publication else "",
    )
    same = hashlib.sha256(file.read_bytes()).hexdigest() == export.message
    groups = () if same else differences(pair)
    findings = [finding for group in groups for finding in group.findings]
    if as_json:
        _write_json(pair, groups)
    else:
        _write_text(pair, groups)
    sys.exit(1 if has_errors(findings) else 0)


def _service(name: str | None, exported: tuple[str, ...], issue: str) -> str:
    if name is not None and name not in service_names():
        hint = did_you_mean(name, service_names()) or f"We know: {', '.join(service_names())}."
        raise Misuse("usage/unknown-service", f"There is no service “{name}”. {hint}")
    if name is None and len(exported) != 1:
        known = f"{issue} was exported for {', '.join(exported)}" if exported else f"{issue} has not been exported yet"
        raise Misuse("usage/which-service", f"{known}. Name the service that the copy is from: --service NAME.")
    return name or exported[0]


def _write_json(pair: CopyPair, groups: tuple[Group, ...]) -> None:
    findings = [finding for group in groups for finding in group.findings]
    data = {
        "issue": pair.export.issue,
        "service": pair.title,
        "file": pair.place.file,
        "counts": {severity.value: sum(f.severity is severity for f in findings) for severity in Severity},
        "findings": [finding_data(f) | {"group": group.title} for group in groups for f in group.findings],
    }
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _write_text(pair: CopyPair, groups: tuple[Group, ...]) -> None:
    click.secho(f"{pair.export.issue} as exported for {pair.title}, and {pair.place}", bold=True)
    for group in groups:
        click.echo()
        click.secho(group.title, bold=True)
        for finding in group.findings:
            level = click.style(f"{finding.severity.words}:", fg=COLORS[finding.severity], bold=True)
            line = f"line {finding.place.line}: " if finding.place.line else ""
            click.echo(f"  {level} {line}{finding.message} {code(finding.rule)}")
            if finding.remedy:
                click.echo(f"      {finding.remedy}")
    findings = [finding for group in groups for finding in group.findings]
    click.echo()
    if not findings:
        words = "Nothing differs."
    elif all(finding.severity is Severity.NOTE for finding in findings):
        words = "As expected: only what every service changes."
    else:
        words = f"{counts(findings)}."
    click.secho(words, bold=True)
