"""The report of ``newsletter check`` for programs: JSON of our own, and SARIF for editors and code hosts."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from newsletter.checks import rule_names
from newsletter.checks.explanation import Explanation, explanation
from newsletter.checks.waivers import Waived, waived_section, waived_text
from newsletter.cli._checked import Checked, Run
from newsletter.cli._report import finding_data
from newsletter.model.finding import Finding, Fix, PictureFix, Severity
from newsletter.model.issue import Waiver


def as_json(run: Run) -> str:
    """Everything: each finding with its place, words, fix and rule, and what is sent anyway."""
    data = {"issues": [_issue(checked) for checked in run.checked], "online": bool(run.network)}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _issue(checked: Checked) -> dict[str, Any]:
    findings = checked.findings
    return {
        "name": checked.name,
        "title": checked.title,
        "as_of": checked.as_of.isoformat() if checked.as_of else None,
        "built": checked.built,
        "sample": checked.sample,
        "counts": {severity.value: sum(f.severity is severity for f in findings) for severity in Severity},
        "findings": [_finding(f) | {"group": group.title} for group in checked.groups for f in group.findings],
        "waived": [_finding(each.finding) | _waiver(each.waiver) for each in checked.waived],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    known = explanation(finding.rule) if finding.rule in rule_names() else None
    return finding_data(finding) | {
        "text": finding.text,
        "fix": _fix(finding.fix),
        "title": known.title if known else None,
        "waiver": {"rule": finding.rule, "section": waived_section(finding), "text": waived_text(finding)}
        if known and known.waivable
        else None,
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    if isinstance(fix, PictureFix):
        return {"kind": "picture", "file": fix.file}
    place = fix.place
    return {
        "kind": "text", "file": place.file, "line": place.line, "column": place.column, "old": fix.old, "new": fix.new,
    }  # fmt: skip


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {"reason": waiver.reason, "by": waiver.by, "until": waiver.until.isoformat()}


def as_sarif(run: Run) -> str:
    """SARIF 2.1.0, the interchange format of code checkers (OASIS)."""
    waived = [each for checked in run.checked for each in checked.waived]
    found = {f.rule for f in run.findings} | {each.finding.rule for each in waived}
    names = [*rule_names(), *sorted(found - set(rule_names()))]
    results = [_result(f, names) for f in run.findings] + [_suppressed(each, names) for each in waived]
    rules = [_rule(explanation(name)) if name in rule_names() else _message(name) for name in names]
    driver = {"name": "newsletter", "version": version("lmsealerts"), "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(rule: Explanation) -> dict[str, Any]:
    why = "\n\n".join([rule.title, *rule.why])
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": why},
        "help": {
            "text": f"{why}\n\nBad: {rule.bad}\nGood: {rule.good}\nSource: {rule.source}",
            "markdown": f"{why}\n\n- Bad: {rule.bad}\n- Good: {rule.good}\n- Source: {rule.source}",
        },
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _message(code: str) -> dict[str, Any]:
    words = f"To see what is behind this message: newsletter explain {code}"
    return {"id": code, "shortDescription": {"text": code}, "help": {"text": words}}


def _result(finding: Finding, names: list[str]) -> dict[str, Any]:
    place = finding.place
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file)}}
    if place.line:
        location["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": names.index(finding.rule),
        "level": finding.severity.value,
        "message": {"text": f"{finding.message} {finding.remedy}".strip()},
        "locations": [{"physicalLocation": location}],
    }
    fix = finding.fix
    # A picture has no words to replace; words without a column are found by the program that makes the fix.
    if fix is not None and not isinstance(fix, PictureFix) and fix.place.line and fix.place.column:
        start = fix.place.column
        region = {
            "startLine": fix.place.line, "startColumn": start, "endLine": fix.place.line,
            "endColumn": start + len(fix.old),
        }  # fmt: skip
        change = {
            "artifactLocation": {"uri": quote(fix.place.file)},
            "replacements": [{"deletedRegion": region, "insertedContent": {"text": fix.new}}],
        }
        result["fixes"] = [
            {"description": {"text": f"Write “{fix.new}” for “{fix.old}”."}, "artifactChanges": [change]}
        ]
    return result


def _suppressed(waived: Waived, names: list[str]) -> dict[str, Any]:
    words = f"{waived.waiver.reason} ({waived.waiver.by}, until {waived.waiver.until})"
    return _result(waived.finding, names) | {"suppressions": [{"kind": "external", "justification": words}]}
