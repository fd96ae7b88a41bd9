"""Measures the build against its peers and writes the figures into bench/README.md.

    python bench/run.py [--quick] [--only A B C D] [--bare] [--keep FOLDER]

Ends with 1 when a target was missed. `--quick` takes a tenth of the issues and leaves the README alone.
"""

import argparse
import html
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import generate
import ours
from measure import MEGABYTE, CommandFailedError, Run, alternate, family_peak, median_ratio, run_process
from rich.console import Console
from rich.table import Table

BENCH = Path(__file__).resolve().parent
PEERS = BENCH / "peers"
README = BENCH / "README.md"
MARKS = ("<!-- figures: written by run.py -->", "<!-- end of the figures -->")
PRODUCTION = {"NODE_ENV": "production"}


@dataclass(frozen=True)
class Line:
    """One line of the table; all but `met` as it is to be read."""

    what: str
    ours: str
    peer: str
    ratio: str
    target: str
    met: bool


@dataclass(frozen=True)
class Workshop:
    """Where a run works and how often it measures."""

    folder: Path
    publication: Path
    issue: str
    rounds: int


def install_peers() -> None:
    """Runs npm once; afterwards the folder stays."""
    if not (PEERS / "node_modules").is_dir():
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("The peers need Node.js 20 or later: https://nodejs.org")
        subprocess.run([npm, "install", "--no-audit", "--no-fund"], cwd=PEERS, check=True)


def in_units(values: Sequence[float]) -> str:
    """The median, in seconds or milliseconds."""
    value = statistics.median(values)
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1000:.0f} ms" if value >= 0.1 else f"{value * 1000:.2f} ms"


def compare(what: str, ours: Sequence[float], peers: Sequence[float], limit: float | None = None) -> Line:
    """A line out of the times of pairs; without a limit it is there to be read only."""
    ratio = median_ratio(ours, peers)
    target = "–" if limit is None else f"at most {limit:g}"
    met = limit is None or ratio <= limit
    return Line(what, in_units(ours), in_units(peers), f"{ratio:.2f}", target, met)


def walls(runs: Sequence[Run]) -> list[float]:
    """The wall times of some runs."""
    return [run.wall for run in runs]


def assert_titles(publication: Path, out: Path, names: Sequence[str]) -> None:
    """Every section's title must stand in what was built from it, so that nobody's error page is ever timed.

    Titles are compared across line breaks and without case: react-email's text has headings in capitals.
    """
    for section in sorted(publication.glob("issues/*/*.md")):
        title = re.search(r'^title: "(.+)"$', section.read_text(encoding="utf-8"), re.M)
        assert title is not None, section
        for name in names:
            text = html.unescape((out / section.parent.name / name).read_text(encoding="utf-8"))
            assert title[1].lower() in " ".join(text.lower().split()), f"{section}: not in {out}/*/{name}"


