"""Built issues on disk: ``dist/<issue>/`` is replaced as a whole, or left as it was."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from newsletter.delivery.folder_swap import issue_locked, replaced
from newsletter.model.email import Email
from newsletter.model.errors import ProjectError

HTML, TEXT, MJML, IMAGES, CALENDAR = "email.html", "email.txt", "email.mjml", "images", "calendar"
_OURS = (HTML, TEXT, MJML, IMAGES, CALENDAR)


def write_email(email: Email, output: Path) -> Path:
    """Write an email's files to ``output/<issue>/`` and return that folder.

    Whatever else stands in the folder stays.  Raises ProjectError where the disk refuses; the earlier build
    is then still whole.
    """
    target = output / email.name
    try:
        with issue_locked(output, email.name):
            if target.exists() and not target.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "a file has that name")
            with replaced(target) as fresh:
                write_files(fresh, email)
                _keep_others(target, fresh)
    except OSError as error:
        raise ProjectError(
            "project/not-written",
            f"The built issue could not be written to {target} ({error.strerror}). "
            "Close what has it open, or look whether the disk is full; the earlier build is unharmed.",
        ) from error
    return target


def write_files(folder: Path, email: Email) -> None:
    """Write an email's files into a folder.  Raises OSError."""
    for name, content in ((HTML, email.html), (TEXT, email.text), (MJML, email.mjml)):
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    for image in email.images:
        copy = folder / image.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(image.path, copy)
    for file in email.calendars:
        copy = folder / CALENDAR / file.name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.content.encode())


def _keep_others(target: Path, fresh: Path) -> None:
    if target.is_dir():
        for entry in target.iterdir():
            if entry.name not in _OURS and not (fresh / entry.name).exists():
                if entry.is_dir():
                    shutil.copytree(entry, fresh / entry.name, copy_function=_kept)
                else:
                    _kept(entry, fresh / entry.name)


def _kept(source: str | Path, target: str | Path) -> None:
    """The same file under another name: exports to 14 services may be 100 MB, which nobody waits for at each build."""
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copy2(source, target)
