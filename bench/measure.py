"""Whole processes, measured in pairs: wall time, CPU time and peak memory of a child, standard library only.

Linux and macOS (`os.wait4`). The measuring process must stay small, so nothing of ours is imported here or in
run.py: Linux counts a child's peak from before it becomes another program, when it still shares the memory of
its parent (`true` started by a parent that holds 200 MB: 215 MB; by a small one: 15 MB).
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

MEGABYTE = 1_000_000
RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes on macOS, kilobytes elsewhere


@dataclass(frozen=True)
class Run:
    """One run: `wall` and `cpu` (user and system) in seconds, `peak_rss` in bytes, `output` what it
    printed."""

    wall: float
    cpu: float
    peak_rss: int
    output: str


class CommandFailedError(Exception):
    """A measured command ended with something other than 0; the message holds the end of what it printed."""


def run_process(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Runs a command in a folder to its end; `environment` is added to ours. Raises `CommandFailedError`.

    Both outputs go into one pipe that is read while the clock runs; anything that a command prints is its own
    cost.
    """
    before = time.perf_counter()
    child = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert child.stdout is not None
    output = child.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - before
    child.stdout.close()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise CommandFailedError(f"{' '.join(command[:4])} ended with {child.returncode}:\n{output[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT, output)


def family_peak(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> int | None:
    """The peak memory of a command and all its children together, in bytes; None where only Linux can tell.

    Pages that several processes share count once ("proportional set size"), looked at every 10 ms.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    child = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    peak = 0
    while child.poll() is None:
        peak = max(peak, sum(map(_proportional_size, _family(child.pid))))
        time.sleep(0.01)
    return peak


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _family(int(child)))]


def _proportional_size(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def alternate(first: Callable[[], T], second: Callable[[], T], rounds: int) -> tuple[list[T], list[T]]:
    """Calls both `rounds` times, one after the other, and lets the other one begin in every second round.

    A machine's speed drifts by tens of percent within minutes: only the two of a pair may be compared.
    """
    results: tuple[list[T], list[T]] = ([], [])
    for number in range(rounds):
        order = ((first, results[0]), (second, results[1]))
        for call, kept in order if number % 2 == 0 else reversed(order):
            kept.append(call())
    return results


def median_ratio(ours: Sequence[float], peers: Sequence[float]) -> float:
    """The median of the pairs' ratios; not the ratio of the medians, which mixes fast and slow minutes."""
    return statistics.median(our / peer for our, peer in zip(ours, peers, strict=True))
