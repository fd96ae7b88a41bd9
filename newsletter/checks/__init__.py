"""The checks: what would embarrass the editors or hurt a reader, found before an issue leaves.

A rule is one file, ``checks/<group>/<rule>.py``, found by its place.  Its contract:

module docstring
    what ``newsletter explain`` prints: why, with ``Bad:``, ``Good:`` and ``Source:``.
``SEVERITY``
    how serious its findings are.
``check(draft)``
    a generator of :class:`Fault`; it knows neither its own name nor its severity.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Protocol, cast

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Finding, Severity, in_order
from newsletter.model.registry import members

GROUPS = ("people", "sending", "writing")


class Rule(Protocol):
    """One rule."""

    __doc__: str | None
    SEVERITY: Severity

    def check(self, draft: Draft) -> Iterator[Fault]:
        """The faults of a draft."""
        ...


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its name, ``<group>/<rule>``."""
    return {
        f"{group}/{name.replace('_', '-')}": cast(Rule, module)
        for group in GROUPS
        for name, module in members(f"{__name__}.{group}").items()
    }


def check(draft: Draft) -> tuple[Finding, ...]:
    """Every rule's findings on a draft, in the order of files and lines."""
    found = [
        Finding(name, rule.SEVERITY, fault.place, fault.message, fault.remedy, fault.section, fault.field)
        for name, rule in rules().items()
        for fault in rule.check(draft)
    ]
    return in_order(found)
