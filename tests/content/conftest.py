from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from newsletter.content.issues import read_issue
from newsletter.content.project import Project
from newsletter.content.reference import read_publication
from newsletter.model.issue import Issue
from newsletter.model.reading import Reading
from newsletter.model.reference import Reference

HEADER = "title: T\nnumber: 144\ndate: 2026-12-01\nsubject: S\npreheader: P\nsections:\n  - letter\n"
LETTER = "---\nkind: letter\ntitle: T\n---\nWords.\n"

Files = Mapping[str, str | bytes | None]


@pytest.fixture(scope="session")
def reference(repository: Path) -> Reference:
    return read_publication(Project(repository)).require().reference


@pytest.fixture
def issue_folder(tmp_path: Path) -> Callable[[Files], Path]:
    """Write an issue whose two files are sound, with the given ones over it; None leaves a file out."""

    def write(files: Files) -> Path:
        folder = tmp_path / "issues" / "2026-12"
        folder.mkdir(parents=True)
        for name, content in {"issue.yaml": HEADER, "letter.md": LETTER, **files}.items():
            if content is not None:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write


@pytest.fixture
def read(issue_folder: Callable[[Files], Path], reference: Reference) -> Callable[[Files], Reading[Issue]]:
    """Read such an issue against the repository's reference."""
    return lambda files: read_issue(issue_folder(files), reference)
