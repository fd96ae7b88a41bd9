"""Measures how time and memory grow with a publication and writes the figures into bench/README.md.

    python bench/growth.py [--quick] [--only E F] [--keep FOLDER]

Ends with 1 when a target was missed. `--quick` takes small sizes and leaves the README alone.
"""

import argparse
import os
import platform
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import generate
import ours
from measure import MEGABYTE, CommandFailedError, family_peak
from rich.console import Console
from rich.table import Table
from run import BENCH, assert_titles, fresh, in_units, rewrite_readme, warm_rounds

MARKS = ("<!-- figures: written by growth.py -->", "<!-- end of the growth -->")
LINEAR, FLAT = 1.5, 1.25
SECTION = 4  # the one that in_process.py edits


@dataclass(frozen=True)
class Workshop:
    """Where a run works, how often it measures, and the three sizes of each measurement, smallest first."""

    folder: Path
    base: Path
    rounds: int
    rows: tuple[int, int, int]
    issues: tuple[int, int, int]


@dataclass(frozen=True)
class Line:
    """One line of the table: a figure for each size, as it is to be read, and the ratio that is judged."""

    what: str
    sizes: tuple[int, ...]
    figures: tuple[str, ...]
    ratio: float
    limit: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the ratio keeps to its limit."""
        return self.limit is None or self.ratio <= self.limit

    def cells(self) -> tuple[str, ...]:
        """What stands in its columns."""
        shown = [f"{size:,}: {figure}" for size, figure in zip(self.sizes, self.figures, strict=True)]
        if self.limit is None:
            return (self.what, *shown, f"{self.ratio:.2f}", "–", "–")
        return (self.what, *shown, f"{self.ratio:.2f}", f"at most {self.limit:g}", "yes" if self.is_met else "**no**")


Times = Mapping[int, float]
"""Seconds by size, of one round."""


def per_unit(what: str, rounds: Sequence[Times], start: int, sizes: Sequence[int], limit: float | None = None) -> Line:
    """A line of the time that each further row or issue takes.

    The size `start` has all the fixed work and next to nothing else: its time, taken in the same round, is
    subtracted. The ratio is the median of the rounds' ratios.
    """
    each = {size: [(times[size] - times[start]) / (size - start) for times in rounds] for size in sizes}
    ratio = statistics.median(last / first for first, last in zip(each[sizes[0]], each[sizes[-1]], strict=True))
    return Line(what, tuple(sizes), tuple(in_units(each[size]) for size in sizes), ratio, limit)


def drug_table(rows: int, names: Sequence[str], prose: generate.Prose) -> str:
    """A Markdown table with a name and two links a row. Beside the names of drugs stand gardens and teapots."""
    lines = ["| Name | First | Then | When | Row |", "| --- | --- | --- | --- | ---: |"]
    for number in range(1, rows + 1):
        first, then, when = prose.link(), prose.link(), prose.source.choice(generate.TIMES)
        lines.append(f"| <ref:drugs/{names[number % len(names)]}> | {first} | {then} | {when} | {number} |")
    return "\n".join(lines)


def write_table(publication: Path, base: Path, rows: int) -> str:
    """Writes a publication of one issue, one section of which is a table; returns the issue's name."""
    generate.write_publication(publication, 1, base=base)
    names = sorted(path.stem for path in (publication / "reference" / "drugs").glob("*.md"))
    [issue] = (publication / "issues").iterdir()
    section = sorted(issue.glob("*.md"))[SECTION]
    prose = generate.Prose(random.Random(rows))
    blocks = [prose.sentence(), *([drug_table(rows, names, prose)] if rows else [])]
    generate.write(section, generate.markdown_file({"kind": "text", "title": prose.title()}, blocks))
    return issue.name


