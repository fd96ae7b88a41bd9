"""Issues that went out: what was frozen in ``issues/<name>/sent/``, proved and read back.

::

    manifest.json      who froze it when, what an email is besides its files, the SHA-256 of every file
    email/             as ``newsletter build`` writes it: HTML, text, MJML, images/, calendar/
    marked/            HTML and text with the marks that say where a block came from
    services/<name>/   what a mailing service was handed: manifest.json, email.html, email.txt
    reference/         the entries of the reference that the email shows, as they stood

The folder alone decides: an issue is frozen as soon as its manifest is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from newsletter.content.frozen_manifest import FOLDER, NAME, FrozenManifest, read_manifest, sha256_of
from newsletter.content.issues import HEADER
from newsletter.content.typed_files import read_yaml_file
from newsletter.model.document import Block, Document, ImageFile, OrganizationView
from newsletter.model.email import CalendarFile, Email
from newsletter.model.errors import ContentError
from newsletter.model.finding import Finding, Severity
from newsletter.model.issue import Issue, IssueHeader, Status
from newsletter.model.months import long_date
from newsletter.model.place import Place, Places
from newsletter.model.rich_text import RichText

EMAIL, MARKED, SERVICES, REFERENCE = "email", "marked", "services", "reference"
HTML, TEXT, MJML, CALENDAR = "email.html", "email.txt", "email.mjml", "calendar"
"""Files of ``email/``; the first two also stand in ``marked/`` and below ``services/``."""


@dataclass(frozen=True)
class Frozen:
    """An issue as it went out.  ``folder`` is ``issues/<name>/sent``.

    ``document`` holds the header and the sections without their content, and ``issue`` the header alone: the sources
    may have changed since, or no longer be readable.
    """

    folder: Path
    manifest: FrozenManifest
    issue: Issue
    document: Document
    email: Email = field(repr=False)

    @property
    def services(self) -> tuple[str, ...]:
        """The mailing services that it was handed to, in alphabetical order."""
        names = (file.name.split("/") for file in self.manifest.files)
        return tuple(dict.fromkeys(parts[1] for parts in names if parts[0] == SERVICES and parts[-1] == NAME))


def read_frozen(issue_folder: Path) -> Frozen | None:
    """What was frozen of an issue; None where it has not gone out.

    Every file is compared with its SHA-256.  Raises ContentError where one is missing or is not the one that was
    frozen; each is named.
    """
    folder = issue_folder / FOLDER
    if not folder.is_dir():
        return None
    base = f"{issue_folder.parent.name}/{issue_folder.name}/{FOLDER}"
    manifest = frozen_manifest(issue_folder)
    if findings := _changed(folder, base, manifest):
        raise ContentError(findings)
    document = _document(folder, manifest)
    header = IssueHeader(
        title=document.title,
        number=document.number,
        date=document.date,
        subject=document.subject,
        preheader=document.preheader,
        status=Status.SENT,
        sections=tuple(section.id for section in manifest.sections),
    )
    issue = Issue(document.name, issue_folder, header, (), Places(document.place.file, {}))
    return Frozen(folder, manifest, issue, document, _email(folder, manifest, document))


_REMEDY = "Take the file back from a backup, or with git; what was sent is never made anew."


def frozen_manifest(issue_folder: Path) -> FrozenManifest:
    """The manifest of a frozen issue.  Raises ContentError where it is missing or not as it was sealed."""
    folder = issue_folder / FOLDER
    place = Place(f"{issue_folder.parent.name}/{issue_folder.name}/{FOLDER}/{NAME}")
    try:
        return read_manifest(folder)
    except FileNotFoundError:
        finding = Finding(
            "frozen/no-manifest", Severity.ERROR, place, f"This issue was sent, but {NAME} is missing.", _REMEDY
        )
    except (OSError, ValueError):
        finding = Finding(
            "frozen/manifest-changed", Severity.ERROR, place, "This file is not as it was when the issue was frozen.",
            _REMEDY,
        )  # fmt: skip
    raise ContentError([finding])


def _changed(folder: Path, base: str, manifest: FrozenManifest) -> list[Finding]:
    findings = []
    on = long_date(manifest.frozen_at.date())
    for file in manifest.files:
        path, place = folder / file.name, Place(f"{base}/{file.name}")
        try:
            same = path.stat().st_size == file.size and sha256_of(path) == file.sha256
        except OSError:
            findings.append(
                Finding("frozen/missing", Severity.ERROR, place, f"This file was frozen on {on} and is gone.", _REMEDY)
            )
            continue
        if not same:
            findings.append(
                Finding(
                    "frozen/changed", Severity.ERROR, place, f"This file has been changed since it was frozen on {on}.",
                    _REMEDY,
                )
            )  # fmt: skip
    return findings


def _document(folder: Path, manifest: FrozenManifest) -> Document:
    header = manifest.header
    blocks = tuple(
        Block(
            id=section.id,
            anchor=section.anchor,
            template=section.template,
            title=section.title,
            language=section.language,
            direction=section.direction,
            body=RichText(),
            view={},
            digest="",
            place=Place(section.file, 1, 1),
        )
        for section in manifest.sections
    )
    sizes = {file.name: file.size for file in manifest.files}
    images = tuple(
        ImageFile(folder / EMAIL / name, name, picture.width, picture.height, sizes[f"{EMAIL}/{name}"])
        for picture in manifest.pictures
        for name in [picture.name]
    )
    return Document(
        name=manifest.issue,
        publication=header.publication,
        title=header.title,
        number=header.number,
        date=header.date,
        language=header.language,
        direction=header.direction,
        subject=header.subject,
        preheader=header.preheader,
        sample=False,
        practice=False,
        sender=header.sender,
        organization=OrganizationView(header.organization, header.helpline, header.postal_address, {}),
        top=(),
        sections=blocks,
        bottom=(),
        images=images,
        context="",
        place=Place(f"{folder.parent.parent.name}/{manifest.issue}/{HEADER}"),
    )


def _email(folder: Path, manifest: FrozenManifest, document: Document) -> Email:
    def text(part: str, name: str) -> str:
        return (folder / part / name).read_bytes().decode()

    calendars = sorted((folder / EMAIL / CALENDAR).glob("*.ics"))
    return Email(
        name=document.name,
        subject=document.subject,
        preheader=document.preheader,
        html=text(EMAIL, HTML),
        text=text(EMAIL, TEXT),
        mjml=text(EMAIL, MJML),
        marked_html=text(MARKED, HTML),
        marked_text=text(MARKED, TEXT),
        images=document.images,
        calendars=tuple(CalendarFile(path.name, path.read_bytes().decode()) for path in calendars),
    )


def status_findings(frozen: Frozen) -> tuple[Finding, ...]:
    """A warning where ``issue.yaml`` says that a frozen issue has yet to go out."""
    folder, file = frozen.folder.parent, frozen.document.place.file
    header = read_yaml_file(folder / HEADER, file, IssueHeader)
    if header.value is None or header.value.status is Status.SENT:
        return ()
    return (
        Finding(
            "frozen/status",
            Severity.WARNING,
            header.places.of("status"),
            f"“status: {header.value.status.value}” stands here, but the issue was {frozen.manifest.said}.",
            "Write “status: sent”. If it was not sent after all: "
            f"newsletter freeze {folder.name} --undo --because REASON",
            field="status",
        ),
    )


def sent_findings(issue: Issue) -> tuple[Finding, ...]:
    """A reminder where ``issue.yaml`` says that an issue was sent and nothing was frozen."""
    if issue.header.status is not Status.SENT:
        return ()
    return (
        Finding(
            "frozen/not-yet",
            Severity.NOTE,
            issue.places.of("status"),
            "This issue was sent, and nothing keeps it as it went out: a change of the reference changes it.",
            f"Freeze it: newsletter freeze {issue.name}",
            field="status",
        ),
    )
