"""A publication of one's own: a copy of the default one, with the settings given."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from newsletter.content.default_publication import SAMPLE_ISSUE, default_publication
from newsletter.content.editing import set_value
from newsletter.content.project import SETTINGS_FILE
from newsletter.content.typed_files import read_yaml_file
from newsletter.model.errors import ContentError, NewsletterError, ProjectError
from newsletter.model.place import FieldPath
from newsletter.model.settings import Settings

_STARTER = Path(__file__).resolve().parent / "starter"


def init_publication(folder: Path, settings: Mapping[FieldPath, str], *, sample: bool = True) -> list[Path]:
    """Make a publication in ``folder``, which does not exist or is empty but for hidden files.

    ``settings`` are values for ``newsletter.yaml``, by the way to each; without ``sample`` there is no issue and
    nobody in people/.  The result is what stands at the top of the folder.  Raises ProjectError where something is
    in the way, ContentError where a setting cannot be used, NewsletterError where the folder cannot be made;
    nothing was written then.
    """
    folder = folder.absolute()
    try:
        _refuse_what_is_in_the_way(folder)
        existing = next(path for path in (folder, *folder.parents) if path.is_dir())
        # Beside a new folder, or within the existing one: the same disk, so that moving is renaming.
        with tempfile.TemporaryDirectory(prefix=".newsletter-", dir=existing) as workshop:
            made = Path(workshop) / "publication"
            _write(made, settings, sample)
            if folder == existing:
                _move_into(folder, made)
            else:
                folder.parent.mkdir(parents=True, exist_ok=True)
                os.rename(made, folder)
    except OSError as error:
        raise NewsletterError(
            "init/not-made",
            f"{folder} could not be made ({error.strerror}). Choose a place where you may make folders.",
        ) from error
    return sorted(path for path in folder.iterdir() if path.name != ".git")


def _refuse_what_is_in_the_way(folder: Path) -> None:
    above = next(path for path in (folder, *folder.parents) if path.exists() or path.is_symlink())
    if not above.is_dir():
        raise ProjectError("init/not-a-folder", f"{above} is a file, not a folder. Choose another name.")
    if above != folder:
        return
    # A folder that git, a file manager or an editor knows is still as good as empty.
    ours = (".gitignore", ".schemas")
    there = sorted(path.name for path in folder.iterdir() if not path.name.startswith(".") or path.name in ours)
    if there:
        raise ProjectError(
            "init/not-empty",
            f"{folder} is not empty: “{there[0]}” is there already, and nothing was changed. "
            "Choose a new or an empty folder.",
        )


def _write(made: Path, settings: Mapping[FieldPath, str], sample: bool) -> None:
    defaults = default_publication()
    samples = ("people", f"issues/{SAMPLE_ISSUE}") if sample else ()
    for name in (SETTINGS_FILE, ".schemas", "reference", *samples):
        _copy(defaults / name, made / name)
    for name in ("issues", "people", "templates"):
        (made / name).mkdir(exist_ok=True)
    for field, value in settings.items():
        set_value(made / SETTINGS_FILE, field, value, file=SETTINGS_FILE)
    if not sample:
        set_value(made / SETTINGS_FILE, ("sample",), "no", file=SETTINGS_FILE)
    read = read_yaml_file(made / SETTINGS_FILE, SETTINGS_FILE, Settings)
    if read.value is None:
        raise ContentError(read.findings)
    readme = (_STARTER / "README.md").read_text(encoding="utf-8").replace("{title}", read.value.title)
    (made / "README.md").write_text(readme, encoding="utf-8", newline="\n")
    _copy(_STARTER / "templates.md", made / "templates/README.md")
    default = read_yaml_file(defaults / SETTINGS_FILE, SETTINGS_FILE, Settings).value
    if default is None or read.value.title != default.title:
        _write_theme_without_logo(defaults / "templates" / "theme.yaml", made / "templates" / "theme.yaml")
    _copy(_STARTER / "gitignore", made / ".gitignore")


_LOGO = re.compile(r"^logo:.*\n(?: +.*\n)*", re.MULTILINE)
_LOGO_OF_YOUR_OWN = """\
# logo:               # to show your logo, put two pictures beside this file, take these #s out, and name them here
#   light: images/logo-light.png
#   dark: images/logo-dark.png
#   width: 192
"""


def _write_theme_without_logo(default: Path, target: Path) -> None:
    """The default theme without the default publication's logo: a newsletter of another name has another one."""
    theme = _LOGO.sub(_LOGO_OF_YOUR_OWN, default.read_text(encoding="utf-8"))
    target.write_text(theme, encoding="utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    """Copy a file or a folder, without hidden files.  Only bytes: what is installed may be read-only."""
    if source.is_dir():
        for path in source.iterdir():
            if not path.name.startswith("."):
                _copy(path, target / path.name)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())


def _move_into(folder: Path, made: Path) -> None:
    """Move everything in ``made`` into an existing folder; a folder with settings is a publication, so these last."""
    moved: list[str] = []
    try:
        for name in sorted(os.listdir(made), key=lambda name: name == SETTINGS_FILE):
            os.rename(made / name, folder / name)
            moved.append(name)
    except OSError:
        for name in moved:
            os.rename(folder / name, made / name)
        raise
