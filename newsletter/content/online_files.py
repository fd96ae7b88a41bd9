"""Files that a synced folder lists and that are not on this computer."""

from __future__ import annotations

import os
from pathlib import Path

# Windows (winnt.h): offline, recall on open, recall on data access; OneDrive, Dropbox and Nextcloud set them.
_ATTRIBUTES = 0x0000_1000 | 0x0004_0000 | 0x0040_0000
# macOS (sys/stat.h): SF_DATALESS, for iCloud and every other file provider.
_DATALESS = 0x4000_0000
# What stands in a file's place: iCloud before macOS 14 (".story.md.icloud"), Nextcloud, ownCloud.
_PLACEHOLDERS = (".{}.icloud", "{}.nextcloud", "{}.owncloud")


def is_online_only(status: os.stat_result) -> bool:
    """Whether the content of a file has to be fetched before it can be read.  False where a system does not say."""
    return bool(getattr(status, "st_file_attributes", 0) & _ATTRIBUTES or getattr(status, "st_flags", 0) & _DATALESS)


def has_placeholder(path: Path) -> bool:
    """Whether something else stands in the place of a file, until it is fetched."""
    return any((path.parent / pattern.format(path.name)).exists() for pattern in _PLACEHOLDERS)


def named_by_placeholder(name: str) -> str | None:
    """The name of the file for which a placeholder stands; None where it is none."""
    for pattern in _PLACEHOLDERS:
        before, _, after = pattern.partition("{}")
        if name.startswith(before) and name.endswith(after) and len(name) > len(before) + len(after):
            return name.removeprefix(before).removesuffix(after)
    return None
