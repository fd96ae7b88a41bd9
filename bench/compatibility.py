"""Measures the rules about mail programs on the sample, beside npm caniemail and emailens, and on odd styles.

    python bench/compatibility.py [--rounds 15] [--quick]

Needs Node.js 20 and `make caniemail`. Ends with 1 when a target is missed. `--quick` leaves the README alone.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table
from run import rewrite_readme

from newsletter.build import Builder
from newsletter.checks import check_email, css_features, rule_names, selector_features, styles, used_features
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.html_tags import tags_of
from newsletter.content.project import Project

ROOT = Path(__file__).resolve().parents[1]
MARKS = ("<!-- figures: written by compatibility.py -->", "<!-- end of the compatibility -->")
TARGET = 15.0
"""Milliseconds of the rules on the sample, with tags and styles parsed."""
RULES = tuple(name for name in rule_names() if name.startswith("compatibility/"))
PROGRAMS = (
    "apple-mail.ios", "apple-mail.macos", "gmail.android", "gmail.desktop-webmail", "outlook.android", "outlook.ios",
    "outlook.outlook-com", "outlook.windows", "yahoo.desktop-webmail",
)  # fmt: skip
ODD: dict[str, Callable[[int], str]] = {
    "rules": lambda size: "<style>" + ".a { color: red }\n" * (size // 18) + "</style>",
    "open blocks": lambda size: f"<style>{'a{' * (size // 2)}</style>",
    "nested at-rules": lambda size: "<style>" + "@media print{@media print{a{color:red}}}" * (size // 40) + "</style>",
    "escapes": lambda size: f"<style>a{{{chr(92)}66 6oo:{chr(92) * size}}}</style>",
    "selectors": lambda size: f"<style>{'a>b,' * (size // 4)}c{{color:red}}</style>",
    "pictures as data": lambda size: f"<p style='background:url(data:image/png;base64,{'A' * size})'>x</p>",
    "open comments": lambda size: f"<style>{'/*' * (size // 2)}</style>",
    "comments for Outlook": lambda size: "<!--[if mso]><div style='display:flex'>" * (size // 40),
    "floats in one rule": lambda size: f"<style>a{{{'float:left;' * (size // 11)}}}</style>",
    "floats in many rules": lambda size: f"<style>{'a{float:left}' * (size // 13)}</style>",
    "floats in tags": lambda size: "<!--[if mso]><td><![endif]--><p style='float:left'>" * (size // 51),
    "many style blocks": lambda size: "<style></style>" * (size // 15),
    "tags": lambda size: "".join(f"<b style='width:{n}px'>" for n in range(size // 22)),
}
SIZES = (15_000, 30_000, 60_000)
"""Characters; of style sheets, no more are read than about the last."""


def forget(shared_too: bool) -> None:
    """Throw away what is kept; the tags and styles only where ``shared_too``."""
    for kept in (
        used_features.used_features, used_features._kept_of_tag, selector_features.selector_features,
        css_features._property_features,
    ):  # fmt: skip
        kept.cache_clear()
    if shared_too:
        for kept in (tags_of, styles._kept_declarations, styles.style_sheet):
            kept.cache_clear()


def ours(html: str, rounds: int, *, whole: bool) -> list[float]:
    """Milliseconds of CPU of each round."""
    check_email(FinishedEmail(html), RULES)
    times = []
    for _ in range(rounds):
        forget(shared_too=whole)
        email = FinishedEmail(html)
        start = time.process_time()
        check_email(email, RULES)
        times.append((time.process_time() - start) * 1000)
    return times


def peers(html: str, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each round of the peers."""
    given = json.dumps({"html": html, "clients": PROGRAMS, "rounds": rounds})
    command = ["node", str(ROOT / "bench" / "peers" / "compatibility.mjs")]
    run = subprocess.run(command, input=given, capture_output=True, check=True, encoding="utf-8")
    measured: dict[str, list[float]] = json.loads(run.stdout)
    return measured


def growth() -> list[tuple[str, list[float]]]:
    """Nanoseconds a byte of each kind of odd styles at each size."""
    out = []
    for name, made in ODD.items():
        pages = [made(size) for size in SIZES]
        out.append((name, [min(ours(page, 5, whole=True)) * 1e6 / len(page) for page in pages]))
    return out


def main() -> int:
    """Reads the command line; returns the process's status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--quick", action="store_true", help="README untouched")
    options = parser.parse_args()
    html = Builder(Project(ROOT)).build("2026-12").draft.email.html
    alone = statistics.median(ours(html, options.rounds, whole=False))
    whole = statistics.median(ours(html, options.rounds, whole=True))
    others = {name: statistics.median(times) for name, times in peers(html, options.rounds).items()}
    rows = [("the three rules, tags and styles parsed", f"{alone:.1f} ms", "at most 15 ms", alone <= TARGET),
            ("the same, whole", f"{whole:.1f} ms", "–", True)]  # fmt: skip
    rows += [
        (f"{name}, whole", f"{other:.1f} ms, ours is {whole / other:.2f} of it", "more than ours", whole < other)
        for name, other in others.items()
    ]
    rows += [
        (f"{name}, a byte of 15, 30 and 60 KB", " · ".join(f"{each:.0f} ns" for each in times), "no growth",
         times[-1] <= 1.5 * times[0])
        for name, times in growth()
    ]  # fmt: skip
    lines = [
        f"{date.today()}, {os.cpu_count()} CPUs ({platform.machine()}, {platform.system()}), Python "
        f"{platform.python_version()}; CPU time.", "", "| | figure | target | met |", "|---|---:|---:|---|",
        *(f"| {what} | {figure} | {target} | {'yes' if met else '**no**'} |" for what, figure, target, met in rows),
    ]  # fmt: skip
    table = Table("", "figure", "target", "met")
    for what, figure, target, met in rows:
        table.add_row(what, figure, target, "yes" if met else "[bold red]no[/]")
    Console().print(table)
    if not options.quick:
        rewrite_readme("\n".join(lines), MARKS)
    return 0 if all(met for *_, met in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
