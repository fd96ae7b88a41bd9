"""Built issues on disk: ``dist/<issue>/`` is replaced as a whole, or left as it was.

No file system swaps two folders in one step, so it takes two renames; what a crash leaves between them is put
right by the next build.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from newsletter.model.email import Email
from newsletter.model.errors import ProjectError

HTML, TEXT, MJML, IMAGES, CALENDAR = "email.html", "email.txt", "email.mjml", "images", "calendar"
_OURS = (HTML, TEXT, MJML, IMAGES, CALENDAR)
# Long, because the folder may be anyone's (--out), and whatever ends so is taken for ours.
_NEW, _OLD = ".newsletter-new", ".newsletter-old"
_LEFTOVER = re.compile(r"\.(.+)\.newsletter-(?:new|old)")
_LOCKS = ".locks"
_WAITS = (0.02, 0.1, 0.3, 0.6)


def write_email(email: Email, output: Path) -> Path:
    """Write an email's files to ``output/<issue>/`` and return that folder.

    Whatever else stands in the folder stays.  Raises ProjectError where the disk refuses; the earlier build
    is then still whole.
    """
    target = output / email.name
    try:
        (output / _LOCKS).mkdir(parents=True, exist_ok=True)
        recover(output)
        # One lock an issue, since many issues may be built at the same time.
        with _lock(output, email.name):
            _recover_one(target)
            if target.exists() and not target.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "a file has that name")
            fresh = output / f".{email.name}{_NEW}"
            fresh.mkdir()
            _write(fresh, email)
            _keep_others(target, fresh)
            _swap(fresh, target)
    except OSError as error:
        raise ProjectError(
            "project/not-written",
            f"The built issue could not be written to {target} ({error.strerror}). "
            "Close what has it open, or look whether the disk is full; the earlier build is unharmed.",
        ) from error
    return target


def recover(output: Path) -> None:
    """Put right what interrupted builds left: a half-written folder goes, an old one comes back.

    An issue that another process is writing just now is passed over.
    """
    hidden = [entry for entry in os.listdir(output) if entry[0] == "."]
    for name in {leftover.group(1) for entry in hidden if (leftover := _LEFTOVER.fullmatch(entry))}:
        (output / _LOCKS).mkdir(exist_ok=True)
        with suppress(Timeout), _lock(output, name, timeout=0):
            _recover_one(output / name)


def _lock(output: Path, name: str, timeout: float = -1) -> FileLock:
    return FileLock(output / _LOCKS / f"{name}.lock", timeout=timeout, poll_interval=0.005)


def _recover_one(target: Path) -> None:
    old, fresh = target.parent / f".{target.name}{_OLD}", target.parent / f".{target.name}{_NEW}"
    if old.exists():
        if target.exists():
            shutil.rmtree(old)
        else:
            os.replace(old, target)
    if fresh.exists():
        shutil.rmtree(fresh)


def _write(folder: Path, email: Email) -> None:
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
                    shutil.copytree(entry, fresh / entry.name)
                else:
                    shutil.copy2(entry, fresh / entry.name)


def _swap(fresh: Path, target: Path) -> None:
    old = target.parent / f".{target.name}{_OLD}"
    if target.exists():
        _rename(target, old)
    try:
        _rename(fresh, target)
    except OSError:
        if old.exists():
            _rename(old, target)
        raise
    if old.exists():
        shutil.rmtree(old)


def _rename(source: Path, target: Path) -> None:
    # On Windows a virus scanner or a preview may hold a file open for a moment.
    for wait in (*_WAITS, None):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if wait is None:
                raise
            time.sleep(wait)