def fresh(folder: Path, command: Callable[[Path], Sequence[str]], cwd: Path) -> Run:
    """A run into a new folder, made outside the time: nothing may be kept from the run before."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return run_process(command(folder), cwd, PRODUCTION)


def warm_rounds(command: Sequence[str], rounds: int) -> dict[str, Any]:
    """What a process that times its own rounds printed last."""
    output = run_process([*command, "--rounds", str(rounds)], BENCH, PRODUCTION).output
    figures: dict[str, Any] = json.loads(output.splitlines()[-1])
    return figures


def measure_documents(workshop: Workshop) -> list[Line]:
    """A: Documents -> Emails in a warm process, against npm mjml on the MJML that our build wrote."""
    built = workshop.folder / "a"
    checked = workshop.folder / "a-mjml"
    peer = ["node", str(PEERS / "mjml_in_process.mjs"), str(built)]
    fresh(built, partial(ours.build_command, workshop.publication), workshop.publication)
    warm_rounds([*peer, "--write", str(checked)], 0)
    assert_titles(workshop.publication, built, ["email.html", "email.txt"])
    assert_titles(workshop.publication, checked, ["email.html"])

    mine = [sys.executable, str(BENCH / "in_process.py"), "emails", str(workshop.publication)]
    our_runs, peer_runs = alternate(
        partial(warm_rounds, mine, workshop.rounds), partial(warm_rounds, peer, workshop.rounds), 3
    )

    def medians(runs: Sequence[dict[str, Any]], key: str) -> list[float]:
        return [statistics.median(run[key]) for run in runs]

    return [
        compare("A Document → email, warm", medians(our_runs, "rounds"), medians(peer_runs, "rounds"), 0.5),
        compare("A the same, CPU time", medians(our_runs, "cpu"), medians(peer_runs, "cpu")),
    ]


def measure_files(workshop: Workshop) -> list[Line]:
    """B: files -> HTML and text on disk, whole processes, against react-email."""
    publication = workshop.publication
    out, peer_out = workshop.folder / "b-ours", workshop.folder / "b-react"

    def react_email(folder: Path) -> list[str]:
        return ["node", str(PEERS / "react_email.mjs"), str(publication), str(folder)]

    build_all = partial(ours.build_command, publication)
    mine = partial(fresh, out, build_all, publication)
    peer = partial(fresh, peer_out, react_email, PEERS)
    alternate(mine, peer, 1)  # fills the system's file cache
    assert_titles(publication, out, ["email.html", "email.txt"])
    assert_titles(publication, peer_out, ["email.html", "email.txt"])
    our_runs, peer_runs = alternate(mine, peer, workshop.rounds)
    ours_whole = family_peak(build_all(out), publication, PRODUCTION)
    peers_whole = family_peak(react_email(peer_out), PEERS, PRODUCTION)
    # Our build forks: all its processes count, not the largest one.
    peak = (ours_whole or max(run.peak_rss for run in our_runs)) / MEGABYTE
    peer_peak = (peers_whole or max(run.peak_rss for run in peer_runs)) / MEGABYTE
    memory = (f"{peak:.0f} MB", f"{peer_peak:.0f} MB", f"{peak / peer_peak:.2f}", "at most 80 MB", peak <= 80)
    return [
        compare("B files → HTML and text", walls(our_runs), walls(peer_runs), 1),
        compare("B the same, CPU time", [run.cpu for run in our_runs], [run.cpu for run in peer_runs]),
        Line("B peak memory, all processes", *memory),
    ]


def measure_cold(workshop: Workshop) -> list[Line]:
    """C: one issue, a new process each time, against the mjml command on the MJML of that issue."""
    source = workshop.folder / "c-source"
    command = partial(ours.build_command, workshop.publication, issue=workshop.issue)
    fresh(source, command, workshop.publication)

    def mjml_command(folder: Path) -> list[str]:
        page = source / workshop.issue / "email.mjml"
        return [str(PEERS / "node_modules" / ".bin" / "mjml"), str(page), "-o", str(folder / "email.html")]

    mine = partial(fresh, workshop.folder / "c-ours", command, workshop.publication)
    peer = partial(fresh, workshop.folder / "c-mjml", mjml_command, PEERS)
    alternate(mine, peer, 1)
    our_runs, peer_runs = alternate(mine, peer, workshop.rounds * 2)
    return [compare("C one issue, cold", walls(our_runs), walls(peer_runs), 0.9)]


def measure_edit(workshop: Workshop) -> list[Line]:
    """D: one section changed, its issue built again in the same process."""
    command = [sys.executable, str(BENCH / "in_process.py"), "edit", str(workshop.publication)]
    times = warm_rounds(command, 50)["rounds"]
    met = statistics.median(times) <= 0.005
    return [Line("D one section edited, warm", in_units(times), "–", "–", "at most 5 ms", met)]


MEASUREMENTS = {"A": measure_documents, "B": measure_files, "C": measure_cold, "D": measure_edit}


def figures(lines: Sequence[Line], issues: int) -> str:
    """The Markdown between the two marks of the README."""
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    peers = json.loads((PEERS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    versions = ", ".join(f"{name} {version}" for name, version in peers.items())
    text = [
        f"{date.today()}, {issues} issues of {generate.SECTIONS} sections, {os.cpu_count()} CPUs",
        f"({platform.machine()}, {platform.system()}), Python {platform.python_version()},",
        f"Node.js {node.removeprefix('v')}, {versions}.",
        "",
        "| | ours | peer | ratio | target | met |",
        "|---|---:|---:|---:|---|---|",
    ]
    for line in lines:
        met = "–" if line.target == "–" else "yes" if line.met else "**no**"
        text.append(f"| {line.what} | {line.ours} | {line.peer} | {line.ratio} | {line.target} | {met} |")
    return "\n".join(text)


def rewrite_readme(text: str, marks: tuple[str, str] = MARKS) -> None:
    """Replaces what stands between the two marks."""
    before, rest = README.read_text(encoding="utf-8").split(marks[0])
    after = rest.split(marks[1])[1]
    README.write_text(f"{before}{marks[0]}\n{text}\n{marks[1]}{after}", encoding="utf-8", newline="\n")


def show(console: Console, lines: Sequence[Line]) -> None:
    """The table in the terminal."""
    table = Table("", "ours", "peer", "ratio", "target", "met")
    for line in lines:
        met = "–" if line.target == "–" else "yes" if line.met else "[bold red]no[/]"
        table.add_row(line.what, line.ours, line.peer, line.ratio, line.target, met)
    console.print(table)


def main() -> int:
    """Reads the command line; returns the process's status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="12 issues, few rounds, README untouched")
    parser.add_argument("--base", type=Path, default=BENCH.parent, help="whose standing content to take")
    parser.add_argument("--bare", action="store_true", help="no standing content at all")
    parser.add_argument("--keep", type=Path, help="an empty folder to work in, which isn't deleted afterwards")
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=list(MEASUREMENTS))
    options = parser.parse_args()
    console = Console()
    install_peers()
    issues, rounds = (12, 3) if options.quick else (120, 7)
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.keep or Path(temporary)).resolve()
        publication = folder / "publication"
        generate.write_publication(publication, issues, base=None if options.bare else options.base)
        issue = generate.months(issues)[-1].strftime("%Y-%m")
        workshop = Workshop(folder, publication, issue, rounds)
        lines = []
        for letter in options.only:
            console.print(f"{letter} …")
            try:
                lines += MEASUREMENTS[letter](workshop)
            except CommandFailedError as failure:
                console.print(str(failure), markup=False)
                return 2
    show(console, lines)
    if not options.quick and len(options.only) == len(MEASUREMENTS):
        rewrite_readme(figures(lines, issues))
    return 0 if all(line.met for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
