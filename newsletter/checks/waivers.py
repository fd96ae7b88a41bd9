"""Waivers: findings that an editor has decided to live with, in ``issue.yaml``.

A waiver covers one finding: of this rule, in this section, about exactly these words.  A new fault of the same kind
is reported as if there were none.  A waiver that has expired, covers nothing, or is for a rule that cannot be waived
is itself reported.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from newsletter.checks import is_waivable, rule_names
from newsletter.model.finding import Finding, Severity, in_order
from newsletter.model.issue import Issue, Waiver
from newsletter.model.nearest import did_you_mean
from newsletter.model.place import Place

WHOLE_ISSUE = "issue"
"""What a waiver names as its section where the finding is about the issue as a whole."""


@dataclass(frozen=True)
class Waived:
    """A finding that stands in no one's way, and the waiver that says why."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True)
class Verdict:
    """What is left to look at, and what an editor has decided to live with."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()


def apply_waivers(findings: Sequence[Finding], issue: Issue, today: date, ran: Sequence[str] | None = None) -> Verdict:
    """Take out what the issue's waivers cover, and report the waivers that are of no use.

    ``ran`` names the rules that were run (all, if None): a waiver for another one is not called unused.
    """
    left = list(findings)
    waived: list[Waived] = []
    about: list[Finding] = []
    for number, waiver in enumerate(issue.header.waivers):
        place = issue.places.of("waivers", number)
        name = full_rule_name(waiver.rule)
        problem = _problem(waiver, name, place, today)
        if problem is not None:
            about.append(problem)
            continue
        covered = [finding for finding in left if _covers(waiver, name, finding)]
        waived += [Waived(finding, waiver) for finding in covered]
        left = [finding for finding in left if finding not in covered]
        if not covered and (ran is None or name in ran):
            about.append(_unused(waiver, name, place, left))
    return Verdict(in_order([*left, *about]), tuple(waived))


def full_rule_name(name: str) -> str:
    """A rule's whole name by its own or its last part (``spelling`` is ``content/spelling``)."""
    if name in rule_names():
        return name
    return next((known for known in rule_names() if known.partition("/")[2] == name), name)


def waived_section(finding: Finding) -> str:
    """What a waiver names as the section of a finding."""
    return finding.section.rpartition("/")[2] if finding.section else WHOLE_ISSUE


def waived_text(finding: Finding) -> str:
    """What a waiver names as the words of a finding."""
    return finding.text or finding.message


def _covers(waiver: Waiver, name: str, finding: Finding) -> bool:
    return (
        finding.rule == name
        and waiver.section in (waived_section(finding), finding.section)
        and _plain(waiver.text) == _plain(waived_text(finding))
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _problem(waiver: Waiver, name: str, place: Place, today: date) -> Finding | None:
    if name not in rule_names():
        remedy = did_you_mean(waiver.rule, rule_names()) or "newsletter rules lists them."
        return Finding(
            "waivers/unknown-rule", Severity.WARNING, place, f"There is no check “{waiver.rule}” to send past.", remedy
        )
    if not is_waivable(name):
        return Finding(
            "waivers/not-allowed",
            Severity.ERROR,
            place,
            f"Nothing can be sent past the check “{name}”.",
            "Take this entry out, and mend what the check found.",
        )
    if waiver.until < today:
        return Finding(
            "waivers/expired",
            Severity.WARNING,
            place,
            f"“Send anyway” for “{waiver.text}” ended on {waiver.until}.",
            "Mend it, or decide once more and write a new date.",
        )
    return None


def _unused(waiver: Waiver, name: str, place: Place, findings: Sequence[Finding]) -> Finding:
    near = next(_near(waiver, name, findings), None)
    return Finding(
        "waivers/unused",
        Severity.WARNING,
        place,
        f"“Send anyway” for “{waiver.text}” covers nothing.",
        f"The check says: section {waived_section(near)}, text “{waived_text(near)}”. Copy them exactly."
        if near
        else "Take this entry out: what it was for is mended.",
    )


def _near(waiver: Waiver, name: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings that the waiver may have been meant for."""
    same = [finding for finding in findings if finding.rule == name]
    yield from (finding for finding in same if waiver.section in (waived_section(finding), finding.section))
    yield from same
