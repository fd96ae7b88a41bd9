"""What a website said about an address, and the answers that are kept for a day."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class State(StrEnum):
    """What is known of a page."""

    FINE = "fine"
    BROKEN = "broken"
    UNKNOWN = "unknown"  # a robot was turned away, or nobody answered in time: readers may fare better


@dataclass(frozen=True)
class Answer:
    """The state of an address; ``words`` goes on from “The page …”.

    ``moved_to`` is the new address where the server says that it moved for good, ``lands_at_home`` whether one ends up
    on the front page instead, and ``offline`` whether it may be our own connection that failed.
    """

    state: State
    words: str = ""
    moved_to: str = ""
    lands_at_home: bool = False
    offline: bool = False


_DAY = 86_400
_FILE = "links.json"


def kept_answers(cache: Path | None, now: float) -> dict[str, Answer]:
    """The good answers of the last day, by address; none where there is no cache or it cannot be read."""
    if cache is None:
        return {}
    try:
        kept = json.loads((cache / _FILE).read_text("utf-8"))
        return {
            address: Answer(State.FINE, moved_to=str(entry["moved_to"]), lands_at_home=bool(entry["lands_at_home"]))
            for address, entry in kept.items()
            if 0 <= now - float(entry["at"]) < _DAY
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def keep_answers(cache: Path | None, asked: Mapping[str, Answer], kept: Mapping[str, Answer], now: float) -> None:
    """Write down the good answers among ``asked`` beside those of ``kept``.  What was turned away is asked again."""
    fine = {address: answer for address, answer in asked.items() if answer.state is State.FINE}
    if cache is None or not fine:
        return
    try:
        cache.mkdir(parents=True, exist_ok=True)
        before = _entries(cache)
        entries = {address: entry for address, entry in before.items() if address in kept}
        for address, answer in fine.items():
            entries[address] = {"at": now, "moved_to": answer.moved_to, "lands_at_home": answer.lands_at_home}
        part = cache / f"{_FILE}.{os.getpid()}"
        part.write_text(json.dumps(entries, indent=1, sort_keys=True), "utf-8")
        os.replace(part, cache / _FILE)
    except OSError:
        return  # a cache that cannot be written costs time, no more


def _entries(cache: Path) -> dict[str, object]:
    try:
        entries = json.loads((cache / _FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) else {}
