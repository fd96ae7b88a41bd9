"""Saving a version, where git keeps the publication: what is not in the last version, and one more of them.

Only the publication's own files are touched, and nothing is ever pushed.  Git is asked through its command, so that a
repository's checks (hooks), signatures and settings count as they do anywhere else.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path, PurePosixPath

from newsletter.content.issues import HEADER
from newsletter.content.project import SETTINGS_FILE, Project
from newsletter.content.typed_files import read_yaml_file
from newsletter.model.errors import EditError
from newsletter.model.issue import IssueHeader

_OWN = (SETTINGS_FILE, "issues", "reference", "people", "templates", ".schemas")
_TITLES = {"reference": "Standing information", "people": "People", "templates": "The look of the email"}
_HALF_WRITTEN = re.compile(r"(?:.*/)?\.[^/]+\.(?:tmp|new)(?:/.*)?")
_PATIENCE = 120
"""Seconds.  A repository's checks may take a while."""
# Set by git for its hooks; they would lead to another repository.
_OF_OTHERS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")


class Change(StrEnum):
    """What happened to a file since the last version; the values are words for people."""

    NEW = "new"
    CHANGED = "changed"
    DELETED = "deleted"
    CONFLICT = "two versions"


@dataclass(frozen=True)
class UnsavedFile:
    """A file that is not in the last version as it is now.

    ``file`` is relative to the publication, with forward slashes; ``name`` is what people call it (``story``).
    """

    file: str
    name: str
    change: Change


@dataclass(frozen=True)
class UnsavedGroup:
    """The unsaved files of an issue, or of another part of the publication, under its title."""

    title: str
    files: tuple[UnsavedFile, ...]

    def __str__(self) -> str:
        return f"{self.title}: {', '.join(f'{file.name} ({file.change})' for file in self.files)}"


@dataclass(frozen=True)
class Author:
    """Who saves a version, where git does not know it yet."""

    name: str
    email: str


def unsaved_changes(project: Project) -> tuple[UnsavedGroup, ...] | None:
    """What is not in the last version, by issue and part; () where all of it is.

    None where git does not keep this publication, or is not installed: there is then nothing to show.
    """
    git = _Git.of(project)
    return None if git is None else _grouped(project, git.changes())


def save_version(project: Project, message: str, author: Author | None = None) -> str:
    """Save the publication's unsaved files as a version, and return its short id.

    What else is changed or staged in the repository stays as it is.  ``author`` is for a git that knows no name.
    Raises EditError, with git's own words where those tell more: ``versions/no-name`` asks for an author.
    """
    git = _Git.of(project, author)
    if git is None:
        raise EditError(
            "versions/not-kept", "Git does not keep this publication, so there are no versions. Back up everything."
        )
    if not message.strip():
        raise EditError("versions/no-message", "Say in a few words what has changed, and save the version again.")
    changes = git.changes()
    for change in changes:
        if change.change is Change.CONFLICT:
            raise EditError(
                "versions/conflict",
                f"{change.file} has two versions that are not yet one. Choose one of them first, then save a version.",
            )
    if not changes:
        raise EditError("versions/nothing", "There is nothing to save: the last version has all of it.")
    if git.run("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT").returncode:
        raise EditError(
            "versions/no-name",
            "Git does not know who you are yet. Tell it your name and your email address, and save the version again.",
        )
    return git.commit(message.strip(), changes)


