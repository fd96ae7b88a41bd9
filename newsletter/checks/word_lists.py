"""The lists in newsletter/checks/data/: one reader for all rules."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def listed_lines(name: str) -> tuple[str, ...]:
    """The lines of a list, such as ``link_shorteners.txt``, in order, without blank ones and comments (``#``)."""
    text = files("newsletter.checks").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def listed_words(name: str) -> frozenset[str]:
    """The words of a list, parted by spaces and line ends."""
    return frozenset(word for line in listed_lines(name) for word in line.split())
