"""What is told of a hand-off, whoever makes it: who, when, and what the checks have found."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from newsletter.build import Build
from newsletter.checks import is_online, rule_names
from newsletter.delivery.manifest import Circumstances
from newsletter.delivery.package import Package


def circumstances(build: Build, package: Package, by: str) -> Circumstances:
    """What the manifest tells of a hand-off that ``by`` makes now, of an issue on which all checks were made."""
    return Circumstances(
        by=by,
        at=datetime.now(ZoneInfo(build.draft.settings.timezone)),
        rules=tuple(rule for rule in rule_names() if not is_online(rule)),
        findings=(*build.findings, *package.findings),
        waived=build.waived,
    )
