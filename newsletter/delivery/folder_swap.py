"""Replacing a folder as a whole, or leaving it as it was.

No file system swaps two folders in one step, so it takes two renames; what a crash leaves between them is put right
the next time something is written beside it.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

# Long, because the folder may be anyone's (--out), and whatever ends so is taken for ours.
_NEW, _OLD = ".newsletter-new", ".newsletter-old"
_LEFTOVER = re.compile(r"\.(.+)\.newsletter-(?:new|old)")
_LOCKS = ".locks"
_WAITS = (0.02, 0.1, 0.3, 0.6)


@contextmanager
def issue_locked(output: Path, issue: str) -> Iterator[Path]:
    """The folder ``output/<issue>`` while nobody else writes to it; what interrupted writers left is put right first.

    Waits for another writer of the same issue.  Raises OSError where the disk refuses.
    """
    (output / _LOCKS).mkdir(parents=True, exist_ok=True)
    recover(output)
    # One lock an issue, since many issues may be built at the same time.
    with _lock(output, issue):
        target = output / issue
        recover_one(target)
        if target.is_dir():
            _recover_all(target)
        yield target


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """An empty folder that takes the place of ``target`` as soon as the block ends without an exception.

    Otherwise ``target`` stays as it was.  The caller holds the lock of the issue.  Raises OSError.
    """
    fresh = target.parent / f".{target.name}{_NEW}"
    fresh.mkdir()
    try:
        yield fresh
    except Exception:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    _swap(fresh, target)


def recover(output: Path) -> None:
    """Put right what interrupted builds left: a half-written folder goes, an old one comes back.

    An issue that another process is writing just now is passed over.
    """
    for name in _leftovers(output):
        (output / _LOCKS).mkdir(exist_ok=True)
        with suppress(Timeout), _lock(output, name, timeout=0):
            recover_one(output / name)


def _recover_all(folder: Path) -> None:
    for name in _leftovers(folder):
        recover_one(folder / name)


def _leftovers(folder: Path) -> set[str]:
    """The names of folders that were interrupted while they were replaced."""
    hidden = [entry for entry in os.listdir(folder) if entry[0] == "."]
    return {leftover.group(1) for entry in hidden if (leftover := _LEFTOVER.fullmatch(entry))}


def _lock(output: Path, name: str, timeout: float = -1) -> FileLock:
    return FileLock(output / _LOCKS / f"{name}.lock", timeout=timeout, poll_interval=0.005)


def recover_one(target: Path) -> None:
    """Put right what was left where one folder was being replaced.  The caller holds the lock of the issue."""
    old, fresh = target.parent / f".{target.name}{_OLD}", target.parent / f".{target.name}{_NEW}"
    if old.exists():
        if target.exists():
            shutil.rmtree(old)
        else:
            os.replace(old, target)
    if fresh.exists():
        shutil.rmtree(fresh)


def _swap(fresh: Path, target: Path) -> None:
    old = target.parent / f".{target.name}{_OLD}"
    if target.exists():
        rename(target, old)
    try:
        rename(fresh, target)
    except OSError:
        if old.exists():
            rename(old, target)
        raise
    if old.exists():
        shutil.rmtree(old)


def rename(source: Path, target: Path) -> None:
    """Rename a folder.  Raises OSError."""
    # On Windows a virus scanner or a preview may hold a file open for a moment.
    for wait in (*_WAITS, None):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if wait is None:
                raise
            time.sleep(wait)
