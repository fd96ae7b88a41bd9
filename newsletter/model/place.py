"""Where something stands in a file that a person wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """A place in a source file.

    ``file`` is relative to the publication, with forward slashes; ``line`` and ``column`` count from 1
    (0: the file as a whole).
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        # The name of a file may hold anything, such as codes that a terminal follows.
        file = self.file if self.file.isprintable() else "".join(c if c.isprintable() else "?" for c in self.file)
        return f"{file}:{self.line}" if self.line else file


FieldPath = tuple[str | int, ...]
"""The way to a value: ``("photo", "alt")``, ``("sections", 3)``; ``()`` is the whole file."""


@dataclass(frozen=True, eq=False)
class Places:
    """The places of the values of one file, by field path.  Kept beside a model, outside its equality.

    ``known`` holds where a field begins (its key, a list's item), ``values`` where its value does.
    """

    file: str
    known: Mapping[FieldPath, Place]
    values: Mapping[FieldPath, Place] = field(default_factory=dict)

    def of(self, *path: str | int) -> Place:
        """The place of a value, or of the nearest thing around it that has one."""
        while path and path not in self.known:
            path = path[:-1]
        return self.known.get(path) or Place(self.file)

    def of_value(self, *path: str | int) -> Place:
        """The same, but where the value itself begins if that is on the same line."""
        place, value = self.of(*path), self.values.get(path)
        return value if value is not None and value.line == place.line else place