def measure_rows(workshop: Workshop) -> list[Line]:
    """E: an issue with a table is built again after an edit in the table's section, in a warm process."""
    publications = {rows: workshop.folder / f"rows-{rows}" for rows in (0, *workshop.rows)}
    for rows, publication in publications.items():
        issue = write_table(publication, workshop.base, rows)
        out = workshop.folder / "rows-built"
        run = fresh(out, partial(ours.build_command, publication, issue=issue), publication)
        assert_titles(publication, out, ["email.html", "email.txt"])
        page = (out / issue / "email.html").read_text(encoding="utf-8")
        assert all(f">{number}</td>" in page for number in range(1, rows + 1)), f"{rows} rows: not all of them built"
        # What Gmail would hide is said, and stops nothing.
        assert rows < max(workshop.rows) or len(page) < 102_000 or "Gmail" in run.output, run.output
    walls: list[Times] = []
    cpus: list[Times] = []
    for _ in range(workshop.rounds):
        runs = {
            rows: warm_rounds(
                [sys.executable, str(BENCH / "in_process.py"), "edit", str(publication)], 3 if rows > 1000 else 20
            )
            for rows, publication in publications.items()
        }
        walls.append({rows: statistics.median(run["rounds"]) for rows, run in runs.items()})
        cpus.append({rows: statistics.median(run["cpu"]) for rows, run in runs.items()})
    return [
        per_unit("E time a row of a table, CPU", cpus, 0, workshop.rows, LINEAR),
        per_unit("E the same, wall", walls, 0, workshop.rows),
    ]


def measure_issues(workshop: Workshop) -> list[Line]:
    """F: `newsletter build --all`, whole process, and its peak memory, by the number of issues."""
    sizes = (1, *workshop.issues)
    out = workshop.folder / "issues-built"
    walls: list[Times] = []
    cpus: list[Times] = []
    peaks: list[dict[int, float]] = []
    publications = {size: workshop.folder / f"issues-{size}" for size in sizes}
    for size, publication in publications.items():
        generate.write_publication(publication, size, base=workshop.base)
        fresh(out, partial(ours.build_command, publication), publication)
        assert_titles(publication, out, ["email.html", "email.txt"])
    for _ in range(workshop.rounds):
        runs = {size: fresh(out, partial(ours.build_command, of), of) for size, of in publications.items()}
        walls.append({size: run.wall for size, run in runs.items()})
        cpus.append({size: run.cpu for size, run in runs.items()})
        peak = {}
        for size in workshop.issues:
            shutil.rmtree(out)
            whole = family_peak(ours.build_command(publications[size], out), publications[size])
            peak[size] = (whole or runs[size].peak_rss) / MEGABYTE
        peaks.append(peak)
    _, middle, last = workshop.issues
    memory = tuple(f"{statistics.median(peak[size] for peak in peaks):.0f} MB" for size in workshop.issues)
    flat = statistics.median(peak[last] / peak[middle] for peak in peaks)
    return [
        per_unit("F time an issue of an archive, CPU", cpus, 1, workshop.issues, LINEAR),
        per_unit("F the same, wall", walls, 1, workshop.issues),
        Line("F peak memory, all processes", workshop.issues, memory, flat, FLAT),
    ]


MEASUREMENTS = {"E": measure_rows, "F": measure_issues}
HEAD = ("", "small", "medium", "large", "ratio", "target", "met")


def figures(lines: Sequence[Line]) -> str:
    """The Markdown between the two marks of the README."""
    text = [
        f"{date.today()}, {os.cpu_count()} CPUs ({platform.machine()}, {platform.system()}),",
        f"Python {platform.python_version()}.",
        "",
        f"| {' | '.join(HEAD)} |",
        "|---|---:|---:|---:|---:|---|---|",
        *(f"| {' | '.join(line.cells())} |" for line in lines),
    ]
    return "\n".join(text)


def main() -> int:
    """Reads the command line; returns the process's status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="small sizes, few rounds, README untouched")
    parser.add_argument("--base", type=Path, default=BENCH.parent, help="whose standing content to take")
    parser.add_argument("--keep", type=Path, help="an empty folder to work in, which isn't deleted afterwards")
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=list(MEASUREMENTS))
    options = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.keep or Path(temporary)).resolve()
        if options.quick:
            workshop = Workshop(folder, options.base, 3, (35, 70, 140), (24, 48, 96))
        else:
            workshop = Workshop(folder, options.base, 5, (35, 350, 3500), (12, 120, 1200))
        lines: list[Line] = []
        for letter in options.only:
            console.print(f"{letter} …")
            try:
                lines += MEASUREMENTS[letter](workshop)
            except CommandFailedError as failure:
                console.print(str(failure), markup=False)
                return 2
    table = Table(*HEAD)
    for line in lines:
        table.add_row(*line.cells())
    console.print(table)
    if not options.quick and len(options.only) == len(MEASUREMENTS):
        rewrite_readme(figures(lines), MARKS)
    return 0 if all(line.is_met for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
