"""Findings in the order in which an editor goes through an email."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsletter.checks.draft import Draft
from newsletter.model.finding import Finding

WHOLE_ISSUE = "The issue as a whole"
STANDING = "Standing information"


@dataclass(frozen=True)
class Group:
    """What was found in one part of an email, the most serious first.  ``section`` is the id of a section."""

    title: str
    findings: tuple[Finding, ...]
    section: str | None = None


def groups(findings: Sequence[Finding], issue: str, draft: Draft | None = None) -> tuple[Group, ...]:
    """The findings of an issue by section: the issue as a whole, each section in the email's order, the rest.

    ``draft`` is None where the issue could not be built: then its sections stand in the order of their names.
    """
    by_section: dict[str | None, list[Finding]] = {}
    for finding in findings:
        by_section.setdefault(_section(finding, issue), []).append(finding)
    own = sorted(section for section in by_section if section and section.startswith(f"{issue}/"))
    if draft is not None:
        order = [section.id for section in draft.issue.sections]
        own = [*(section for section in order if section in by_section), *(s for s in own if s not in order)]
    standing = [finding for section, found in by_section.items() if section and section not in own for finding in found]
    parts = [
        Group(WHOLE_ISSUE, _sorted(by_section.get(None, []))),
        *(Group(_title(section, draft), _sorted(by_section[section]), section) for section in own),
        Group(STANDING, _sorted(standing)),
    ]
    return tuple(part for part in parts if part.findings)


def _section(finding: Finding, issue: str) -> str | None:
    """Where a finding belongs: an id, or None for the issue as a whole."""
    if finding.section:
        return finding.section
    file = finding.place.file.removesuffix(".md")
    if finding.place.file.startswith(f"issues/{issue}/") and file != finding.place.file:
        return file.removeprefix("issues/")
    return file.removeprefix("reference/") if file.startswith("reference/") else None


def _title(section: str, draft: Draft | None) -> str:
    name = section.rpartition("/")[2]
    known = draft.sections_by_id.get(section) if draft is not None else None
    return f"{known.fields.title} ({name})" if known is not None and known.fields.title else name


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.severity.rank, finding.place, finding.message)))
