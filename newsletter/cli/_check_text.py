"""The report of ``newsletter check`` for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import click

from newsletter.checks import rule_names
from newsletter.checks.explanation import explanation
from newsletter.checks.waivers import Waived, waived_section
from newsletter.cli._checked import Checked, Run, counted, folded
from newsletter.cli._excerpts import Excerpts
from newsletter.cli._report import COLORS, code, in_colors
from newsletter.model.finding import Finding, Severity
from newsletter.model.months import long_date


def as_text(run: Run, excerpts: Excerpts | None, notes: bool) -> str:
    """The whole report.  ``notes`` shows each note instead of one line a rule."""
    lines = [line for checked in run.checked for line in _issue(checked, excerpts, notes)]
    return "\n".join([*lines, run.network_words])


def _issue(checked: Checked, excerpts: Excerpts | None, notes: bool) -> Iterator[str]:
    day = f", judged as of {long_date(checked.as_of)}" if checked.as_of else ""
    yield click.style(f"{checked.name}: {checked.title}{day}", bold=True)
    if checked.sample:
        yield "This publication is marked as a sample."
    yield ""
    folded_notes: list[Finding] = []
    for group in checked.groups:
        shown = [f for f in group.findings if notes or f.severity is not Severity.NOTE]
        folded_notes += [f for f in group.findings if f not in shown]
        if shown:
            yield click.style(group.title, bold=True)
            for finding in shown:
                yield from _finding(finding, excerpts)
            yield ""
    if folded_notes:
        yield click.style(Severity.NOTE.words, fg=COLORS[Severity.NOTE], bold=True)
        for rule, count in folded(folded_notes):
            yield _folded(rule, count, next(f for f in folded_notes if f.rule == rule))
        yield "  To see each of them, add --notes."
        yield ""
    if checked.waived:
        yield click.style("To be sent anyway", bold=True)
        yield from map(_waived, checked.waived)
        yield ""
    if not checked.built:
        yield "Mistakes in the files come first: the email could not be built, so the other checks were not made."
    yield click.style(f"{checked.name}: {counted(checked.findings, len(checked.waived))}.", bold=True)


def _finding(finding: Finding, excerpts: Excerpts | None) -> Iterator[str]:
    color = COLORS[finding.severity]
    level = click.style(f"{finding.severity.words}:", fg=color, bold=True)
    yield f"  {level} {finding.place}: {finding.message} {code(finding.rule)}"
    for line in excerpts.lines(finding.place) if excerpts else ():
        yield in_colors(line, color)
    if finding.remedy:
        yield f"      {finding.remedy}"


def _folded(rule: str, count: int, first: Finding) -> str:
    words = f"{first.place}: {first.message}"
    if count > 1:
        title = explanation(rule).title if rule in rule_names() else first.message
        words = f"{count} places: {title}"
    return f"  {words} {code(rule)}"


def _waived(waived: Waived) -> str:
    waiver, finding = waived.waiver, waived.finding
    return (
        f"  {waived_section(finding)}: {finding.message} {code(finding.rule)} "
        f"{waiver.by}, until {waiver.until}: {waiver.reason}"
    )
