"""Where the files of a publication stand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from newsletter.content.default_publication import default_publication
from newsletter.model.errors import ProjectError
from newsletter.model.nearest import did_you_mean

SETTINGS_FILE = "newsletter.yaml"


@dataclass(frozen=True)
class Project:
    """A publication's folder: the one that holds ``newsletter.yaml``."""

    root: Path

    @property
    def issues(self) -> Path:
        """One folder an issue."""
        return self.root / "issues"

    @property
    def reference(self) -> Path:
        """The standing content."""
        return self.root / "reference"

    @property
    def people(self) -> Path:
        """Contributors and their consent."""
        return self.root / "people"

    @property
    def templates(self) -> Path:
        """What an email looks like, as far as this publication has files of its own."""
        return self.root / "templates"

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked for: the publication's own folder, then the defaults where they differ."""
        defaults = default_publication() / "templates"
        return (self.templates,) if self.templates.resolve() == defaults else (self.templates, defaults)

    @property
    def source_folders(self) -> tuple[Path, ...]:
        """Every folder whose files go into an email, whether it exists or not."""
        return (self.issues, self.reference, self.people, *self.template_folders)

    @property
    def output(self) -> Path:
        """Built issues."""
        return self.root / "dist"

    @property
    def cache(self) -> Path:
        """What a build can compute again; may be deleted at any time."""
        return self.output / ".cache"

    def issue_names(self) -> list[str]:
        """The names of all issues, in order."""
        if not self.issues.is_dir():
            return []
        return sorted(p.name for p in self.issues.iterdir() if p.is_dir() and not p.name.startswith((".", "_")))

    def issue_folder(self, name: str) -> Path:
        """The folder of an issue.  Raises ProjectError, with the nearest name, where there is none."""
        name = name.rstrip("/\\").replace("\\", "/").removeprefix("issues/")
        folder = self.issues / name
        if is_safe_name(name) and folder.is_dir():
            if not folder.resolve().is_relative_to(self.root.resolve()):
                raise ProjectError(
                    "project/link-outside",
                    f"issues/{name} is a link out of the publication. Copy the folder itself.",
                )
            return folder
        names = self.issue_names()
        hint = did_you_mean(name, names) or (
            f"There are: {', '.join(names)}." if names else "Start one with: newsletter new 2027-01"
        )
        raise ProjectError("project/no-issue", f"There is no issue “{name}”. {hint}")


def find_project(start: Path | None = None) -> Project:
    """The publication that a folder belongs to: the folder itself or one above it.

    Raises ProjectError where there is none.
    """
    here = (start or Path.cwd()).absolute()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file():
            return Project(folder)
    raise ProjectError(
        "project/no-publication",
        f"There is no {SETTINGS_FILE} in {here} or in a folder above it. Go to the publication's folder and try again.",
    )


RESERVED_NAME = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
"""What no file can be called on Windows."""


def is_safe_name(name: str) -> bool:
    """Whether a name can be a file's or folder's on Linux, macOS and Windows alike."""
    return (
        bool(re.fullmatch(r"[^\W_][\w.\- ]{0,99}", name))
        and unicodedata.is_normalized("NFC", name)
        and not RESERVED_NAME.fullmatch(name)
        and not name.endswith((".", " "))
    )
