"""What ``newsletter check`` found, before it is written in one of its formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from newsletter.checks.report import Group
from newsletter.checks.waivers import Waived
from newsletter.model.finding import Finding, Severity


@dataclass(frozen=True)
class Checked:
    """One issue or finished email with what was found in it.

    ``built`` is False where mistakes in the files kept the checks from being made; ``sample`` is what the publication
    says of itself.
    """

    name: str
    title: str
    groups: tuple[Group, ...]
    waived: tuple[Waived, ...] = ()
    as_of: date | None = None
    built: bool = True
    sample: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, in the order of the groups."""
        return tuple(finding for group in self.groups for finding in group.findings)


@dataclass(frozen=True)
class Run:
    """All that one call of the command found.  ``network`` is True, False, or None where nothing could be asked."""

    checked: tuple[Checked, ...]
    network: bool | None = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, in order."""
        return tuple(finding for each in self.checked for finding in each.findings)

    @property
    def network_words(self) -> str:
        """What a report says about the network."""
        if self.network:
            return "The network was asked whether links answer."
        more = " To ask whether links answer, add --online." if self.network is False else ""
        return f"Nothing was asked of the network.{more}"


def counted(findings: Sequence[Finding], waived: int = 0) -> str:
    """ "2 to fix, 1 to look at"; plain words where there is nothing."""
    number = Counter(finding.severity for finding in findings)
    words = {Severity.ERROR: "to fix", Severity.WARNING: "to look at", Severity.NOTE: "good to know"}
    parts = [f"{number[severity]} {words[severity]}" for severity in Severity if number[severity]]
    if waived:
        parts.append(f"{waived} to be sent anyway")
    return ", ".join(parts) or "nothing to mend"


def folded(notes: Sequence[Finding]) -> list[tuple[str, int]]:
    """Each rule of some notes with how many there are, in the order of their first places."""
    return list(Counter(note.rule for note in notes).items())
