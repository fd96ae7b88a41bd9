"""The report of ``newsletter check`` as a page to read, print or send on."""

from __future__ import annotations

from collections.abc import Callable

from newsletter.checks import rule_names
from newsletter.checks.explanation import explanation
from newsletter.cli._checked import Checked, Run, counted
from newsletter.cli._excerpts import laid_out
from newsletter.cli._pages import page
from newsletter.content.excerpt import excerpt
from newsletter.content.project import Project
from newsletter.model.finding import Finding
from newsletter.model.months import long_date

_WIDTH = 90


def as_html(run: Run, project: Project | None) -> str:
    """The whole report.  ``project`` is where the lines are that findings point at; None shows none."""

    def shown(finding: Finding) -> str:
        found = excerpt(project, finding.place) if project is not None else None
        return "\n".join(line.removeprefix("      ") for line in laid_out(found, _WIDTH)) if found else ""

    filters: dict[str, Callable[..., str]] = {
        "counted": _counted,
        "day": long_date,
        "excerpt": shown,
        "title_of": _title,
    }
    return page("check.html.j2", filters, run=run)


def _counted(checked: Checked) -> str:
    words = counted(checked.findings, len(checked.waived))
    return words[0].upper() + words[1:]


def _title(rule: str) -> str:
    return explanation(rule).title if rule in rule_names() else ""
