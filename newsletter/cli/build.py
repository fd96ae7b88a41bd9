"""``newsletter build``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from newsletter.cli._report import counts, finding_data, show_findings


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a date. Write it like 2026-12-01.") from None


@click.command(name="build")
@click.argument("issues", nargs=-1, metavar="[ISSUE]...")
@click.option("--all", "everything", is_flag=True, help="Build every issue.")
@click.option("--watch", is_flag=True, help="Keep running, and build again whenever a file is saved.")
@click.option("--as-of", metavar="DATE", callback=_day, help="Judge the issue on this day instead of today.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="Write there instead of dist/."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a script.")
def command(
    issues: tuple[str, ...], everything: bool, watch: bool, as_of: date | None, out: Path | None, as_json: bool
) -> None:
    """Build the email of each ISSUE: email.html, email.txt and email.mjml, with its pictures.

    Without a name: the issue whose folder you are in, or the newest. An issue with mistakes in its files is
    not written; an earlier build of it stays as it was.
    """
    from newsletter.build import Builder
    from newsletter.content.project import find_project

    if everything and issues:
        raise click.UsageError("Name issues, or say --all, not both.")
    if watch and as_json:
        raise click.UsageError("--watch and --json do not go together.")
    project = find_project()
    output = out or project.output
    names = _chosen(project, issues, everything)
    results = _build_all(Builder(project), names, output, as_of, as_json)
    if as_json:
        click.echo(json.dumps({"issues": results}, ensure_ascii=False, indent=2))
    if watch:
        _watch(project, names, output, as_of)
    failed = any(finding["severity"] == "error" for result in results for finding in result["findings"])
    sys.exit(1 if failed else 0)


def _chosen(project: Any, issues: tuple[str, ...], everything: bool) -> list[str]:
    from newsletter.model.errors import ProjectError

    if issues:
        return list(dict.fromkeys(project.issue_folder(name).name for name in issues))
    names: list[str] = project.issue_names()
    if not names:
        raise ProjectError("There are no issues yet. Start one with: newsletter new 2027-01")
    if everything:
        return names
    here = Path.cwd().absolute()
    if here.is_relative_to(project.issues) and here != project.issues:
        return [here.relative_to(project.issues).parts[0]]
    return [names[-1]]


def _build_all(builder: Any, names: list[str], output: Path, as_of: date | None, quiet: bool) -> list[dict[str, Any]]:
    results = []
    with _progress(names, quiet) as todo:
        for name in todo:
            results.append(_build_one(builder, name, output, as_of, quiet))
    if len(results) > 1 and not quiet:
        good = sum(bool(result["files"]) for result in results)
        click.echo(f"Built {good} of {len(results)} issues into {_short(output)}.")
    return results


def _build_one(builder: Any, name: str, output: Path, as_of: date | None, quiet: bool) -> dict[str, Any]:
    from newsletter.delivery.output_folder import HTML, MJML, TEXT, write_email
    from newsletter.model.errors import ContentError

    try:
        built = builder.build(name, as_of=as_of)
    except ContentError as error:
        if not quiet:
            show_findings(error.findings)
            click.secho(f"{name} was not built: {counts(error.findings)}.", bold=True, err=True)
        return {"name": name, "files": [], "findings": [finding_data(f) for f in error.findings]}
    folder = write_email(built.draft.email, output)
    if not quiet:
        show_findings(built.findings)
        size = len(built.draft.email.html.encode()) / 1000
        summary = counts(built.findings)
        click.echo(f"Built {name}: {size:.0f} KB{', ' + summary if summary else ''}.")
        click.echo(f"  Open {_short(folder / HTML)} in a browser.")
    return {
        "name": name,
        "files": [str(folder / file) for file in (HTML, TEXT, MJML)],
        "findings": [finding_data(f) for f in built.findings],
    }


@contextmanager
def _progress(names: list[str], quiet: bool) -> Iterator[Iterable[str]]:
    """A progress bar on the terminal for more than two issues."""
    if quiet or len(names) < 3 or not sys.stderr.isatty():
        yield names
        return
    from rich.console import Console
    from rich.progress import track

    yield track(names, description="Building", console=Console(stderr=True), transient=True)


def _watch(project: Any, names: list[str], output: Path, as_of: date | None) -> None:
    from watchfiles import watch

    from newsletter.build import Builder
    from newsletter.model.errors import NewsletterError

    click.echo("Watching for changes. Press Ctrl+C to stop.")
    builder: Any = None
    folders = [p for p in (project.issues, project.reference, project.people, project.templates) if p.is_dir()]
    for changes in watch(project.root / "newsletter.yaml", *folders, debounce=100, raise_interrupt=False):
        try:
            if builder is None or not all(Path(path).is_relative_to(project.issues) for _, path in changes):
                builder = Builder(project)
            _build_all(builder, names, output, as_of, False)
        except NewsletterError as error:
            click.echo(str(error), err=True)


def _short(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
