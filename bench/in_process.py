"""The measurements of our own code inside one warm process; run.py starts it, as it starts npm mjml.

    python bench/in_process.py emails PUBLICATION [--rounds 5]
    python bench/in_process.py edit PUBLICATION [--rounds 30]

Prints {"rounds": [seconds], "cpu": [seconds], "bytes": n, "peak_rss": bytes}.
The round that warms up isn't among them.
"""

import argparse
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import ours
from measure import RSS_UNIT


class Rounds(NamedTuple):
    """What is done before each round, and the round itself, which is timed and returns bytes."""

    before: Callable[[int], object]
    round: Callable[[], int]


def rounds_of_edits(publication: Path) -> Rounds:
    """`ours.warm_edit` in the shape of rounds."""
    edit, rebuild = ours.warm_edit(publication)

    def one_round() -> int:
        rebuild()
        return 0

    return Rounds(edit, one_round)


def rounds_of_emails(publication: Path) -> Rounds:
    """`ours.documents_to_emails` in the shape of rounds."""
    return Rounds(lambda number: None, ours.documents_to_emails(publication))


MEASUREMENTS = {"emails": rounds_of_emails, "edit": rounds_of_edits}


def main() -> None:
    """Reads the command line and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("measurement", choices=MEASUREMENTS)
    parser.add_argument("publication", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    rounds = MEASUREMENTS[options.measurement](options.publication)
    rounds.before(0)
    size = rounds.round()
    walls, cpus = [], []
    for number in range(1, options.rounds + 1):
        rounds.before(number)
        cpu_before, before = time.process_time(), time.perf_counter()
        rounds.round()
        walls.append(time.perf_counter() - before)
        cpus.append(time.process_time() - cpu_before)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT
    print(json.dumps({"rounds": walls, "cpu": cpus, "bytes": size, "peak_rss": peak}))


if __name__ == "__main__":
    main()
