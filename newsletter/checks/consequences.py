"""What happens to readers where a mail program does not show a feature: the table in data/consequences.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


class Harm(IntEnum):
    """How bad that is, the least first."""

    HARMLESS = 0
    DEGRADES = 1
    BREAKS = 2

    @property
    def next_less(self) -> Harm:
        """The harm where a program shows the feature in part."""
        return Harm(max(0, self - 1))


@dataclass(frozen=True)
class Consequence:
    """``because`` says what readers miss, as the rest of a sentence; ``instead`` is what to do."""

    harm: Harm
    because: str
    instead: str = ""


@cache
def consequences() -> Mapping[str, Consequence]:
    """The consequence of each feature, by its slug."""
    return {
        slug: Consequence(harm, group["because"], group.get("instead", ""))
        for harm in Harm
        for group in _table()[harm.name.lower()]
        for slug in group["features"].split()
    }


@cache
def known_good() -> frozenset[str]:
    """What our own templates use in a way that every mail program is known to bear."""
    return frozenset(_table()["known_good"].split())


@cache
def _table() -> dict[str, Any]:
    text = (files("newsletter.checks") / "data" / "consequences.yaml").read_text("utf-8")
    table: dict[str, Any] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return table
