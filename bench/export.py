"""Measures exporting the sample to every mailing service, and the memory that an export of ten photos takes.

    python bench/export.py [--rounds 7] [--quick]

Ends with 1 when a target is missed. `--quick` leaves the README alone. Linux and macOS.
"""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from measure import MEGABYTE, run_process
from rich.console import Console
from rich.table import Table
from run import BENCH, in_units, rewrite_readme

ROOT = BENCH.parent
MARKS = ("<!-- figures: written by export.py -->", "<!-- end of the export -->")
ISSUE, AS_OF = "2026-12", "2026-11-25"
MORE = 2.0
"""Seconds that all exports may take beyond building once."""
MEMORY = 8 * MEGABYTE
"""What ten photos may take beyond the same export with small pictures: nothing but buffers."""
PHOTOS, PHOTO = 10, 4 * MEGABYTE

Row = tuple[str, str, str, bool | None]


def times(rounds: int, output: Path) -> tuple[list[float], list[float]]:
    """Seconds of building with all checks, and of exporting to every service after that, in one warm process."""
    from newsletter.build import Builder
    from newsletter.content.project import Project
    from newsletter.delivery.handing_over import circumstances
    from newsletter.delivery.package import packaged, write_package
    from newsletter.services import service_names

    builder = Builder(Project(ROOT))
    builds, exports = [], []
    for number in range(rounds + 1):
        builder.renderer.forget()
        start = time.perf_counter()
        build = builder.check(ISSUE, as_of=date.fromisoformat(AS_OF))
        built = time.perf_counter()
        for name in service_names():
            package = packaged(build.draft, name)
            write_package(package, output, circumstances(build, package, "bench"))
        end = time.perf_counter()
        if number:  # the first one imports and reads word lists
            builds.append(built - start)
            exports.append(end - built)
    return builds, exports


def peak(folder: Path, size: int) -> int:
    """Peak memory of an export with ten pictures of a size in bytes, in a process of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("reference", "people", "templates", f"issues/{ISSUE}"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "newsletter.yaml", folder)
    issue = folder / "issues" / ISSUE
    picture = (issue / "images/garden.jpg").read_bytes()
    with (issue / "story.md").open("a", encoding="utf-8", newline="\n") as story:
        for number in range(PHOTOS):
            # What follows the end of a JPEG is not looked at; equal pictures would be one.
            (issue / f"images/{number}.jpg").write_bytes(picture + os.urandom(max(0, size - len(picture))))
            story.write(f"\n![A garden, {number}](images/{number}.jpg)\n")
    return run_process([sys.executable, str(Path(__file__)), "--one"], folder).peak_rss


def export_here() -> None:
    """Export the publication in the current folder for one service; the checks would refuse photos of that size."""
    from newsletter.build import Builder
    from newsletter.content.project import Project
    from newsletter.delivery.handing_over import circumstances
    from newsletter.delivery.package import packaged, write_package

    project = Project(Path.cwd())
    build = Builder(project).build(ISSUE, as_of=date.fromisoformat(AS_OF))
    package = packaged(build.draft, "mailchimp")
    write_package(package, project.output, circumstances(build, package, "bench"))


def rows(rounds: int, folder: Path) -> Iterator[Row]:
    """The lines of the table: what, the figure, the target, and whether it is met."""
    small, large = peak(folder / "small", 0), peak(folder / "large", PHOTO)
    yield f"export with {PHOTOS} small pictures, peak memory", f"{small / MEGABYTE:.0f} MB", "–", None
    more = large - small
    words = f"the same with {PHOTOS} photos of {PHOTO / MEGABYTE:.0f} MB, more"
    yield words, f"{more / MEGABYTE:.1f} MB", f"at most {MEMORY / MEGABYTE:.0f} MB", more <= MEMORY
    builds, exports = times(rounds, folder / "dist")
    yield "building once, with all checks", in_units(builds), "–", None
    met = statistics.median(exports) <= MORE
    yield "exporting to every service after that", in_units(exports), f"at most {MORE:.0f} s", met


def main() -> int:
    """Reads the command line; returns the process's status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help="README untouched")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        export_here()
        return 0
    with tempfile.TemporaryDirectory() as folder:
        measured = list(rows(arguments.rounds, Path(folder)))
    words = {None: "–", True: "yes", False: "**no**"}
    table = Table("", "figure", "target", "met")
    for what, figure, target, met in measured:
        table.add_row(what, figure, target, words[met])
    Console().print(table)
    if not arguments.quick:
        rewrite_readme(
            f"{date.today()}, {os.cpu_count()} CPUs ({platform.machine()}, {platform.system()}),\n"
            f"Python {platform.python_version()}.\n\n| | figure | target | met |\n|---|---:|---:|---|\n"
            + "\n".join(f"| {what} | {figure} | {target} | {words[met]} |" for what, figure, target, met in measured),
            MARKS,
        )
    return 0 if all(met is not False for *_, met in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
