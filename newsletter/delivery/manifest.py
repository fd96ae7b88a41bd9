"""``manifest.json``: what was handed over, byte for byte, by whom, and what was known about it."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from newsletter.checks.draft import Draft
from newsletter.checks.waivers import Waived, waived_section, waived_text
from newsletter.content.review import ORGANIZATION
from newsletter.delivery.pictures import PackedPicture
from newsletter.model.finding import Finding
from newsletter.model.reference import Entry

NAME = "manifest.json"
FORMAT = 1

_LIBRARIES = ("lmsealerts", "Jinja2", "markdown-it-py", "mjml-python", "premailer")


@dataclass(frozen=True)
class Circumstances:
    """Who exported when, and which checks were made with which result."""

    by: str
    at: datetime
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]


def write_manifest(
    folder: Path,
    draft: Draft,
    *,
    service: str,
    subject: str,
    preheader: str,
    hosted: bool,
    pictures: Sequence[PackedPicture],
    circumstances: Circumstances,
) -> None:
    """Write the manifest of everything that stands in ``folder``."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    data = {
        "format": FORMAT,
        "issue": draft.document.name,
        "title": draft.document.title,
        "service": service,
        "sample": draft.settings.sample,
        "subject": subject,
        "preheader": preheader,
        "from": draft.document.sender.model_dump(mode="json"),
        "exported": {"by": circumstances.by, "at": circumstances.at.isoformat(timespec="seconds")},
        "judged_as_of": draft.today.isoformat(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
        "files": [
            {"name": path.relative_to(folder).as_posix(), "size": path.stat().st_size, "sha256": _digest(path)}
            for path in files
        ],
        "pictures_on_the_web": hosted,
        "pictures": [_picture(picture, hosted) for picture in pictures],
        "checks": list(circumstances.rules),
        "findings": [_finding(finding) for finding in circumstances.findings],
        "waivers": [_waiver(waived) for waived in circumstances.waived],
        "reference": _review(draft),
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _picture(picture: PackedPicture, hosted: bool) -> dict[str, Any]:
    image = picture.image
    return {
        "source": image.name,
        "file": None if hosted else picture.address,
        "width": image.width,
        "height": image.height,
        "sha256": _digest(image.path),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "place": str(finding.place),
        "message": finding.message,
    }


def _waiver(waived: Waived) -> dict[str, Any]:
    waiver = waived.waiver
    return {
        "rule": waived.finding.rule,
        "section": waived_section(waived.finding),
        "text": waived_text(waived.finding),
        "reason": waiver.reason,
        "by": waiver.by,
        "until": waiver.until.isoformat(),
    }


def _review(draft: Draft) -> dict[str, Any]:
    """What readers are shown of the reference, and who has signed for it."""
    shown: list[tuple[str, Entry]] = [(ORGANIZATION, draft.reference.organization)]
    shown += [(file.id, file.entry) for file in draft.shown_entries]
    return {
        "reviewed": sum(entry.reviewed for _, entry in shown),
        "not_reviewed": sum(not entry.reviewed for _, entry in shown),
        "entries": [
            {
                "id": name,
                "as_of": entry.as_of.isoformat() if entry.as_of else None,
                "reviewed_on": entry.reviewed_on.isoformat() if entry.reviewed_on else None,
                "reviewed_by": entry.reviewed_by,
            }
            for name, entry in shown
        ],
    }
