"""Measures the studio in headless Chromium and writes the figures into bench/README.md.

    python bench/studio.py [--quick] [--base PUBLICATION]

It needs Chromium on the PATH and the studio's scripts (`make studio`). Ends with 1 when a target was missed. `--quick`
takes fewer keystrokes and a shorter soak, and leaves the README alone.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import generate
from measure import MEGABYTE, _proportional_size
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table
from run import BENCH, rewrite_readme

MARKS = ("<!-- figures: written by studio.py -->", "<!-- end of the studio -->")
SAMPLE = "2026-12"
PAUSE = 130  # ms between two keystrokes: somebody who types fast
BODY = "rich-text [contenteditable=true], rich-text:not(:has([contenteditable])) textarea"

# From the event of a key to the first moment after the frame with its letter was painted.
WATCH = """
() => {
  window.latencies = [];
  window.awaited = "";
  document.addEventListener("keydown", event => {
    if (event.key.length !== 1) return;
    const start = performance.now();
    const words = window.awaited += event.key;
    const look = () => {
      const frame = document.querySelector("#preview iframe:not(.coming)");
      if (frame.contentDocument.body.textContent.includes(words)) {
        requestAnimationFrame(() => setTimeout(() => window.latencies.push(performance.now() - start)));
      } else requestAnimationFrame(look);
    };
    look();
  }, true);
}
"""


@dataclass(frozen=True)
class Line:
    """One line of the table; `met` is None where there is no target."""

    what: str
    figure: str
    target: str = "–"
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """What stands in its columns."""
        return (self.what, self.figure, self.target, "–" if self.met is None else "yes" if self.met else "**no**")


class Running:
    """A running `newsletter studio` in a folder; `started` is when its process was."""

    def __init__(self, root: Path) -> None:
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "newsletter.cli.main", "studio", "--no-browser"],
            cwd=root, stdout=subprocess.PIPE, text=True, env={**os.environ, "XDG_STATE_HOME": str(root / "state")},
        )  # fmt: skip
        assert self.process.stdout is not None
        self.address = next(line for line in self.process.stdout if "http://" in line).split()[-1].rstrip("/")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    @property
    def memory(self) -> float:
        """Megabytes, shared pages counted once for all who share them; 0 where only Linux can tell."""
        return _proportional_size(self.process.pid) / MEGABYTE


@contextmanager
def studio(root: Path) -> Iterator[Running]:
    """Start the studio, and end it."""
    running = Running(root)
    try:
        yield running
    finally:
        running.process.terminate()
        running.process.wait()


def sample(folder: Path, base: Path) -> Path:
    """A copy of the sample publication."""
    for name in ("issues", "reference", "people", "templates"):
        shutil.copytree(base / name, folder / name)
    shutil.copy(base / "newsletter.yaml", folder)
    return folder


def opened(browser: Any, address: str) -> Any:
    """A page of an issue with its email on the screen."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(address)
    shown(page)
    return page


def shown(page: Any) -> None:
    """Wait for the email in its frame."""
    page.frame_locator("#preview iframe:not(.coming)").locator("h1").wait_for()


def write_at_start(page: Any) -> None:
    """Put the cursor before the first word of the section."""
    page.locator(BODY).click()
    page.keyboard.press("Control+Home")
    page.evaluate(WATCH)


def type_in(page: Any, letters: str) -> None:
    """Type letters as a person does, one after the other."""
    page.keyboard.type(letters, delay=PAUSE)


def latencies(page: Any, count: int) -> list[float]:
    """Milliseconds of each keystroke since the last call, once all of them have been painted."""
    page.wait_for_function("count => window.latencies.length >= count", arg=count)
    found: list[float] = page.evaluate("window.latencies.splice(0)")
    return found


def letters(count: int) -> str:
    """Words of letters that stand in no email, so that each of them is found as soon as it is there."""
    return "".join(" " if number % 8 == 7 else "zqxjkvw"[number % 7] for number in range(count))


def judged(what: str, times: Sequence[float], median: float | None, last: float | None) -> list[Line]:
    """The median and the 95th percentile of times in milliseconds."""
    middle, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return [
        Line(
            f"{what}, median", f"{middle:.0f} ms", *((f"at most {median:.0f} ms", middle <= median) if median else ())
        ),
        Line(f"{what}, 95th percentile", f"{late:.0f} ms", *((f"at most {last:.0f} ms", late <= last) if last else ())),
    ]


