"""Lists of words in newsletter/checks/data/."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list, parted by spaces and line ends; a line that begins with ``#`` is a comment."""
    text = files("newsletter.checks").joinpath(f"data/{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
