"""Choosing between two versions of a file, of which a synced folder made one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsletter.content.conflicted_copies import copies_in
from newsletter.content.frozen_manifest import FOLDER as FROZEN
from newsletter.content.issues import HEADER
from newsletter.content.online_files import is_online_only, named_by_placeholder
from newsletter.content.project import Project
from newsletter.content.recovery import Copy, Recovery
from newsletter.content.source_file import digest_of, write_source
from newsletter.content.typed_files import read_yaml_file
from newsletter.model.issue import IssueHeader


@dataclass(frozen=True)
class TwoVersions:
    """A ``file`` of the publication and a ``copy`` of it, by their paths there, with the digests of their bytes.

    ``file_digest`` is None where there is nothing but the copy any more.
    """

    file: str
    copy: str
    file_digest: str | None
    copy_digest: str

    @property
    def are_same(self) -> bool:
        """Whether the two hold the same bytes, so that nobody has to be asked."""
        return self.file_digest == self.copy_digest


def find_two_versions(project: Project, issue: str | None = None) -> tuple[TwoVersions, ...]:
    """Every file of which there are two versions, of one issue or of all, in alphabetical order of the copies."""
    found = []
    for folder in _folders(project, issue):
        base = folder.relative_to(project.root).as_posix()
        prefix = "" if base == "." else f"{base}/"
        names = copies_in(folder, _listed(folder), same_title=folder.is_relative_to(project.reference))
        for copy, file in names.items():
            copy_digest = _digest(folder / copy)
            if copy_digest is not None:
                found.append(TwoVersions(prefix + file, prefix + copy, _digest(folder / file), copy_digest))
    return tuple(sorted(found, key=lambda pair: pair.copy))


def choose_version(recovery: Recovery, pair: TwoVersions, keep: str) -> Copy:
    """Keep ``pair.file`` or ``pair.copy``, under the name of the file; the result is a recovery copy of the other.

    Raises ConflictError where one of the two is not what was shown, EditError where a file cannot be written or
    moved; both are there then.
    """
    if keep == pair.file:
        return recovery.take_out(pair.copy, expected_digest=pair.copy_digest)
    if keep != pair.copy:
        raise ValueError(f"neither of the two versions: {keep!r}")
    chosen = recovery.set_aside(pair.copy, expected_digest=pair.copy_digest)
    other = recovery.set_aside(pair.file, expected_digest=pair.file_digest) if pair.file_digest else None
    write_source(recovery.project.root / pair.file, chosen.path.read_bytes(), pair.file_digest)
    moved = recovery.take_out(pair.copy, expected_digest=pair.copy_digest)
    recovery.drop(chosen)
    return other or moved


def files_only_online(project: Project, issue: str | None = None) -> tuple[str, ...]:
    """Files that a synced folder lists and that are not on this computer, of one issue or of all, by their paths."""
    found = []
    for folder in _folders(project, issue):
        for path in folder.iterdir() if folder.is_dir() else ():
            name = named_by_placeholder(path.name)
            if name is not None or is_online_only(path.lstat()):
                found.append(path.with_name(name or path.name).relative_to(project.root).as_posix())
    return tuple(sorted(found))


def _folders(project: Project, issue: str | None) -> Iterator[Path]:
    """The folders in which people write.  Raises ProjectError where there is no such issue."""
    tops = [project.issue_folder(issue)] if issue else [project.issues, project.reference, project.people]
    if not issue:
        yield project.root
    for top in tops:
        yield top
        for path in sorted(top.rglob("*")):
            if path.is_dir() and not path.is_symlink() and FROZEN not in path.relative_to(top).parts:
                yield path


def _listed(folder: Path) -> tuple[str, ...]:
    """The sections of an issue, which are no copies whatever their names look like."""
    names = read_yaml_file(folder / HEADER, HEADER, IssueHeader).data.get("sections")
    return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()


def _digest(path: Path) -> str | None:
    """The digest of a file; None where there is none that can be read."""
    try:
        return digest_of(path.read_bytes())
    except OSError:
        return None
