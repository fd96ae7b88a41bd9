"""What a field can be filled in with: entries of the standing information, people, time zones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from newsletter.content.reference_kinds.drugs import Fields as Drug
from newsletter.model.fields import RefersTo, RefersToPerson
from newsletter.model.reference import Entry, Reference

COMMON_ZONES = {
    "America/New_York": "Eastern time",
    "America/Chicago": "Central time",
    "America/Denver": "Mountain time",
    "America/Phoenix": "Arizona time (no summer time)",
    "America/Los_Angeles": "Pacific time",
    "America/Anchorage": "Alaska time",
    "Pacific/Honolulu": "Hawaii time",
    "America/Halifax": "Atlantic time",
    "Europe/London": "London time",
    "Europe/Berlin": "Central European time",
}
"""Zones as people call them, by the name that knows about summer time."""


@dataclass(frozen=True)
class Choice:
    """One thing to choose: what stands in the file, what people read, and other words by which it is found."""

    value: str
    label: str
    also: str = ""
    group: str = ""


class Choices:
    """What there is to choose in one publication, as it is now."""

    def __init__(self, reference: Reference | None) -> None:
        self._reference = reference

    def of(self, control: str, inner: Any, refers: RefersTo | RefersToPerson | None, value: Any) -> tuple[Choice, ...]:
        """The choices of a field; none for one that is typed freely."""
        if isinstance(refers, RefersTo):
            return self.entries(refers.folder)
        if isinstance(refers, RefersToPerson):
            return _with_present(self.people(), value)
        if control == "choice":
            assert issubclass(inner, StrEnum)
            return _with_present(tuple(Choice(str(one), str(one).capitalize()) for one in inner), value)
        return _with_present(_zones(), value) if control == "zone" else ()

    def entries(self, folder: str) -> tuple[Choice, ...]:
        """The entries of a folder of the reference, by name."""
        if self._reference is None:
            return ()
        found = [
            Choice(name.removeprefix(f"{folder}/"), file.entry.full_name(), ", ".join(_other_names(file.entry)))
            for name, file in self._reference.entries.items()
            if name.startswith(f"{folder}/")
        ]
        return tuple(sorted(found, key=lambda choice: choice.label.casefold()))

    def people(self) -> tuple[Choice, ...]:
        """The contributors, each by the name they agreed to."""
        people = self._reference.people if self._reference is not None else {}
        return tuple(
            Choice(name, f"{file.person.shown_as} ({file.person.relation}, {name})") for name, file in people.items()
        )

    def shown(self, refers: RefersTo | RefersToPerson | None, value: str) -> str:
        """What a value that names an entry is called; the value itself where there is no such entry."""
        if not isinstance(refers, RefersTo):
            return value
        return next((choice.label for choice in self.entries(refers.folder) if choice.value == value), value)

    def meant(self, refers: RefersTo, typed: str) -> str:
        """The entry that was meant by its id, its name or a brand; what was typed where nothing fits.

        Capital letters do not count.
        """
        wanted = " ".join(typed.split()).casefold()
        for choice in self.entries(refers.folder):
            if wanted in (choice.value.casefold(), choice.label.casefold()):
                return choice.value
        for choice in self.entries(refers.folder):
            if wanted in map(str.casefold, choice.also.split(", ")):
                return choice.value
        return typed


def _other_names(entry: Entry) -> list[str]:
    if not isinstance(entry, Drug):
        return []
    return [entry.generic, *(brand.name for brand in entry.brands), *entry.accepted_names]


def _with_present(choices: tuple[Choice, ...], value: Any) -> tuple[Choice, ...]:
    """The choices, with what stands in the file among them even if it is none of them."""
    if not isinstance(value, str) or not value or any(choice.value == value for choice in choices):
        return choices
    return (*choices, Choice(value, value))


@cache
def _zones() -> tuple[Choice, ...]:
    cities = (name for name in sorted(available_timezones()) if "/" in name and not name.startswith("Etc/"))
    others = (Choice(name, name.replace("_", " "), group="Elsewhere") for name in cities if name not in COMMON_ZONES)
    return (*(Choice(name, f"{words}") for name, words in COMMON_ZONES.items()), *others)
