"""``newsletter build``."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import click

from newsletter.build import Builder
from newsletter.cli._excerpts import Excerpts
from newsletter.cli._issue import chosen_issues
from newsletter.cli._report import counts, finding_data, show_error, show_findings
from newsletter.cli._usage import Misuse, day
from newsletter.content.project import Project, find_project
from newsletter.delivery.output_folder import HTML, MJML, TEXT, write_email
from newsletter.model.errors import ContentError, NewsletterError
from newsletter.model.finding import Finding, has_errors


@click.command(name="build")
@click.argument("issues", nargs=-1, metavar="[ISSUE]...")
@click.option("--all", "everything", is_flag=True, help="Build every issue.")
@click.option("--watch", is_flag=True, help="Keep running, and build again whenever a file is saved.")
@click.option("--as-of", metavar="DATE", callback=day, help="Judge the issue on this day instead of today.")
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
    if everything and issues:
        raise Misuse("usage/names-and-all", "Name issues, or say --all, not both.")
    if watch and as_json:
        raise Misuse("usage/watch-and-json", "--watch and --json do not go together. Leave one of them out.")
    project = find_project()
    output = out or project.output
    names = chosen_issues(project, issues, everything)
    saved = _begun_watch(project) if watch else None
    results = _build_all(Builder(project), names, output, as_of, as_json)
    if as_json:
        click.echo(json.dumps({"issues": [result.data() for result in results]}, ensure_ascii=False, indent=2))
    if saved is not None:
        _watch(saved, project, names, output, as_of)
    sys.exit(1 if any(has_errors(result.findings) for result in results) else 0)


class _Result(NamedTuple):
    """What became of one issue.  ``folder`` is None where it was not written."""

    name: str
    folder: Path | None
    size: int
    findings: tuple[Finding, ...]

    def data(self) -> dict[str, Any]:
        """The same as JSON."""
        files = [str(self.folder / file) for file in (HTML, TEXT, MJML)] if self.folder else []
        return {"name": self.name, "files": files, "findings": [finding_data(f) for f in self.findings]}


def _build_all(builder: Builder, names: list[str], output: Path, as_of: date | None, quiet: bool) -> list[_Result]:
    if len(names) >= _MANY:
        _ = builder.renderer  # read once, before the work is divided among processes
    build = partial(_build_one, builder, output, as_of)
    with _mapped(build, names) as built:
        results = list(_with_progress(built, len(names), quiet))
    excerpts = Excerpts(builder.project)
    for result in results if not quiet else ():
        # Of many issues only those are worth a line that someone has to look at.
        if len(results) <= _FEW or result.findings:
            _show(result, excerpts)
    if len(results) > 1 and not quiet:
        good = sum(result.folder is not None for result in results)
        click.echo(f"Built {good} of {len(results)} issues into {_short(output)}.")
    return results


def _build_one(builder: Builder, output: Path, as_of: date | None, name: str) -> _Result:
    try:
        built = builder.build(name, as_of=as_of)
    except ContentError as error:
        return _Result(name, None, 0, error.findings)
    email = built.draft.email
    return _Result(name, write_email(email, output), len(email.html.encode()), built.findings)


def _show(result: _Result, excerpts: Excerpts) -> None:
    show_findings(result.findings, excerpts)
    summary = counts(result.findings)
    if result.folder is None:
        click.secho(f"{result.name} was not built: {summary}.", bold=True, err=True)
        return
    click.echo(f"Built {result.name}: {result.size / 1000:.0f} KB{', ' + summary if summary else ''}.")
    click.echo(f"  Open {_short(result.folder / HTML)} in a browser.")


_FEW = 3
_MANY = 24
_work: Callable[[str], _Result] | None = None


def _worker(name: str) -> _Result:
    assert _work is not None
    return _work(name)


@contextmanager
def _mapped(work: Callable[[str], _Result], names: list[str]) -> Iterator[Iterable[_Result]]:
    """``work`` over the names, in their order; many of them on all processors, where a process can be forked."""
    global _work
    workers = min(os.cpu_count() or 1, 8)
    if len(names) < _MANY or workers == 1 or sys.platform != "linux":
        yield map(work, names)
        return
    # Forked, the workers share what has been read: 120 issues on two processors take 60 % of the time and
    # 25 MB more.  Started anew, each would need 0.3 s before its first issue.
    from multiprocessing import get_context

    _work = work
    gc.freeze()
    with get_context("fork").Pool(workers) as pool:
        yield pool.imap(_worker, names, chunksize=2)


def _with_progress(results: Iterable[_Result], count: int, quiet: bool) -> Iterable[_Result]:
    """A progress bar on the terminal for more than a few issues."""
    if quiet or count <= _FEW or not sys.stderr.isatty():
        return results
    from rich.console import Console
    from rich.progress import track

    return track(results, description="Building", total=count, console=Console(stderr=True), transient=True)


def _begun_watch(project: Project) -> Iterator[bool]:
    """Saves from now on, so that one while the first build runs is not missed."""
    from newsletter.content.watching import saves  # watchfiles takes 16 ms to import

    saved = saves(project)
    next(saved)
    return saved


def _watch(saved: Iterator[bool], project: Project, names: list[str], output: Path, as_of: date | None) -> None:
    click.echo("Watching for changes. Press Ctrl+C to stop.")
    builder: Builder | None = None
    with suppress(KeyboardInterrupt):
        for only_issues in saved:
            try:
                if builder is None or not only_issues:
                    builder = None
                    builder = Builder(project)
                _build_all(builder, names, output, as_of, False)
            except NewsletterError as error:
                show_error(error)


def _short(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
