"""``manifest.json``: what was handed over, byte for byte, by whom, and what was known about it."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from newsletter.checks.approvals import Approvals, approvals
from newsletter.checks.draft import Draft
from newsletter.checks.waivers import Waived, waived_section, waived_text
from newsletter.content.review import ORGANIZATION
from newsletter.delivery.pictures import Images, PackedPicture
from newsletter.model.finding import Finding
from newsletter.model.reference import Entry
from newsletter.services import service as service_named
from newsletter.services.service import PARTS

NAME = "manifest.json"
FORMAT = 1

_LIBRARIES = ("lmsealerts", "Jinja2", "markdown-it-py", "mjml-python", "premailer")

Tags = Mapping[str, Mapping[str, str]]
"""The merge tags of an account, by field and part."""


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
    images: Images,
    pictures: Sequence[PackedPicture],
    circumstances: Circumstances,
    tags: Tags | None = None,
) -> None:
    """Write the manifest of everything that stands in ``folder``; ``tags`` are those of today if None."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    data = {
        "format": FORMAT,
        "issue": draft.document.name,
        "title": draft.document.title,
        "service": service,
        "sample": draft.settings.sample,
        "status": draft.issue.header.status.value,
        "subject": subject,
        "preheader": preheader,
        "from": draft.document.sender.model_dump(mode="json"),
        "postal_address": ", ".join(draft.document.organization.postal_address),
        "tags": tags or _tags(draft, service),
        "exported": {"by": circumstances.by, "at": circumstances.at.isoformat(timespec="seconds")},
        "judged_as_of": draft.today.isoformat(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
        "files": [
            {"name": path.relative_to(folder).as_posix(), "size": path.stat().st_size, "sha256": _digest(path)}
            for path in files
        ],
        "images": images.value,
        "pictures": [_picture(picture, images) for picture in pictures],
        "checks": list(circumstances.rules),
        "findings": [_finding(finding) for finding in circumstances.findings],
        "waivers": [_waiver(waived) for waived in circumstances.waived],
        "approvals": [_approval(asked) for asked in approvals(draft)],
        "reference": _review(draft),
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _picture(picture: PackedPicture, images: Images) -> dict[str, Any]:
    image = picture.image
    return {
        "source": image.name,
        "file": picture.address if images is Images.PACKAGED else None,
        "width": image.width,
        "height": image.height,
        "sha256": picture.sha256,
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


def _tags(draft: Draft, name: str) -> dict[str, dict[str, str]]:
    """The tags as the account writes them, by field and part: what a copy is compared with needs no settings."""
    service, settings = service_named(name), draft.settings.services.get(name, {})
    tags = {field: {part: service.tag(field, part, settings) for part in PARTS} for field in service.tags}
    return {field: {part: tag for part, tag in forms.items() if tag} for field, forms in tags.items()}


def _approval(asked: Approvals) -> dict[str, Any]:
    """A contributor's yes to a section, by its hash; never who that is."""
    given = asked.holds
    return {"section": asked.section.id, "hash": asked.hash, "approved_on": given.on.isoformat() if given else None}


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
