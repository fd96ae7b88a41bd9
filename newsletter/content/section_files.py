"""Sections with their files and their places in the list: added, copied, renamed, taken out and put back.

A new file comes before its entry in the list and goes after it: what is interrupted leaves a file too many, which is
a reminder, and not one too few, which is a mistake.  An edit of the list that is refused takes the file back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsletter.content.editing import set_value
from newsletter.content.editing_sections import insert_section, remove_section, section_names
from newsletter.content.frozen_manifest import refuse_frozen
from newsletter.content.issues import HEADER, STANDING_PREFIX
from newsletter.content.project import Project, is_safe_name
from newsletter.content.recovery import Copy, Recovery
from newsletter.content.section_kinds import section_kinds
from newsletter.content.source_file import read_source, write_source
from newsletter.content.targets import references_in
from newsletter.content.typed_files import read_yaml_file
from newsletter.model.errors import EditError
from newsletter.model.fields import RefersTo
from newsletter.model.issue import IssueHeader
from newsletter.model.nearest import did_you_mean
from newsletter.model.person import Person

FIRST_SECTIONS = {"letter": "letter", "story": "survivor_story", "drug": "drug_spotlight", "webinars": "webinars"}
"""Sections of a publication's first issue, and their kinds."""

_USUAL_NAMES = {kind: name for name, kind in FIRST_SECTIONS.items()}


@dataclass(frozen=True)
class ListedSection:
    """A section after a change: its name in the list, its index there from 0, and the digest of ``issue.yaml``."""

    name: str
    index: int
    header_digest: str


@dataclass(frozen=True)
class DeletedSection:
    """What :func:`undelete_section` needs.  ``copy`` holds the file; a standing page has none in the issue."""

    issue: str
    name: str
    index: int
    header_digest: str
    copy: Copy | None
    header_before: bytes = field(repr=False)


def section_text(kind: str) -> str:
    """A section file of a kind that is still to be written: a line for the title and for each field it needs."""
    fields = section_kinds()[kind].Fields
    lines = ["---", f"kind: {kind}", "title:"]
    for name, refers in references_in(fields).items():
        info = fields.model_fields[name]
        if name not in ("kind", "title") and info.is_required():
            where = f"reference/{refers.folder}/" if isinstance(refers, RefersTo) else "people/" if refers else ""
            lines.append(f"{name}:" + (f"                 # a name from {where}" if where else ""))
    return "\n".join([*lines, "---", ""])


def add_section(
    project: Project, issue: str, kind: str, at: int | None = None, *, expected_digest: str | None = None
) -> ListedSection:
    """Add an empty section of a kind, at an index from 0 or with None at the end.

    Its name is the kind's, with a number where that is taken.  ``expected_digest`` is that of ``issue.yaml`` as it was
    shown.  Raises ProjectError where there is no such issue, EditError where there is no such kind or place or the
    file cannot be written, ContentError or ConflictError as :func:`newsletter.content.editing.set_value` does;
    nothing was written then.
    """
    folder = project.issue_folder(issue)
    if kind not in section_kinds():
        hint = did_you_mean(kind, section_kinds()) or f"Choose one of: {', '.join(section_kinds())}."
        raise EditError("editing/unknown-kind", f"There is no kind of section “{kind}”. {hint}")
    name = _USUAL_NAMES.get(kind) or kind.replace("_", "-")
    return _written(folder, name, section_text(kind).encode(), at, expected_digest)


def duplicate_section(project: Project, issue: str, name: str, *, expected_digest: str | None = None) -> ListedSection:
    """Put a copy of a section below it, byte for byte and with a name of its own.  Raises as :func:`add_section` does.

    A standing page stands in an issue once, so that it is refused.
    """
    folder = project.issue_folder(issue)
    index = _index(folder, name)
    content = _section_file(folder, name, "copied").read_bytes()
    stem, _, number = name.rpartition("-")
    return _written(folder, stem if number.isdecimal() and stem else name, content, index + 1, expected_digest)


def rename_section(
    project: Project, issue: str, name: str, new_name: str, *, expected_digest: str | None = None
) -> ListedSection:
    """Give a section's file another name, in the list too, in the issue's waivers and in its people's approvals.

    The words stay as they are, and so does every approval.  Raises as :func:`add_section` does, and EditError where
    the name is taken or cannot be used.
    """
    folder = project.issue_folder(issue)
    index = _index(folder, name)
    path = _section_file(folder, name, "renamed")
    if new_name == name:
        return ListedSection(name, index, read_source(folder / HEADER, _header_file(folder)).digest)
    if not is_safe_name(new_name) or new_name.endswith(".md"):
        raise EditError(
            "editing/bad-section-name",
            f"“{new_name}” cannot be the name of a section. Use letters, digits and hyphens, such as story-2.",
        )
    if new_name.casefold() in _taken(folder) - {name.casefold()}:
        raise EditError(
            "editing/section-name-taken",
            f"There is a section “{new_name}” already, or a file of that name. Choose another name.",
        )
    approvals = list(_approvals(project, f"{folder.name}/{name}"))
    target = path.with_name(f"{new_name}.md")
    header, file = folder / HEADER, _header_file(folder)
    _rename(path, target)
    try:
        edit = set_value(header, ("sections", index), new_name, expected_digest=expected_digest, file=file)
    except Exception:
        _rename(target, path)
        raise
    waivers = read_yaml_file(header, file, IssueHeader).data.get("waivers") or ()
    for number, waiver in enumerate(waivers):
        if isinstance(waiver, dict) and waiver.get("section") in (name, f"{folder.name}/{name}"):
            edit = set_value(header, ("waivers", number, "section"), new_name, file=file)
    for person, number, person_file in approvals:
        set_value(person, ("approvals", number, "section"), f"{folder.name}/{new_name}", file=person_file)
    return ListedSection(new_name, index, edit.digest)


