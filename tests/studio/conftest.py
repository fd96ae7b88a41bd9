"""``newsletter preview`` as people run it: a process of its own, on a copy of the publication."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from previewing import Previewing, copy_publication


@pytest.fixture
def publication(repository: Path, tmp_path: Path) -> Path:
    """A copy of the sample publication, to write into."""
    return copy_publication(repository, tmp_path / "publication")


@pytest.fixture
def start() -> Iterator[Callable[..., Previewing]]:
    """Start ``newsletter preview`` in a folder with these words and environment variables."""
    running: list[Previewing] = []

    def run(root: Path, *words: str, **environment: str) -> Previewing:
        running.append(Previewing(root, *words, **environment))
        return running[-1]

    yield run
    for one in running:
        one.close()


@pytest.fixture(scope="module")
def preview(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewing]:
    """A running preview of the sample issue, for tests that only look."""
    running = Previewing(
        copy_publication(repository, tmp_path_factory.mktemp("preview") / "publication"), "2026-12", "--no-browser"
    )
    yield running
    running.close()
