"""``issues/<name>/sent/manifest.json``: what stands in the folder, and what an email is besides its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from newsletter.model.document import Document
from newsletter.model.errors import EditError
from newsletter.model.issue import Status
from newsletter.model.months import long_date
from newsletter.model.reference import Helpline
from newsletter.model.settings import Sender

FOLDER = "sent"
NAME = "manifest.json"

_withdrawing: ContextVar[bool] = ContextVar("withdrawing", default=False)

ATTRIBUTES = ".gitattributes"
"""Tells git to keep every byte, whatever it does with line ends elsewhere."""


def is_frozen(issue_folder: Path) -> bool:
    """Whether an issue went out and was frozen."""
    return (issue_folder / FOLDER / NAME).is_file()


@contextmanager
def withdrawing() -> Iterator[None]:
    """Lets files of a frozen issue be written: nothing but a person's withdrawal does."""
    token = _withdrawing.set(True)
    try:
        yield
    finally:
        _withdrawing.reset(token)


def refuse_frozen(path: Path) -> None:
    """Raises EditError where a file belongs to a frozen issue, which stays as it went out."""
    for folder in path.parents[:2] if not _withdrawing.get() else ():
        if is_frozen(folder):
            raise EditError(
                "editing/frozen",
                f"{path.name}: {folder.name} was sent, and stays as it went out. Put a correction into the next "
                f"issue. If it was not sent after all: newsletter freeze {folder.name} --undo --because REASON",
            )


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FrozenFile(_Record):
    """A file below ``sent/``: its path with forward slashes, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


class FrozenPicture(_Record):
    """A picture of the email: its name beside ``email.html``, and its pixels."""

    name: str
    width: int
    height: int


class FrozenSection(_Record):
    """A section as it went out.

    ``file`` is its source, relative to the publication; ``people`` are the contributors it names, by id, and
    ``pictures`` what it shows, by their names in the issue's folder; ``lines`` are where it begins and ends in
    ``email.txt``, from 0 and the end excluded, where that could be told.
    """

    id: str
    file: str
    template: str
    anchor: str
    title: str | None
    language: str | None
    direction: str | None
    people: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    lines: tuple[int, int] | None = None


class FrozenEntry(_Record):
    """An entry of the reference: how a link named it, where that led, and whether its content stood in the email."""

    id: str
    name: str
    address: str | None
    shown: bool


class FrozenHeader(_Record):
    """What an email says of itself, and what stands in for its merge fields."""

    publication: str
    title: str
    number: int
    date: date
    language: str
    direction: str
    subject: str
    preheader: str
    sender: Sender
    organization: str
    helpline: Helpline
    postal_address: tuple[str, ...]

    @classmethod
    def of(cls, document: Document) -> FrozenHeader:
        """That of a document."""
        same = set(cls.model_fields) - {"organization", "helpline", "postal_address"}
        return cls(
            organization=document.organization.name,
            helpline=document.organization.helpline,
            postal_address=document.organization.postal_address,
            **{name: getattr(document, name) for name in same},
        )


class Redaction(_Record):
    """What a person's withdrawal took out; ``receipt`` is the file that says on whose word."""

    section: str
    on: date
    receipt: str


class FrozenManifest(_Record):
    """All of ``manifest.json`` but its seal, which is the SHA-256 of the rest.

    ``sources`` are the SHA-256 of the files that editors wrote, by path in the issue's folder.
    """

    format: Literal[1] = 1
    issue: str
    frozen_by: str
    frozen_at: datetime
    status_before: Status
    header: FrozenHeader
    sections: tuple[FrozenSection, ...]
    pictures: tuple[FrozenPicture, ...]
    reference: tuple[FrozenEntry, ...]
    sources: dict[str, str]
    files: tuple[FrozenFile, ...] = ()
    redactions: tuple[Redaction, ...] = ()

    @property
    def said(self) -> str:
        """When the issue was frozen and by whom, for messages: ``frozen on December 2, 2026 by Ann``."""
        return f"frozen on {long_date(self.frozen_at.date())} by {self.frozen_by}"


def read_manifest(folder: Path) -> FrozenManifest:
    """The manifest in the folder ``sent``.  Raises ValueError where it is not as it was sealed, OSError."""
    data = json.loads((folder / NAME).read_bytes())
    if not isinstance(data, dict) or data.pop("seal", None) != _seal(data):
        raise ValueError("broken seal")
    return FrozenManifest.model_validate(data)


def write_manifest(folder: Path, manifest: FrozenManifest) -> None:
    """Take stock of every file below ``folder`` and write the manifest, sealed, as the last of them."""
    (folder / ATTRIBUTES).write_text("* -text\n", encoding="utf-8", newline="\n")
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).as_posix() != NAME)
    files = tuple(
        FrozenFile(name=path.relative_to(folder).as_posix(), size=path.stat().st_size, sha256=sha256_of(path))
        for path in paths
    )
    data = json.loads(manifest.model_copy(update={"files": files}).model_dump_json())
    text = json.dumps({**data, "seal": _seal(data)}, ensure_ascii=False, indent=2) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def reseal(folder: Path) -> None:
    """Seal a folder again whose files, and maybe manifest, were changed on purpose.

    Raises ValueError where the manifest does not say what one has to say.
    """
    data = json.loads((folder / NAME).read_bytes())
    write_manifest(folder, FrozenManifest.model_validate({key: value for key, value in data.items() if key != "seal"}))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes.  Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(data: dict[str, object]) -> str:
    words = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()