def delete_section(
    project: Project, issue: str, name: str, recovery: Recovery, *, expected_digest: str | None = None
) -> DeletedSection:
    """Take a section out of the issue; its file goes to the recovery copies, its pictures stay.

    :func:`undelete_section` puts it back.  Raises as :func:`add_section` does.
    """
    folder = project.issue_folder(issue)
    index = _index(folder, name)
    header, file = folder / HEADER, _header_file(folder)
    before = header.read_bytes()
    edit = remove_section(header, name, expected_digest=expected_digest, file=file)
    copy = None
    try:
        if (folder / f"{name}.md").is_file():
            copy = recovery.take_out(f"issues/{folder.name}/{name}.md")
    except Exception:
        write_source(header, before, edit.digest)
        raise
    return DeletedSection(folder.name, name, index, edit.digest, copy, before)


def undelete_section(project: Project, deleted: DeletedSection, recovery: Recovery) -> ListedSection:
    """Undo :func:`delete_section`: the file byte for byte, and ``issue.yaml`` too unless it was changed since.

    Then the section returns to its old place in the list, or as near as there is one.  Raises as :func:`add_section`
    does, and ConflictError where another file has taken the name.
    """
    folder = project.issue_folder(deleted.issue)
    header, file = folder / HEADER, _header_file(folder)
    refuse_frozen(header)
    if deleted.copy is not None:
        recovery.put_back(deleted.copy)
    try:
        now = read_source(header, file).digest
        if now == deleted.header_digest:
            return ListedSection(deleted.name, deleted.index, write_source(header, deleted.header_before, now))
        index = min(deleted.index, len(section_names(header, file=file)))
        edit = insert_section(header, deleted.name, index, expected_digest=now, file=file)
    except Exception:
        if deleted.copy is not None:
            recovery.take_out(deleted.copy.file)
        raise
    return ListedSection(deleted.name, index, edit.digest)


def _header_file(folder: Path) -> str:
    return f"issues/{folder.name}/{HEADER}"


def _index(folder: Path, name: str) -> int:
    """The index of a section in the list.  Raises EditError where it is not in there."""
    names = section_names(folder / HEADER, file=_header_file(folder))
    if name not in names:
        hint = did_you_mean(name, names) or "Look at the list again."
        raise EditError("editing/unknown-section", f"There is no section “{name}” in the list. {hint}")
    return names.index(name)


def _section_file(folder: Path, name: str, what: str) -> Path:
    """The file of a section that stands in the list."""
    path = folder / f"{name}.md"
    if name.startswith(STANDING_PREFIX) or not is_safe_name(name):
        raise EditError(
            "editing/standing-page",
            f"“{name}” is a page of the standing information, which cannot be {what} here. Add a section instead.",
        )
    if not path.is_file():
        raise EditError(
            "editing/no-section-file",
            f"issues/{folder.name}/{name}.md is not there, so it cannot be {what}. Put the file back, or take “{name}” "
            "out of the list.",
        )
    return path


def _taken(folder: Path) -> set[str]:
    """Names that no new section may have, without regard to capitals, which some systems take for the same."""
    listed = section_names(folder / HEADER, file=_header_file(folder))
    return {name.casefold() for name in (*listed, *(path.stem for path in folder.glob("*.md")))}


def _written(folder: Path, stem: str, content: bytes, at: int | None, expected_digest: str | None) -> ListedSection:
    """A new section: its file, then its entry in the list."""
    taken, name, number = _taken(folder), stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    path = folder / f"{name}.md"
    write_source(path, content, None)
    header, file = folder / HEADER, _header_file(folder)
    try:
        edit = insert_section(header, name, at, expected_digest=expected_digest, file=file)
    except Exception:
        path.unlink()
        raise
    return ListedSection(name, section_names(header, file=file).index(name), edit.digest)


def _approvals(project: Project, section: str) -> Iterator[tuple[Path, int, str]]:
    """Where people's files name a section: the file, the index of the approval, and the file's name."""
    for path in sorted(project.people.glob("*.yaml")):
        file = f"people/{path.name}"
        approvals = read_yaml_file(path, file, Person).data.get("approvals")
        for number, approval in enumerate(approvals if isinstance(approvals, list) else ()):
            if isinstance(approval, dict) and approval.get("section") == section:
                yield path, number, file


def _rename(path: Path, target: Path) -> None:
    try:
        os.rename(path, target)
    except OSError as error:
        raise EditError(
            "editing/not-renamed",
            f"{path.name}: The file could not be renamed ({error.strerror}). Close other programs that use it, and "
            "try again.",
        ) from error
