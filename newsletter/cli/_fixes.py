"""Fixes on the terminal: shown as a diff first, then made."""

from __future__ import annotations

from collections.abc import Sequence

import click

from newsletter.content.fixing import NotFixed, plan_fixes, write_changes
from newsletter.content.project import Project
from newsletter.model.finding import Finding

_COLORS = {"+": "green", "-": "red", "@": "cyan"}


def make_fixes(project: Project, findings: Sequence[Finding], dry_run: bool, to_stderr: bool) -> bool:
    """Show what would change and, unless it is a dry run, change it.  Returns whether any file was written."""
    plan = plan_fixes(project.root, [finding.fix for finding in findings if finding.fix is not None])
    for change in plan.changes:
        for line in change.diff.splitlines():
            click.echo(click.style(line, fg=_COLORS.get(line[:1])), err=to_stderr)
    left = [*plan.left, *(() if dry_run else write_changes(plan.changes))]
    for each in left:
        click.echo(f"Left alone: {each.file}: {_reason(each)}", err=to_stderr)
    failed = {each.file for each in left if each not in plan.left}
    done = [change for change in plan.changes if change.file not in failed]
    count = sum(change.count for change in done)
    if not plan.changes and not left:
        click.echo("There is nothing that can be changed without you.", err=to_stderr)
    elif done:
        words = "Would change" if dry_run else "Changed"
        places = f"{count} place{'s' if count > 1 else ''} in {len(done)} file{'s' if len(done) > 1 else ''}"
        click.echo(f"{words} {places}.", err=to_stderr)
    click.echo("", err=to_stderr)
    return bool(done) and not dry_run


def _reason(left: NotFixed) -> str:
    return left.reason.removeprefix(f"{left.file.rpartition('/')[2]}: ").removeprefix(f"{left.file}: ")
