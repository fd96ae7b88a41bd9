"""What someone is typing at this moment, as the files would be with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from newsletter.content.editing import replace_body, set_value
from newsletter.content.issues import HEADER
from newsletter.content.project import is_safe_name
from newsletter.content.source_file import read_source
from newsletter.model.errors import ProjectError
from newsletter.studio.opened import Opened, open_header, open_section
from newsletter.studio.saving import Change, as_typed
from newsletter.studio.studio import Studio


def unsaved_files(studio: Studio, issue: str, section: str, changes: Sequence[Change]) -> dict[Path, bytes]:
    """The files of an issue that changes of one form would make others; nothing is written.

    ``section`` is empty for the issue's own settings.  Raises ProjectError where there is no such section, ContentError
    or EditError where a change cannot be made.
    """
    if not changes:
        return {}
    opened = open_section(studio.project, issue, section) if section else open_header(studio.project, issue)
    unsaved: dict[Path, bytes] = {}
    for change in changes:
        _make(opened, as_typed(opened, change, studio.choices()), unsaved)
    return unsaved


def _make(opened: Opened, change: Change, unsaved: dict[Path, bytes]) -> None:
    path, file = opened.path, opened.file
    if change.field is None:
        text = str(change.value or "")
        unsaved[path] = read_source(path, file).encode(text)
    elif not change.field:
        replace_body(path, str(change.value or ""), file=file, unsaved=unsaved)
    else:
        set_value(path, change.field, change.value, file=file, unsaved=unsaved)


def files_as_seen(studio: Studio, issue: str, seen: Mapping[str, str]) -> dict[Path, bytes]:
    """The files of an issue as they were with the digests in ``seen``, by the name of the section.

    Raises ProjectError where one of these versions is no longer kept.
    """
    folder = studio.project.issue_folder(issue)
    files: dict[Path, bytes] = {}
    for section, digest in seen.items():
        name = f"{section}.md" if section else HEADER
        kept = studio.recovery.version(f"issues/{folder.name}/{name}", digest) if is_safe_name(section or "x") else None
        if kept is None:
            raise ProjectError(
                "studio/version-gone", "The version from before your edits is no longer kept. Load the page again."
            )
        files[folder / name] = kept.path.read_bytes()
    return files
