"""Freezing an issue that was sent: ``issues/<name>/sent/`` keeps it as it went out, whatever changes later.

The folder appears with one rename, its manifest in it.  Before that ``issue.yaml`` says ``status: sent``; where a crash
comes between the two, the next build says that nothing was frozen yet, and freezing again puts it right.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path, PurePosixPath

from newsletter.build import Build
from newsletter.checks.draft import Draft
from newsletter.content.editing import set_value
from newsletter.content.editing_items import insert_item
from newsletter.content.frozen_issues import EMAIL, HTML, MARKED, REFERENCE, SERVICES, TEXT, Frozen, read_frozen
from newsletter.content.frozen_manifest import (
    FOLDER,
    NAME,
    FrozenEntry,
    FrozenHeader,
    FrozenManifest,
    FrozenPicture,
    FrozenSection,
    read_manifest,
    sha256_of,
    write_manifest,
)
from newsletter.content.issues import HEADER
from newsletter.content.review import ORGANIZATION
from newsletter.content.source_file import digest_of, write_source
from newsletter.content.targets import find_target, references_in
from newsletter.delivery.exported import exported_services, read_export
from newsletter.delivery.folder_swap import issue_locked, recover_one, rename, replaced
from newsletter.delivery.output_folder import write_files
from newsletter.delivery.package import packaged, refuse_practice
from newsletter.delivery.pictures import without_addresses
from newsletter.model.document import Block
from newsletter.model.errors import DeliveryError
from newsletter.model.fields import Picture, RefersToPerson
from newsletter.model.issue import Section, Status
from newsletter.model.months import long_date
from newsletter.rendering.render import Renderer
from newsletter.services import service as service_named


@dataclass(frozen=True)
class Sent:
    """An issue that may be frozen: its build, the exports that go with it, and those that say something else."""

    build: Build
    services: tuple[str, ...]
    changed: tuple[str, ...]


def sent_issue(build: Build, output: Path, *, without_export: bool = False) -> Sent:
    """Look whether an issue can be frozen, and with which of the exports in ``output``.

    Raises DeliveryError for samples and practice issues, for one that is frozen already, where an export was changed
    by hand, and where there is none, except ``without_export``.
    """
    draft = build.draft
    issue = draft.document.name
    if build.frozen is not None:
        raise DeliveryError("freeze/already", f"{issue} was {build.frozen.manifest.said} already. Nothing was changed.")
    refuse_practice(draft.document)
    if draft.settings.sample:
        raise DeliveryError(
            "freeze/sample",
            "Everything in this publication is a sample, and a sample is never sent. For a real one, write "
            "“sample: no” into newsletter.yaml.",
        )
    services = exported_services(output, issue)
    if not services and not without_export:
        raise DeliveryError(
            "freeze/no-export",
            f"{issue} has not been exported here, so nobody can tell what was sent. Export it first, or, if you sent "
            f"the built files: newsletter freeze {issue} --without-export",
        )
    return Sent(build, services, tuple(name for name in services if not is_as_exported(draft, output, name)))


def freeze(
    sent: Sent, renderer: Renderer, output: Path, *, by: str, at: datetime, although_changed: bool = False
) -> Frozen:
    """Write ``issues/<name>/sent/`` and ``status: sent``.

    Raises DeliveryError where an export differs from the issue as it is now, except ``although_changed``, and where
    the disk refuses; nothing has changed then.
    """
    draft = sent.build.draft
    issue, folder = draft.document.name, draft.issue.folder
    if sent.changed and not although_changed:
        titles = " and ".join(service_named(name).title for name in sent.changed)
        raise DeliveryError(
            "freeze/changed-since-export",
            f"{issue} is not what was exported for {titles}: the issue, the reference or the templates have changed "
            f"since. If the export was sent, take the change back, or keep both with --although-changed. If the "
            f"changed issue was sent, export it again.",
        )
    header = folder / HEADER
    try:
        with issue_locked(output, issue):
            recover_one(folder / FOLDER)
            before = header.read_bytes()
            try:
                with replaced(folder / FOLDER) as fresh:
                    _write(fresh, sent, output)
                    _mark_as_sent(header, draft, by, at)
                    write_manifest(fresh, _manifest(sent, renderer, by, at))
            except BaseException:
                write_source(header, before, digest_of(header.read_bytes()))
                raise
    except OSError as error:
        raise DeliveryError(
            "freeze/not-written",
            f"{issue} could not be frozen in {folder} ({error.strerror}). Look whether the disk is full or the folder "
            "is write-protected, and try again; nothing was changed.",
        ) from error
    frozen = read_frozen(folder)
    assert frozen is not None
    return frozen


def take_back(folder: Path, output: Path, *, by: str, at: datetime, because: str) -> Path:
    """Undo a freezing: move ``sent/`` aside, with a note who did so and why, and give back the status before.

    ``folder`` is the issue's.  The result is the folder in which everything is kept.  Raises DeliveryError where the
    issue is not frozen or the disk refuses.
    """
    if not (folder / FOLDER).is_dir():
        raise DeliveryError("freeze/not-frozen", f"{folder.name} is not frozen. Nothing was changed.")
    try:
        manifest = read_manifest(folder / FOLDER)
        status, said = (
            manifest.status_before,
            f"frozen on {long_date(manifest.frozen_at.date())} by {manifest.frozen_by}",
        )
    except (OSError, ValueError):
        status, said = Status.APPROVED, "frozen"
    note = f"This was {said}.\n{by} took it back on {long_date(at.date())}: {because}\n"
    try:
        with issue_locked(output, folder.name):
            (folder / FOLDER / "taken-back.txt").write_text(note, encoding="utf-8", newline="\n")
            aside = _free(folder / f"taken-back-{at.date().isoformat()}")
            rename(folder / FOLDER, aside)
            header, file = folder / HEADER, f"{folder.parent.name}/{folder.name}/{HEADER}"
            set_value(header, ("status",), status.value, file=file)
            step = {"status": status.value, "on": at.date().isoformat(), "by": by}
            insert_item(header, ("history",), step, file=file)
    except OSError as error:
        raise DeliveryError(
            "freeze/not-taken-back",
            f"{folder.name} could not be given back ({error.strerror}). Close what has {folder / FOLDER} open, and try "
            "again.",
        ) from error
    return aside


def _free(folder: Path) -> Path:
    """The folder, or the first one with a number behind its name that does not exist yet."""
    numbers = (folder if number == 1 else folder.with_name(f"{folder.name}-{number}") for number in count(1))
    return next(path for path in numbers if not path.exists())


def is_as_exported(draft: Draft, output: Path, name: str) -> bool:
    """Whether the export for the service ``name`` is what would be exported now.

    Raises DeliveryError where there is none, or somebody changed its files.
    """
    export = read_export(output, draft.document.name, name)
    now = packaged(draft, name)
    return now.text == export.text and without_addresses(now.html) == without_addresses(export.html)


def _write(folder: Path, sent: Sent, output: Path) -> None:
    draft = sent.build.draft
    (folder / EMAIL).mkdir()
    write_files(folder / EMAIL, draft.email)
    (folder / MARKED).mkdir()
    for name, content in ((HTML, draft.email.marked_html), (TEXT, draft.email.marked_text)):
        (folder / MARKED / name).write_bytes(content.encode())
    for service in sent.services:
        own = folder / SERVICES / service
        own.mkdir(parents=True)
        for name in (NAME, HTML, TEXT):
            shutil.copyfile(output / draft.document.name / service / name, own / name)
    reference = draft.reference.folder
    for entry in (f"{ORGANIZATION}.yaml", *(f"{file.id}.md" for file in draft.shown_entries)):
        if reference is not None and (reference / entry).is_file():
            copy = folder / REFERENCE / entry
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(reference / entry, copy)


def _mark_as_sent(header: Path, draft: Draft, by: str, at: datetime) -> None:
    file = draft.document.place.file
    if draft.issue.header.status is not Status.SENT:
        set_value(header, ("status",), Status.SENT.value, file=file)
        step = {"status": Status.SENT.value, "on": at.date().isoformat(), "by": by}
        insert_item(header, ("history",), step, file=file)


def _manifest(sent: Sent, renderer: Renderer, by: str, at: datetime) -> FrozenManifest:
    draft = sent.build.draft
    email = draft.email
    folder = draft.issue.folder
    return FrozenManifest(
        issue=draft.document.name,
        frozen_by=by,
        frozen_at=at,
        status_before=draft.issue.header.status,
        header=FrozenHeader.of(draft.document),
        sections=tuple(_section(block, draft, renderer) for block in draft.document.sections),
        pictures=tuple(FrozenPicture(name=i.name, width=i.width, height=i.height) for i in email.images),
        reference=tuple(_entries(draft)),
        sources=source_digests(folder),
    )


def source_digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file that editors wrote, by its path in the issue's folder."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        name: sha256_of(path)
        for name, path in files.items()
        if not name.startswith(f"{FOLDER}/") and not any(part.startswith(".") for part in name.split("/"))
    }


def _section(block: Block, draft: Draft, renderer: Renderer) -> FrozenSection:
    section = draft.sections_by_id.get(block.id)
    people, pictures = _named(section) if section is not None else ((), ())
    return FrozenSection(
        id=block.id,
        file=block.place.file,
        template=block.template,
        anchor=block.anchor,
        title=block.title,
        language=block.language,
        direction=block.direction,
        people=people,
        pictures=pictures,
        lines=_lines_of(renderer.text_of(block, draft.document), draft.email.text),
    )


def _named(section: Section) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The contributors that a section names, and its pictures."""
    marks = references_in(type(section.fields))
    people = (getattr(section.fields, name) for name, mark in marks.items() if isinstance(mark, RefersToPerson))
    pictures = [value.file for _, value in section.fields if isinstance(value, Picture)]
    names = (PurePosixPath(name).as_posix() for name in (*pictures, *section.body.pictures))
    return tuple(person for person in people if person), tuple(dict.fromkeys(names))


def _lines_of(words: str, text: str) -> tuple[int, int] | None:
    """Between which lines of a text some words stand; None where they are not in it, or more than once."""
    if not words or text.count(words) != 1:
        return None
    first = text[: text.index(words)].count("\n")
    return first, first + words.count("\n") + 1


def _entries(draft: Draft) -> Iterator[FrozenEntry]:
    """What the email shows of the reference, and what it only names."""
    shown = [ORGANIZATION, *(file.id for file in draft.shown_entries)]
    named = [target for section in draft.issue.sections for target in section.body.targets]
    for name in dict.fromkeys([*shown, *named]):
        target = find_target(draft.reference, name)
        if target is not None:
            yield FrozenEntry(id=name, name=target.full_name, address=target.url, shown=name in shown)
