"""``newsletter check``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from newsletter.build import Builder
from newsletter.checks import check_email, is_online, judges_any_email
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.report import Group, groups
from newsletter.cli._check_html import as_html
from newsletter.cli._check_json import as_json, as_sarif
from newsletter.cli._check_text import as_text
from newsletter.cli._checked import Checked, Run
from newsletter.cli._excerpts import Excerpts
from newsletter.cli._fixes import make_fixes
from newsletter.cli._issue import chosen_issues
from newsletter.cli._rule_names import chosen_rules
from newsletter.cli._usage import Misuse, day
from newsletter.content.email_files import read_email
from newsletter.content.project import Project, find_project
from newsletter.model.errors import ContentError, ProjectError
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place

_FILE = click.Path(dir_okay=False, path_type=Path)
Progress = Callable[[str, int, int], None]


@click.command(name="check")
@click.argument("issues", nargs=-1, metavar="[ISSUE]...")
@click.option("--as-of", metavar="DATE", callback=day, help="Judge the issue on this day instead of today.")
@click.option("--rule", "rules", multiple=True, metavar="NAME", help="Make only this check; may stand several times.")
@click.option("--group", "group_names", multiple=True, metavar="NAME", help="Make only the checks of this group.")
@click.option("--notes", is_flag=True, help="Show each note instead of one line a check.")
@click.option("--strict", is_flag=True, help="End with 1 on what is only to be looked at, too.")
@click.option("--online", is_flag=True, help="Also ask the network: whether links answer.")
@click.option("--fix", is_flag=True, help="Make the changes that are safe to make, and show them.")
@click.option("--dry-run", is_flag=True, help="With --fix: only show the changes.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "html"]),
    default="text",
    show_default=True,
    help="How the report is written.",
)
@click.option("--out", type=_FILE, metavar="FILE", help="Write the report there.")
@click.option("--html", "html_file", type=_FILE, metavar="FILE", help="Judge this finished email: HTML or .eml.")
@click.option("--text", "text_file", type=_FILE, metavar="FILE", help="With --html: its plain-text part.")
@click.option("--subject", metavar="WORDS", help="With --html: its subject line.")
def command(
    issues: tuple[str, ...],
    as_of: date | None,
    rules: tuple[str, ...],
    group_names: tuple[str, ...],
    notes: bool,
    strict: bool,
    online: bool,
    fix: bool,
    dry_run: bool,
    form: str,
    out: Path | None,
    html_file: Path | None,
    text_file: Path | None,
    subject: str | None,
) -> None:
    """Check each ISSUE as a careful colleague would, before it leaves.

    Without a name: the issue whose folder you are in, or the newest. Nothing is sent, and nothing is changed
    unless you say --fix. With --html a finished email from anywhere is judged by the checks that need no sources.
    """  # fmt: skip
    if dry_run and not fix:
        raise Misuse("usage/dry-run", "--dry-run goes with --fix. Add --fix, or leave it out.")
    if html_file is not None and (issues or fix or online or as_of):
        raise Misuse("usage/html-alone", "--html stands alone: leave out issues, --fix, --online and --as-of.")
    if html_file is None and (text_file is not None or subject is not None):
        raise Misuse("usage/needs-html", "--text and --subject belong to a finished email. Name its HTML with --html.")
    names = chosen_rules(rules, group_names)
    if html_file is not None:
        project, run = None, _check_file(html_file, text_file, subject, names)
    else:
        if names and not online and all(map(is_online, names)):
            raise Misuse("usage/needs-online", f"{', '.join(names)} asks the network. Add --online to allow it.")
        project = find_project()
        chosen = chosen_issues(project, issues)
        checks = _Checks(as_of, names, online)
        run = checks.of(project, chosen)
        if fix and make_fixes(project, run.findings, dry_run, to_stderr=form != "text" and out is None):
            run = checks.of(project, chosen)
    _write(_report(run, project, form, notes, to_file=out is not None), out)
    worst = Severity.WARNING if strict else Severity.ERROR
    sys.exit(1 if any(finding.severity.rank <= worst.rank for finding in run.findings) else 0)


@dataclass(frozen=True)
class _Checks:
    """Which checks are made, and for which day."""

    as_of: date | None
    names: tuple[str, ...] | None
    online: bool

    def of(self, project: Project, issues: list[str]) -> Run:
        """Check some issues of a publication."""
        builder = Builder(project)
        with _progress(self.online) as progress:
            return Run(tuple(self._one(builder, name, progress) for name in issues), self.online)

    def _one(self, builder: Builder, name: str, progress: Progress | None) -> Checked:
        try:
            built = builder.check(name, as_of=self.as_of, online=self.online, rules=self.names, progress=progress)
        except ContentError as error:
            return Checked(name, "not built", groups(error.findings, name), built=False)
        draft = built.draft
        found = [finding for finding in built.findings if self.names is None or self._is_wanted(finding)]
        parts = groups(found, name, draft)
        return Checked(name, draft.document.title, parts, built.waived, draft.today, sample=draft.settings.sample)

    def _is_wanted(self, finding: Finding) -> bool:
        """Of what is no check's finding, only errors are worth a line where some checks are named."""
        return finding.rule in (self.names or ()) or finding.severity is Severity.ERROR


def _check_file(html: Path, text: Path | None, subject: str | None, names: tuple[str, ...] | None) -> Run:
    needing = [name for name in names or () if not judges_any_email(name)]
    if names and len(needing) == len(names):
        raise Misuse(
            "usage/needs-sources", f"{', '.join(needing)} needs the files of an issue. Leave out --html, or the name."
        )
    parts = read_email(html, text, subject)
    place = Place(html.name)
    email = FinishedEmail(parts.html, parts.text, parts.subject, None, place)
    # A file of somebody else's may carry marks like ours; they lead nowhere here.
    found = tuple(
        replace(finding, place=place, section=None) if finding.place.file != place.file else finding
        for finding in check_email(email, names)
    )
    worst_first = tuple(sorted(found, key=lambda finding: (finding.severity.rank, finding.place)))
    group = (Group("The email", worst_first),) if found else ()
    return Run((Checked(html.name, parts.subject or "a finished email", group),), None)


@contextmanager
def _progress(online: bool) -> Iterator[Progress | None]:
    """What shows how far slow checks are: a bar on a terminal, else nothing."""
    if not online or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(label: str, done: int, total: int) -> None:
            if label not in tasks:
                tasks[label] = bars.add_task(label, total=total)
            bars.update(tasks[label], completed=done, total=total)

        yield tell


def _report(run: Run, project: Project | None, form: str, notes: bool, to_file: bool) -> str:
    if form == "html":
        return as_html(run, project)
    if form != "text":
        return as_json(run) if form == "json" else as_sarif(run)
    text = as_text(run, Excerpts(project) if project is not None else None, notes)
    return click.unstyle(text) if to_file else text


def _write(report: str, out: Path | None) -> None:
    if out is None:
        click.echo(report)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(f"{report}\n", encoding="utf-8", newline="\n", errors="replace")
    except OSError as error:
        message = f"{out} cannot be written ({error.strerror}). Choose another file with --out."
        raise ProjectError("project/not-written", message) from None
    click.echo(f"Wrote {out}.", err=True)
