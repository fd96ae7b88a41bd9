"""Measures all checks of the sample issues in one warm process, and each of them alone.

    python bench/checks.py [--rounds 7] [--quick]

Ends with 1 when the target is missed. `--quick` leaves the README alone. Checks that ask the network are left out.
"""

import argparse
import os
import platform
import statistics
import sys
import time
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table
from run import rewrite_readme

from newsletter.build import Builder
from newsletter.checks import check, is_online, rule_names
from newsletter.checks.draft import Draft
from newsletter.checks.html_structure import structure_faults
from newsletter.checks.html_tags import tags_of
from newsletter.checks.used_features import used_features
from newsletter.content.project import Project

ROOT = Path(__file__).resolve().parents[1]
MARKS = ("<!-- figures: written by checks.py -->", "<!-- end of the checks -->")
AS_OF = date(2026, 11, 25)
TARGET = 0.3
"""Seconds for all checks of one issue."""
SLOW = 0.005
"""Seconds that one check may take."""
SHOWN = 8
"""How many of the slowest the README names; those above SLOW in any case."""


@dataclass(frozen=True)
class Times:
    """Medians of CPU seconds: all checks of one issue together, and each alone with what they share ready.

    CPU time, since others may use the machine.
    """

    issue: str
    together: float
    alone: dict[str, float]
    findings: int


def fresh(draft: Draft) -> Draft:
    """The same draft with nothing computed yet, as a check of an edited issue meets it."""
    tags_of.cache_clear()
    structure_faults.cache_clear()
    used_features.cache_clear()
    return replace(draft)


def measure(draft: Draft, names: tuple[str, ...], rounds: int) -> Times:
    """The times of one issue. The first round, which imports and reads word lists, isn't among them."""
    found = check(draft, names)
    together = []
    alone: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        again = fresh(draft)
        start = time.process_time()
        check(again, names)
        together.append(time.process_time() - start)
        # What several checks share is the cost of none of them.
        for name in names:
            start = time.process_time()
            check(again, (name,))
            alone[name].append(time.process_time() - start)
    medians = {name: statistics.median(times) for name, times in alone.items()}
    return Times(draft.issue.name, statistics.median(together), medians, len(found))


def slowest(all_times: list[Times]) -> list[tuple[str, float]]:
    """Each check with its longest time over the issues, the slowest first."""
    worst = {name: max(times.alone[name] for times in all_times) for name in all_times[0].alone}
    return sorted(worst.items(), key=lambda item: -item[1])


def figures(all_times: list[Times]) -> str:
    """The Markdown between the two marks of the README."""
    ranked = slowest(all_times)
    shown = max(SHOWN, sum(seconds > SLOW for _, seconds in ranked))
    lines = [
        f"{date.today()}, {len(ranked)} checks, {os.cpu_count()} CPUs ({platform.machine()}, {platform.system()}),",
        f"Python {platform.python_version()}.",
        "",
        "| | time | target | met |",
        "|---|---:|---:|---|",
    ]
    for times in all_times:
        met = "yes" if times.together <= TARGET else "**no**"
        lines.append(
            f"| {times.issue}, all checks | {times.together * 1000:.0f} ms | at most {TARGET * 1000:.0f} ms | {met} |"
        )
    for name, seconds in ranked[:shown]:
        met = "yes" if seconds <= SLOW else "**no**"
        lines.append(f"| `{name}` | {seconds * 1000:.1f} ms | at most {SLOW * 1000:.0f} ms | {met} |")
    rest = sum(seconds for _, seconds in ranked[shown:])
    lines.append(f"| the other {len(ranked) - shown} together | {rest * 1000:.1f} ms | – | – |")
    return "\n".join(lines)


def main() -> int:
    """Reads the command line; returns the process's status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help="README untouched")
    options = parser.parse_args()
    project = Project(ROOT)
    builder = Builder(project)
    names = tuple(name for name in rule_names() if not is_online(name))
    drafts = [builder.check(name, as_of=AS_OF).draft for name in project.issue_names()]
    all_times = [measure(draft, names, options.rounds) for draft in drafts]
    table = Table("", "time")
    for times in all_times:
        table.add_row(f"{times.issue}, all checks, {times.findings} findings", f"{times.together * 1000:.0f} ms")
    for name, seconds in slowest(all_times):
        table.add_row(name, f"{'[bold red]' if seconds > SLOW else ''}{seconds * 1000:.2f} ms")
    Console().print(table)
    if not options.quick:
        rewrite_readme(figures(all_times), MARKS)
    return 0 if all(times.together <= TARGET for times in all_times) else 1


if __name__ == "__main__":
    sys.exit(main())
