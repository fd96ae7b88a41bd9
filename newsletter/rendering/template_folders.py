"""Where the files stand that an email is made with: a publication's own over the defaults, file by file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from newsletter.model.errors import TemplateError
from newsletter.model.place import Place


class TemplateFolders:
    """The folders of templates, the publication's own first.

    A file is named by its path inside a folder, with forward slashes: ``theme.yaml``,
    ``sections/letter.mjml.j2``, ``images/logo.png``.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)

    def find(self, name: str) -> Path:
        """The file of that name, from the first folder that has it.  Raises TemplateError where none has."""
        folder = self.holding(name)
        if folder is None:
            raise TemplateError.at(
                Place(f"templates/{name}"), "templates/missing",
                "There is no such file, and no default one either.", "Put it there, or correct its name.",
            )  # fmt: skip
        return folder / name

    def holding(self, name: str) -> Path | None:
        """The first folder that has the file; None where none has."""
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts or "\\" in name or "\0" in name or ":" in name:
            return None
        return next((folder for folder in self.folders if (folder / name).is_file()), None)

    def shown(self, name: str) -> str:
        """How a message names the file: ``templates/…``, or ``default templates/…`` for one of the defaults.

        A name that no folder has is named as the publication's own: that is where to put it.
        """
        own = self.holding(name) in (None, self.folders[0])
        return f"{'' if own else 'default '}templates/{name}"

    def name_of(self, path: Path) -> str | None:
        """The name of a file by its path; None outside these folders."""
        for folder in self.folders:
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return None
