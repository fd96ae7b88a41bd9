"""The earlier versions of files in git, which nothing but rewriting the history removes."""

from __future__ import annotations

import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class GitHistory:
    """What git keeps of some files: the ids of all contents but those of today, and where the repository came from."""

    root: Path
    blobs: tuple[str, ...]
    remote: str | None


def git_history(folder: Path, files: Collection[str]) -> GitHistory | None:
    """The history of files and folders, named relative to ``folder``; None outside of git or where it is not installed.

    Nothing in the repository changes.
    """
    try:
        root = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
        listed = _git(folder, "rev-list", "--all", "--objects", "--", *files)
    except (OSError, subprocess.CalledProcessError):  # no git, no repository, or one without a commit
        return None
    ids = dict.fromkeys(line.split(" ")[0] for line in listed.splitlines())
    kinds = _git(folder, "cat-file", "--batch-check=%(objectname) %(objecttype)", given="\n".join(ids))
    blobs = [line.split(" ")[0] for line in kinds.splitlines() if line.endswith(" blob")]
    today = [str(path) for name in files for path in _present(folder / name)]
    kept = set(_git(folder, "hash-object", "--stdin-paths", given="\n".join(today)).split())
    try:
        remote = _git(folder, "remote", "get-url", "origin").strip()
    except subprocess.CalledProcessError:
        remote = None
    return GitHistory(root, tuple(sorted(set(blobs) - kept)), remote)


def _present(path: Path) -> list[Path]:
    if path.is_dir():
        return [each for each in sorted(path.rglob("*")) if each.is_file()]
    return [path] if path.is_file() else []


def _git(folder: Path, *words: str, given: str = "") -> str:
    # No path is a pattern, and no setting of the user's changes the answer's form.
    command = ["git", "--literal-pathspecs", "-c", "core.quotepath=off", *words]
    return subprocess.run(command, cwd=folder, input=given, capture_output=True, encoding="utf-8", check=True).stdout
