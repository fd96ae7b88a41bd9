"""Findings and errors as people read them in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from newsletter.model.finding import Finding, Severity

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def show_findings(findings: Sequence[Finding]) -> None:
    """Print findings to standard error, the most serious first, each with place and remedy."""
    for severity in Severity:
        group = [finding for finding in findings if finding.severity is severity]
        if group:
            click.secho(severity.words, fg=_COLORS[severity], bold=True, err=True)
        for finding in group:
            click.echo(f"  {finding.place}: {finding.message}", err=True)
            if finding.remedy:
                click.echo(f"      {finding.remedy}", err=True)


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
