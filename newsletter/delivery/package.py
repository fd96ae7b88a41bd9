"""An issue for one mailing service, as files: ``dist/<issue>/<service>/``."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from newsletter.checks.draft import Draft
from newsletter.delivery.folder_swap import issue_locked, replaced
from newsletter.delivery.manifest import Circumstances, write_manifest
from newsletter.delivery.merge_fields import translate
from newsletter.delivery.message import write_message
from newsletter.delivery.pictures import FOLDER, PackedPicture, packed_pictures, with_addresses
from newsletter.delivery.requirements import unmet
from newsletter.delivery.steps import steps_page
from newsletter.model.errors import DeliveryError
from newsletter.model.finding import Finding, Severity
from newsletter.services import service as service_named
from newsletter.services.service import Pictures, Service

HTML, TEXT, MESSAGE, STEPS = "email.html", "email.txt", "email.eml", "STEPS.md"

_SAMPLE = "[Sample] "
_MORNING = time(9)
"""When an .eml file says it was written: the issue's day at nine, whenever it is exported."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Package:
    """An issue, translated for one service and not yet written.

    ``html`` names pictures below ``images/``, or on the web where ``hosted``; ``findings`` are what the service would
    object to.
    """

    name: str
    service: Service
    draft: Draft
    subject: str
    preheader: str
    html: str
    text: str
    pictures: tuple[PackedPicture, ...]
    hosted: bool
    findings: tuple[Finding, ...]

    @property
    def zip_name(self) -> str:
        """The name of the zip file, which tells the issue where it is uploaded."""
        return f"{self.draft.document.name}.zip"


def packaged(draft: Draft, name: str, *, hosted: bool = False) -> Package:
    """The package of a checked draft for the service ``name``.

    ``hosted``: pictures stay at their address on the web, which takes ``images.base_url``.  Raises KeyError where
    there is no such service.
    """
    service = service_named(name)
    email = translate(draft, service, draft.settings.services.get(name, {}))
    pictures = packed_pictures(draft.email.images)
    base = draft.document.image_base
    local = {base + picture.image.name: picture.address for picture in pictures}
    return Package(
        name=name,
        service=service,
        draft=draft,
        subject=(_SAMPLE if draft.settings.sample else "") + email.subject,
        preheader=email.preheader,
        html=email.html if hosted else with_addresses(email.html, local),
        text=email.text,
        pictures=pictures,
        hosted=hosted,
        findings=(*email.findings, *unmet(draft, service, email), *_pictures_missing(draft, service, hosted)),
    )


def _pictures_missing(draft: Draft, service: Service, hosted: bool) -> Iterator[Finding]:
    if draft.email.images and not hosted and service.pictures is Pictures.HOSTED:
        yield Finding(
            "service/pictures",
            Severity.WARNING,
            draft.document.place,
            f"{service.title} shows only pictures that are on the web, and these are not.",
            "Put them there, write the address into newsletter.yaml (images, base_url), and export again.",
        )


def write_package(package: Package, output: Path, circumstances: Circumstances) -> Path:
    """Write the folder ``output/<issue>/<service>/`` and return it; an earlier one is replaced as a whole.

    Raises DeliveryError where the disk refuses; the earlier export is then still whole.
    """
    target = output / package.draft.document.name / package.name
    try:
        with issue_locked(output, package.draft.document.name) as issue:
            issue.mkdir(exist_ok=True)
            with replaced(target) as fresh:
                _write(fresh, package, circumstances)
    except OSError as error:
        raise DeliveryError(
            "delivery/not-written",
            f"The export could not be written to {target} ({error.strerror}). "
            "Close what has it open, or look whether the disk is full; the earlier export is unharmed.",
        ) from error
    return target


def _write(folder: Path, package: Package, circumstances: Circumstances) -> None:
    draft = package.draft
    travelling = () if package.hosted else package.pictures
    _write_text(folder / HTML, package.html)
    _write_text(folder / TEXT, package.text)
    if travelling:
        (folder / FOLDER).mkdir()
    for picture in travelling:
        shutil.copyfile(picture.image.path, folder / picture.address)
    _write_zip(folder / package.zip_name, package.html, travelling)
    write_message(
        folder / MESSAGE,
        subject=package.subject,
        sender=draft.document.sender,
        date=datetime.combine(draft.document.date, _MORNING, ZoneInfo(draft.settings.timezone)),
        text=package.text,
        html=package.html,
        pictures=travelling,
    )
    _write_text(folder / STEPS, _steps(package))
    write_manifest(
        folder,
        draft,
        service=package.name,
        subject=package.subject,
        preheader=package.preheader,
        hosted=package.hosted,
        pictures=package.pictures,
        circumstances=circumstances,
    )


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_zip(path: Path, html: str, pictures: tuple[PackedPicture, ...]) -> None:
    """One HTML file with its pictures beside it: the layout that every service takes which takes a zip at all.

    Nothing is compressed: photos are already, and the bytes do not depend on the version of a library.
    """
    flat = with_addresses(html, {picture.address: picture.name for picture in pictures})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_entry(HTML), flat.encode())
        for picture in pictures:
            with picture.image.path.open("rb") as source, archive.open(_entry(picture.name), "w") as target:
                shutil.copyfileobj(source, target)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = 3  # the same on Windows
    entry.external_attr = 0o644 << 16
    return entry


def _steps(package: Package) -> str:
    document = package.draft.document
    values = {
        "subject": package.subject,
        "preheader": package.preheader,
        "from_name": document.sender.name,
        "from_address": document.sender.address,
        "reply_to": document.sender.reply_to or document.sender.address,
        "html_file": HTML,
        "text_file": TEXT,
        "zip_file": package.zip_name,
    }
    title = f"{document.publication}, {document.title}"
    return steps_page(package.service, title, values, sample=package.draft.settings.sample, hosted=package.hosted)
