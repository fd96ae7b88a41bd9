"""Copies that a synced folder puts beside a file when two people change it at the same time.

Such a copy is no section and no entry of its own: it is the other of two versions, until somebody chooses.  The names
are those of Dropbox, OneDrive, Google Drive, iCloud, Nextcloud, ownCloud, Syncthing, Synology and Seafile.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place

# Nobody gives a file such a name: it says that it is a copy, in several languages.
_CERTAIN = re.compile(
    r"""(?P<name>.+?)(?:
      [ ]?[(\[][^()\[\]]*(?:conflict|conflit|konflikt)[^()\[\]]*[)\]]      # story (Ann's conflicted copy 2026-11-02)
    | \.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?                         # story.sync-conflict-20261102-101500-ABCDEFG
    | _.+_[A-Z][a-z]{2}-\d\d-\d{4}-\d{4}_\w*Conflict(?:_\d+)?              # story_Ann-PC_Nov-02-0901-2026_Conflict
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# Somebody may; then it depends on what stands beside it.
_LIKELY = re.compile(
    r"""(?P<name>.+?)(?:
      [ ]\d{1,2}                                                           # story 2
    | [ ]?\(\d{1,2}\)                                                      # story (1)
    | -[\w'’ -]*(?:DESKTOP|LAPTOP|\bPC\b|MacBook|iMac|Mac[ -]mini|Surface|ThinkPad)[\w'’ -]*    # story-DESKTOP-AB12CD3
    )""",
    re.VERBOSE,
)
_TEXTS = (".md", ".yaml")
_TITLE = re.compile(r"^(?:title|generic|name):.*", re.MULTILINE)


def copies_in(folder: Path, own: Collection[str] = (), *, same_title: bool = False) -> dict[str, str]:
    """The copies in a folder: the name of each with that of its original, which may have gone.

    ``own`` are names without suffix that are no copies whatever they look like, such as listed sections.  With
    ``same_title`` a name that somebody may have given, such as “boot-camp 2”, is that of a copy only where title or
    name in the two files are the same.
    """
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    found = {}
    for name in sorted(names):
        stem, dot, suffix = name.rpartition(".")
        if not dot or name.startswith(".") or stem in own:
            continue
        match = _CERTAIN.fullmatch(stem)
        if match is None and f".{suffix}" in _TEXTS:
            match = _LIKELY.fullmatch(stem)
            original = f"{match['name']}.{suffix}" if match else ""
            if original not in names or (same_title and _title(folder / name) != _title(folder / original)):
                continue
        if match is not None:
            found[name] = f"{match['name']}.{suffix}"
    return found


def two_versions(folder: str, copy: str, original: str, severity: Severity, section: str | None = None) -> Finding:
    """The finding that says so, at the copy; ``folder`` is its folder's path in the publication."""
    return Finding(
        "reading/two-versions", severity, Place(f"{folder}/{copy}"),
        f"A synced folder put this second version of {original} here. It is not used.",
        f"Choose one of the two: copy what is missing into {original}, and delete this file.", section,
    )  # fmt: skip


def _title(path: Path) -> str | None:
    try:
        match = _TITLE.search(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return None
    return match and match.group()
