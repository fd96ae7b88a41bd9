"""The line of a file that a message points at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from newsletter.content.project import Project
from newsletter.content.source_file import read_source
from newsletter.model.errors import ContentError
from newsletter.model.place import Place

TAB = "    "


@dataclass(frozen=True)
class Excerpt:
    """One line as it can be shown: tabs as spaces, invisible characters named.

    ``column`` is the index in ``text`` that the message points at; None where only the line is known.
    """

    line: int
    text: str
    column: int | None = None


def excerpt(project: Project, place: Place) -> Excerpt | None:
    """The line at a place.

    None where the place has no line, where the line says nothing (blank, or dashes only), and where the file
    is gone, no UTF-8 text, or outside the publication and its templates.  Never raises.
    """
    path = _path(project, place.file)
    if path is None or place.line < 1:
        return None
    try:
        lines = read_source(path, place.file).text.split("\n")
    except ContentError:
        return None
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if not line.strip(" \t-"):
        return None
    at = place.column - 1
    column = len(_visible(line[:at])) if 0 <= at <= len(line) else None
    return Excerpt(place.line, _visible(line), column)


def _path(project: Project, file: str) -> Path | None:
    """The file that a message names, if it may be shown."""
    folders = project.template_folders
    own, default = (file.removeprefix(f"{kind}templates/") for kind in ("", "default "))
    if default != file:
        folder, path = folders[-1], folders[-1] / default
    elif own != file:
        folder, path = folders[0], folders[0] / own
    else:
        folder, path = project.root, project.root / file
    try:
        real = path.resolve(strict=True)
        inside = real.is_relative_to(folder.resolve()) or real.is_relative_to(project.root.resolve())
    except (OSError, RuntimeError, ValueError):  # gone, a link to itself, a name that no file can have
        return None
    return real if inside else None


# Joiners (U+200C, U+200D) hold emoji and Indic letters together, so they stay.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def _visible(text: str) -> str:
    return _INVISIBLE.sub(lambda match: f"<U+{ord(match.group()):04X}>", text.replace("\t", TAB))
