"""Findings and errors as people read them in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from newsletter.checks.report import Group
from newsletter.cli._excerpts import Excerpts
from newsletter.content.project import find_project
from newsletter.model.errors import NewsletterError, ProjectError
from newsletter.model.finding import Finding, Severity

COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
"""Of each severity, on a terminal."""


def show_findings(findings: Sequence[Finding], excerpts: Excerpts | None = None) -> None:
    """Print findings to standard error, the most serious first: place, message, code, the line meant, remedy.

    ``excerpts`` makes the lines; without it there are none.
    """
    for severity in Severity:
        group = [finding for finding in findings if finding.severity is severity]
        if group:
            click.secho(severity.words, fg=COLORS[severity], bold=True, err=True)
        for finding in group:
            click.echo(f"  {finding.place}: {finding.message} {code(finding.rule)}", err=True)
            for line in excerpts.lines(finding.place) if excerpts else ():
                click.echo(in_colors(line, COLORS[severity]), err=True)
            if finding.remedy:
                click.echo(f"      {finding.remedy}", err=True)


def show_groups(groups: Sequence[Group]) -> None:
    """Print findings about one file to standard output, group by group."""
    for group in groups:
        click.echo()
        click.secho(group.title, bold=True)
        for finding in group.findings:
            level = click.style(f"{finding.severity.words}:", fg=COLORS[finding.severity], bold=True)
            line = f"line {finding.place.line}: " if finding.place.line else ""
            click.echo(f"  {level} {line}{finding.message} {code(finding.rule)}")
            if finding.remedy:
                click.echo(f"      {finding.remedy}")


def show_error(error: NewsletterError) -> None:
    """Print what stopped a command to standard error, with the lines of the publication that it is about."""
    if error.findings:
        show_findings(error.findings, _excerpts_here())
    else:
        # The code has a line of its own, because a message may end with a command to copy.
        click.echo(f"{error}\n  {code(error.code)}", err=True)


def _excerpts_here() -> Excerpts | None:
    try:
        return Excerpts(find_project())
    except ProjectError:
        return None


def in_colors(line: str, color: str) -> str:
    """A line of an excerpt: margin and number dim, a caret in the color of its finding."""
    margin, bar, text = line.partition(" | ")
    if text.strip() == "^":
        text = click.style(text, fg=color, bold=True)
    return click.style(margin + bar, dim=True) + text


def code(name: str) -> str:
    """Under which ``docs/messages.md`` explains a message."""
    return click.style(f"({name})", dim=True)


def counts(findings: Sequence[Finding]) -> str:
    """ "2 to fix, 1 to look at"; empty where there is nothing."""
    number = Counter(finding.severity for finding in findings)
    words = {Severity.ERROR: "to fix", Severity.WARNING: "to look at", Severity.NOTE: "to know"}
    return ", ".join(f"{number[severity]} {words[severity]}" for severity in Severity if number[severity])


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "section": finding.section,
        "field": finding.field,
        "message": finding.message,
        "remedy": finding.remedy,
    }


def error_data(error: NewsletterError) -> dict[str, Any]:
    """What stopped a command, as JSON."""
    return {"code": error.code, "message": str(error), "findings": [finding_data(each) for each in error.findings]}
