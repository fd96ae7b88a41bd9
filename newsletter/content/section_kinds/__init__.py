"""The kinds of sections: one file a kind.

The contract of a kind, ``section_kinds/<kind>.py``:

module docstring
    what the section is for, in plain words.
``TITLE``
    its name for people ("Survivor story").
``Fields``
    a subclass of :class:`newsletter.model.issue.SectionFields`: what the front matter may hold.  A field
    annotated with ``RefersTo``, ``RefersToPerson`` or ``Picture`` is resolved when the issue is composed;
    templates find the result under the field's name.  This holds for fields of its own, not for those of a
    group inside one.  A kind that invites to something at a time has an ``occasion``, and so gets a calendar
    file; one that says enough without a text below sets ``needs_text`` to False.

and two templates, ``sections/<kind>.mjml.j2`` and ``text/sections/<kind>.txt.j2``.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

from newsletter.model.issue import SectionFields
from newsletter.model.registry import member, member_names, members


class SectionKind(Protocol):
    """One kind of section."""

    TITLE: str
    Fields: type[SectionFields]


def section_kind_names() -> tuple[str, ...]:
    """The names of all kinds; nothing is imported for them."""
    return member_names(__name__)


def section_kind(name: str) -> SectionKind:
    """One kind."""
    return cast(SectionKind, member(__name__, name))


@cache
def section_kinds() -> dict[str, SectionKind]:
    """Every kind by its name."""
    return {name: cast(SectionKind, module) for name, module in members(__name__).items()}
