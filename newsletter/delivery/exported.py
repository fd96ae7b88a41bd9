"""An export read back from its folder, to compare something with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsletter.delivery.manifest import FORMAT, NAME
from newsletter.delivery.package import HTML, MESSAGE, TEXT
from newsletter.model.errors import DeliveryError
from newsletter.services import service as service_named
from newsletter.services import service_names
from newsletter.services.service import Service


@dataclass(frozen=True)
class Exported:
    """What one service was handed.

    ``tags`` are those that its account used, by field and part; ``address`` is the organization's postal address on one
    line; ``message`` is the SHA-256 of the .eml file.
    """

    issue: str
    service: Service
    subject: str
    preheader: str
    html: str
    text: str
    tags: Mapping[str, Mapping[str, str]]
    address: str
    message: str


def exported_services(output: Path, issue: str) -> tuple[str, ...]:
    """The services for which an issue stands in ``output``, in alphabetical order."""
    return tuple(name for name in service_names() if (output / issue / name / NAME).is_file())


def read_export(output: Path, issue: str, name: str) -> Exported:
    """The export of an issue for the service ``name``.

    Raises DeliveryError where there is none, or where its files are not those that the manifest tells of.
    """
    folder = output / issue / name
    if not (folder / NAME).is_file():
        raise DeliveryError(
            "delivery/no-export",
            f"{issue} has not been exported for {service_named(name).title} here, so there is nothing to compare "
            f"with. To export it: newsletter export {issue} --to {name}",
        )
    try:
        manifest: dict[str, Any] = json.loads((folder / NAME).read_bytes())
        digests = {file["name"]: file["sha256"] for file in manifest["files"]}
        html, text = (_as_exported(folder / file, digests[file]) for file in (HTML, TEXT))
        if manifest["format"] != FORMAT:
            raise ValueError(manifest["format"])
        return Exported(
            issue=issue,
            service=service_named(name),
            subject=str(manifest["subject"]),
            preheader=str(manifest["preheader"]),
            html=html,
            text=text,
            tags={str(field): dict(forms) for field, forms in manifest["tags"].items()},
            address=str(manifest["postal_address"]),
            message=str(digests[MESSAGE]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DeliveryError(
            "delivery/export-changed",
            f"The files in {folder} are not those that were exported; somebody changed them. "
            f"To export again: newsletter export {issue} --to {name}",
        ) from error


def _as_exported(path: Path, digest: str) -> str:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise ValueError(path.name)
    return content.decode()
