"""The kinds of reference entries: one file a kind, one folder a kind under ``reference/``.

The contract of a kind, ``reference_kinds/<kind>.py``:

``FOLDER``
    the folder below ``reference/`` that holds its entries (``drug-groups``).
``Fields``
    a subclass of :class:`newsletter.model.reference.Entry`: what the front matter may hold, with
    ``preferred_name`` and, where the first mention reads differently, ``full_name``.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Protocol, cast

from newsletter.model.reference import Entry
from newsletter.model.registry import members


class ReferenceKind(Protocol):
    """One kind of reference entry."""

    FOLDER: str
    Fields: type[Entry]


@cache
def reference_kinds() -> dict[str, ReferenceKind]:
    """Every kind by its folder."""
    found: dict[str, ModuleType] = members(__name__)
    return {module.FOLDER: cast(ReferenceKind, module) for module in found.values()}