class _Git:
    """The git command, in the folder of a publication."""

    def __init__(self, program: str, root: Path, author: Author | None) -> None:
        self._program, self._root = program, root
        self._environment = {name: value for name, value in os.environ.items() if name not in _OF_OTHERS}
        self._environment["GIT_TERMINAL_PROMPT"] = "0"
        if author is not None:
            for role in ("AUTHOR", "COMMITTER"):
                self._environment |= {f"GIT_{role}_NAME": author.name, f"GIT_{role}_EMAIL": author.email}
        self._prefix = os.fsdecode(self.run("rev-parse", "--show-prefix").stdout).rstrip("\r\n")

    @classmethod
    def of(cls, project: Project, author: Author | None = None) -> _Git | None:
        """None where git is not installed or does not keep this folder.

        Looked for first: without a repository a Mac would offer to install git.
        """
        root = project.root.absolute()
        if not any((folder / ".git").exists() for folder in (root, *root.parents)):
            return None
        program = shutil.which("git")
        if program is None:
            return None
        git = cls(program, root, author)
        # 1: not ignored.  A repository of someone's whole home folder often ignores what is in it.
        return git if git.run("check-ignore", "--quiet", SETTINGS_FILE).returncode == 1 else None

    def run(self, *words: str, names: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """``names`` are paths, for git to read.  Raises EditError where git cannot be run or does not end."""
        try:
            return subprocess.run(
                [self._program, *words],
                cwd=self._root,
                env=self._environment,
                input=names,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except subprocess.TimeoutExpired as error:
            raise EditError(
                "versions/slow",
                "Git has not answered for two minutes, so the version was not saved. Look whether it waits for a "
                "password, and try again.",
            ) from error
        except OSError as error:
            raise _failed(error.strerror or "it cannot be run") from error

    def changes(self) -> list[UnsavedFile]:
        """The own files that are not in the last version as they are now."""
        words = ("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all")
        answer = self.run("--no-optional-locks", *words, "--", *_OWN)
        if answer.returncode:
            raise _failed(_words(answer))
        found = []
        for entry in filter(None, answer.stdout.split(b"\0")):
            signs, path = entry[:2].decode(), os.fsdecode(entry[3:])
            file = path.removeprefix(self._prefix)
            change = _change(signs)
            if change is not None and not _HALF_WRITTEN.fullmatch(file):
                found.append(UnsavedFile(file, _name(file), change))
        return found

    def commit(self, message: str, changes: list[UnsavedFile]) -> str:
        """A version with these files alone; its short id."""
        by_name = ("--pathspec-from-file=-", "--pathspec-file-nul")
        # Files that git knows are taken as they stand by the commit itself, deleted ones too.
        new = [change for change in changes if change.change is Change.NEW]
        made = self.run("add", *by_name, names=self._paths(new))
        if made.returncode:
            raise _failed(_words(made))
        made = self.run("commit", "--quiet", "--only", f"--message={message}", *by_name, names=self._paths(changes))
        if made.returncode == 1:
            raise EditError(
                "versions/refused",
                f"The version was not saved, because a check of this repository refuses it: {_words(made)}. Your files "
                "are as they were.",
            )
        if made.returncode:
            raise _failed(_words(made))
        return self.run("rev-parse", "--short", "HEAD").stdout.decode().strip()

    def _paths(self, changes: list[UnsavedFile]) -> bytes:
        return b"\0".join(os.fsencode(f":(top,literal){self._prefix}{change.file}") for change in changes)


def _failed(words: str) -> EditError:
    return EditError("versions/failed", f"The version was not saved: git says: {words}. Your files are as they were.")


def _words(answer: subprocess.CompletedProcess[bytes]) -> str:
    """The first lines that git or a check of the repository has said."""
    said = (answer.stderr or answer.stdout).decode("utf-8", "replace").split("\n")
    return " ".join(line.strip() for line in said if line.strip())[:300].rstrip(".") or "nothing"


def _change(signs: str) -> Change | None:
    """What two letters of ``git status`` mean; None where nothing of the file is left in either place."""
    if "U" in signs or signs in ("AA", "DD"):
        return Change.CONFLICT
    if signs == "AD":
        return None
    if signs == "??" or signs[0] == "A":
        return Change.NEW
    return Change.DELETED if "D" in signs else Change.CHANGED


def _name(file: str) -> str:
    """What people call a file."""
    path = PurePosixPath(file)
    if path.name == HEADER:
        return "title, date and order"
    if path.suffix in (".md", ".yaml", ".json"):
        return path.stem
    return path.name


def _grouped(project: Project, changes: list[UnsavedFile]) -> tuple[UnsavedGroup, ...]:
    """Issues first, the newest on top, then the other parts."""

    def part(change: UnsavedFile) -> tuple[str, str]:
        parts = PurePosixPath(change.file).parts
        return (parts[0], parts[1]) if parts[0] == "issues" and len(parts) > 2 else (parts[0], "")

    in_order = sorted(changes, key=lambda change: (part(change), change.file))
    groups = {key: tuple(files) for key, files in groupby(in_order, key=part)}
    return tuple(UnsavedGroup(title, files) for title, files in _titled(project, groups))


def _titled(
    project: Project, groups: dict[tuple[str, str], tuple[UnsavedFile, ...]]
) -> Iterator[tuple[str, tuple[UnsavedFile, ...]]]:
    for folder, issue in sorted(groups, reverse=True):
        if issue:
            header = read_yaml_file(project.issues / issue / HEADER, HEADER, IssueHeader).value
            yield header.title if header else issue, groups[folder, issue]
    for folder, title in _TITLES.items():
        if (folder, "") in groups:
            yield title, groups[folder, ""]
    rest = [file for (folder, issue), files in groups.items() if not issue and folder not in _TITLES for file in files]
    if rest:
        yield "Settings", tuple(rest)
