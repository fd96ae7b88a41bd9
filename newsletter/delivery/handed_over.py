"""A sent issue exported once more: what a mailing service was handed, and not what it would be handed today."""

from __future__ import annotations

import json
from dataclasses import replace

from newsletter.content.frozen_issues import HTML, SERVICES, TEXT, Frozen
from newsletter.delivery.manifest import NAME
from newsletter.delivery.package import Package
from newsletter.delivery.pictures import Images


def as_handed_over(package: Package, frozen: Frozen | None) -> Package:
    """The package of a sent issue with the bytes that its service was handed.

    Unchanged where the issue was not sent, or was not handed to this service: then its frozen email is translated.
    """
    if frozen is None or package.name not in frozen.services:
        return package
    folder = frozen.folder / SERVICES / package.name
    manifest = json.loads((folder / NAME).read_bytes())
    html, text = ((folder / name).read_bytes().decode() for name in (HTML, TEXT))
    return replace(
        package,
        subject=manifest["subject"],
        preheader=manifest["preheader"],
        html=html,
        text=text,
        images=Images(manifest["images"]),
        findings=(),
        tags=manifest["tags"],
    )
