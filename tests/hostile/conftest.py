"""One small publication, whose only issue is written anew for each test and built through the real pipeline."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hostile_issue import HEADER, ISSUE, LETTER, Build, Outcome

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.model.errors import ContentError


@pytest.fixture(scope="session")
def builder(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    root = tmp_path_factory.mktemp("hostile")
    for name in ("reference", "people", "templates"):
        shutil.copytree(repository / name, root / name)
    shutil.copy(repository / "newsletter.yaml", root)
    return Builder(Project(root))


@pytest.fixture
def issue(builder: Builder) -> Path:
    """The folder of the issue, empty."""
    folder = builder.project.issues / ISSUE
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def build(builder: Builder, issue: Path) -> Build:
    """Build the issue of these files; a sound ``issue.yaml`` and ``letter.md`` stand in for those not given.

    Only what has a finding may stop it: any other error is the test's.
    """

    def build(files: Mapping[str, str | bytes]) -> Outcome:
        for name, content in {"issue.yaml": HEADER, "letter.md": f"{LETTER}Hello.\n", **files}.items():
            path = issue / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        try:
            built = builder.build(ISSUE, as_of=date(2026, 11, 25))
        except ContentError as error:
            return Outcome(None, error.findings)
        return Outcome(built.draft.email, built.findings)

    return build


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for the network fails the test."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a build asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
