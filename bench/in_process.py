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

import ours
from measure import RSS_UNIT


def rounds_of_edits(publication: Path) -> Callable[[int], int]:
    """`ours.warm_edit` in the shape of a round."""
    edit = ours.warm_edit(publication)

    def one_round(number: int) -> int:
        edit(number)
        return 0

    return one_round


def rounds_of_emails(publication: Path) -> Callable[[int], int]:
    """`ours.documents_to_emails` in the shape of a round."""
    render_all = ours.documents_to_emails(publication)
    return lambda number: render_all()


MEASUREMENTS = {"emails": rounds_of_emails, "edit": rounds_of_edits}


def main() -> None:
    """Reads the command line and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("measurement", choices=MEASUREMENTS)
    parser.add_argument("publication", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    one_round = MEASUREMENTS[options.measurement](options.publication)
    size = one_round(0)
    walls, cpus = [], []
    for number in range(1, options.rounds + 1):
        cpu_before, before = time.process_time(), time.perf_counter()
        one_round(number)
        walls.append(time.perf_counter() - before)
        cpus.append(time.process_time() - cpu_before)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT
    print(json.dumps({"rounds": walls, "cpu": cpus, "bytes": size, "peak_rss": peak}))


if __name__ == "__main__":
    main()