def measure_typing(browser: Any, root: Path, count: int, soak: int) -> list[Line]:
    """Keystrokes in one page, then in two at once, then many edits with an eye on the memory."""
    with studio(root) as running:
        ann = opened(browser, f"{running.address}/issues/{SAMPLE}/sections/story")
        write_at_start(ann)
        type_in(ann, letters(20))
        latencies(ann, 20)
        type_in(ann, letters(count))
        lines = judged("G keystroke to repainted preview", latencies(ann, count), 80, 150)
        ben = opened(browser, f"{running.address}/issues/{SAMPLE}/sections/letter")
        write_at_start(ben)
        for letter in letters(count // 2):
            type_in(ann, letter)
            type_in(ben, letter)
        times = latencies(ann, count // 2) + latencies(ben, count // 2)
        lines += judged("G the same, two browsers in two sections", times, 80, 150)
        ben.get_by_label("Title", exact=True).fill("Seen by the other")
        start = time.perf_counter()
        ann.frame_locator("#preview iframe").locator("#letter", has_text="Seen by the other").wait_for()
        lines.append(Line("G one browser's words in the other's preview, saving included", in_ms(start)))
        ben.context.close()
        before = 0.0
        for number in range(soak):
            ann.get_by_label("Title", exact=True).fill(f"Edit number {number}")
            ann.frame_locator("#preview iframe").locator("#story", has_text=f"Edit number {number}").wait_for()
            if number == soak // 3:
                before = running.memory
        growth = running.memory / before if before else 1.0
        figure = f"{running.memory:.0f} MB, {growth:.2f} of that after {soak // 3}"
        lines.append(Line(f"H memory of the server after {soak} edits", figure, "at most 1.1", growth <= 1.1))
        ann.context.close()
    return lines


def measure_archive(browser: Any, root: Path, rounds: int) -> list[Line]:
    """From starting the program to its first page, and from one issue to another."""
    first: list[float] = []
    switched: list[float] = []
    for _ in range(rounds):
        with studio(root) as running:
            page = browser.new_page()
            page.goto(running.address, wait_until="commit")  # thumbnails may come later
            page.get_by_role("button", name="New issue").wait_for()
            first.append(time.perf_counter() - running.started)
            names = sorted(path.name for path in (root / "issues").iterdir())[-6:]
            for name in names:
                page.goto(running.address)
                start = time.perf_counter()
                page.goto(f"{running.address}/issues/{name}", wait_until="commit")
                shown(page)
                switched.append(time.perf_counter() - start)
            page.close()
    usable, switch = statistics.median(first), 1000 * statistics.median(switched)
    return [
        Line("I first page usable after the start, 120 issues", f"{usable:.2f} s", "at most 1 s", usable <= 1),
        Line("I another issue on the screen, preview included", f"{switch:.0f} ms", "at most 300 ms", switch <= 300),
    ]


def in_ms(start: float) -> str:
    """The time since then."""
    return f"{1000 * (time.perf_counter() - start):.0f} ms"


def figures(lines: Sequence[Line]) -> str:
    """The Markdown between the two marks of the README."""
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return "\n".join([
        f"{date.today()}, {os.cpu_count()} CPUs ({platform.machine()}, {platform.system()}){load},",
        f"Python {platform.python_version()}.",
        "",
        "| | figure | target | met |",
        "|---|---:|---|---|",
        *(f"| {' | '.join(line.cells())} |" for line in lines),
    ])  # fmt: skip


def main() -> int:
    """Reads the command line; returns the process's status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="few keystrokes, README untouched")
    parser.add_argument("--base", type=Path, default=BENCH.parent, help="whose sample and standing content to take")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        one, many = Path(temporary) / "sample", Path(temporary) / "archive"
        generate.write_publication(many, 120, base=options.base)
        lines = measure_typing(browser, sample(one, options.base), *((40, 60) if options.quick else (200, 600)))
        lines += measure_archive(browser, many, 1 if options.quick else 5)
        browser.close()
    table = Table("", "figure", "target", "met")
    for line in lines:
        table.add_row(*line.cells())
    Console().print(table)
    if not options.quick:
        rewrite_readme(figures(lines), MARKS)
    return 0 if all(line.met is not False for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
