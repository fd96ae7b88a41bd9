"""A picture that somebody drops, pastes or chooses becomes a file in an issue's ``images/`` folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from newsletter.content.frozen_manifest import refuse_frozen
from newsletter.content.picture_conversion import converted_picture
from newsletter.content.pictures import plain_stem
from newsletter.content.project import Project
from newsletter.content.source_file import write_source
from newsletter.model.errors import ConflictError, EditError

FOLDER = "images"
MOST_BYTES = 40_000_000
"""The largest file that is taken."""


@dataclass(frozen=True)
class AddedPicture:
    """A picture in an issue.  ``file`` is what a section's field names (``images/garden.jpg``).

    ``width`` and ``height`` are in pixels, the sizes in bytes; ``done`` says in plain sentences what was changed.
    """

    file: str
    width: int
    height: int
    size_before: int
    size_after: int
    done: tuple[str, ...]


def add_picture(project: Project, issue: str, name: str, data: bytes) -> AddedPicture:
    """Make a picture fit for an email and save it in the issue, beside what is there.

    ``name`` is the file's own, of which a plain one is made; ``data`` are its bytes.  It ends up upright, at most 1,200
    pixels wide, in the colors of screens and without hidden data such as the place where it was taken.  Raises
    ProjectError where there is no such issue, EditError where it is no picture, too large, damaged, or cannot be saved;
    nothing was written then.
    """
    folder = project.issue_folder(issue)
    images = folder / FOLDER
    own_name = PureWindowsPath(name).name or "picture"
    refuse_frozen(folder / own_name)
    if len(data) > MOST_BYTES:
        raise EditError(
            "picture/too-large",
            f"“{own_name}” has {len(data) / 1e6:.0f} MB; at most {MOST_BYTES / 1e6:.0f} MB are taken. Save a smaller "
            "copy: 1,200 pixels wide is enough.",
        )
    picture = converted_picture(data, own_name)
    try:
        images.mkdir(exist_ok=True)
        taken = {path.name.casefold() for path in images.iterdir()}
        inside = images.resolve().is_relative_to(folder.resolve())
    except OSError as error:
        raise _not_saved(own_name, str(error.strerror)) from error
    if not inside:
        raise _not_saved(own_name, "its images folder leads elsewhere")
    saved = _saved(images, plain_stem(own_name), picture.suffix, picture.data, taken)
    return AddedPicture(f"{FOLDER}/{saved}", picture.width, picture.height, len(data), len(picture.data), picture.done)


def _saved(images: Path, stem: str, suffix: str, data: bytes, taken: set[str]) -> str:
    """Write the file under a name of its own, which is the result."""
    name, number = f"{stem}{suffix}", 1
    while True:
        if name not in taken:
            try:
                write_source(images / name, data, None)
            except ConflictError:  # another window has saved one of this name just now
                taken.add(name)
            else:
                return name
        number += 1
        name = f"{stem}-{number}{suffix}"


def _not_saved(name: str, reason: str) -> EditError:
    return EditError(
        "picture/not-saved",
        f"“{name}” could not be saved into the issue's images folder ({reason}). Look whether the folder is there, and "
        "whether you may write in it.",
    )
