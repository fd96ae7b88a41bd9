"""An issue for one mailing service, as files: ``dist/<issue>/<service>/``."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from newsletter.checks.draft import Draft
from newsletter.delivery.folder_swap import issue_locked, replaced
from newsletter.delivery.manifest import Circumstances, Tags, write_manifest
from newsletter.delivery.merge_fields import translate
from newsletter.delivery.message import content_ids, write_message
from newsletter.delivery.pictures import FOLDER, Images, PackedPicture, packed_pictures, with_addresses
from newsletter.delivery.published import unpublished
from newsletter.delivery.requirements import unmet
from newsletter.delivery.steps import steps_page
from newsletter.model.document import Document
from newsletter.model.errors import DeliveryError
from newsletter.model.finding import Finding, Severity
from newsletter.model.settings import Settings
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

    ``html`` names pictures below ``images/``, on the web, or inside the message, as ``images`` says; ``findings`` are
    what the service would object to.  ``tags`` are those of an earlier hand-off that is repeated.
    """

    name: str
    service: Service
    draft: Draft
    subject: str
    preheader: str
    html: str
    text: str
    pictures: tuple[PackedPicture, ...]
    images: Images
    findings: tuple[Finding, ...]
    tags: Tags | None = None

    @property
    def hosted(self) -> bool:
        """Whether the pictures are on the web."""
        return self.images is Images.HOSTED

    @property
    def zip_name(self) -> str:
        """The name of the zip file, which tells the issue where it is uploaded."""
        return f"{self.draft.document.name}.zip"


def packaged(draft: Draft, name: str, images: Images = Images.PACKAGED) -> Package:
    """The package of a checked draft for the service ``name``.

    Hosted ``images`` take ``images.base_url`` in the settings.  Raises KeyError where there is no such service,
    DeliveryError where the issue is for practice or the record of its published pictures cannot be read.
    """
    refuse_practice(draft.document)
    service = service_named(name)
    email = translate(draft, service, draft.settings.services.get(name, {}))
    pictures = packed_pictures(draft.email.images)
    addresses = _addresses(draft, pictures, images)
    email = replace(email, html=with_addresses(email.html, addresses))
    return Package(
        name=name,
        service=service,
        draft=draft,
        subject=(_SAMPLE if draft.settings.sample else "") + email.subject,
        preheader=email.preheader,
        html=email.html,
        text=email.text,
        pictures=pictures,
        images=images,
        findings=(*email.findings, *unmet(draft, service, email), *_not_seen(draft, service, pictures, images)),
    )


def default_images(settings: Settings) -> Images:
    """Where the pictures are unless somebody says otherwise: on the web if the settings tell where."""
    return Images.PACKAGED if settings.images.base_url is None else Images.HOSTED


def _addresses(draft: Draft, pictures: Sequence[PackedPicture], images: Images) -> dict[str, str]:
    """The address of each picture in the HTML, by the name that it has in a build."""
    if images is Images.HOSTED:
        base = (draft.settings.images.base_url or "").rstrip("/")
        return {picture.image.name: f"{base}/{picture.published_name}" for picture in pictures}
    cids = content_ids(pictures, draft.document.sender) if images is Images.CID else {}
    return {picture.image.name: cids.get(picture.address, picture.address) for picture in pictures}


def refuse_practice(document: Document) -> None:
    """Raises DeliveryError where an issue is for practice: what leads to readers has to refuse it."""
    if document.practice:
        raise DeliveryError(
            "delivery/practice",
            f"{document.name} is a practice issue, which no mailing service gets. For a real one start a new issue, or "
            "take the line “practice” out of its issue.yaml.",
        )


def _not_seen(draft: Draft, service: Service, pictures: Sequence[PackedPicture], images: Images) -> Iterator[Finding]:
    """Pictures that readers would not see."""
    issue, place = draft.document.name, draft.document.place
    if images is Images.CID and not service.takes_message:
        yield Finding(
            "service/no-message",
            Severity.ERROR,
            place,
            f"{service.title} takes no whole message, and with --images cid the pictures are in email.eml alone.",
            "Leave out --images cid.",
        )
    if pictures and images is Images.PACKAGED and service.pictures is Pictures.HOSTED:
        yield Finding(
            "service/pictures",
            Severity.WARNING,
            place,
            f"{service.title} shows only pictures that are on the web, and these are not.",
            f"Write into newsletter.yaml where they go (images, base_url and upload_to), and run: newsletter "
            f"publish-images {issue}",
        )
    missing = unpublished(draft, pictures) if images is Images.HOSTED else ()
    if missing:
        names = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
        yield Finding(
            "service/not-published",
            Severity.ERROR,
            place,
            f"{'A picture is' if len(missing) == 1 else f'{len(missing)} pictures are'} not on the web yet: {names}.",
            f"Put them there: newsletter publish-images {issue}",
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
    beside = package.pictures if package.images is Images.PACKAGED else ()
    _write_text(folder / HTML, package.html)
    _write_text(folder / TEXT, package.text)
    if beside:
        (folder / FOLDER).mkdir()
    for picture in beside:
        shutil.copyfile(picture.image.path, folder / picture.address)
    if package.images is not Images.CID:
        _write_zip(folder / package.zip_name, package.html, beside)
    write_message(
        folder / MESSAGE,
        subject=package.subject,
        sender=draft.document.sender,
        date=datetime.combine(draft.document.date, _MORNING, ZoneInfo(draft.settings.timezone)),
        text=package.text,
        html=package.html,
        pictures=() if package.hosted else package.pictures,
    )
    _write_text(folder / STEPS, _steps(package))
    write_manifest(
        folder,
        draft,
        service=package.name,
        subject=package.subject,
        preheader=package.preheader,
        images=package.images,
        pictures=package.pictures,
        circumstances=circumstances,
        tags=package.tags,
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


def step_values(package: Package) -> dict[str, str]:
    """What the steps of a service may name of an issue, by the names of a :class:`newsletter.services.service.Step`."""
    document = package.draft.document
    return {
        "subject": package.subject,
        "preheader": package.preheader,
        "from_name": document.sender.name,
        "from_address": document.sender.address,
        "reply_to": document.sender.reply_to or document.sender.address,
        "html_file": HTML,
        "text_file": TEXT,
        "zip_file": package.zip_name,
    }


def _steps(package: Package) -> str:
    document = package.draft.document
    values = step_values(package)
    title = f"{document.publication}, {document.title}"
    settings = package.draft.settings
    return steps_page(
        package.service, title, values, sample=settings.sample, images=package.images, tracked=settings.links.tracking
    )
