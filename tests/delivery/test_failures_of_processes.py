"""Whole processes: a disk that takes no more, and two exports at the same time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from exporting import contents

from newsletter.content.project import Project
from newsletter.delivery.exported import read_export
from newsletter.services import service_names

COMMAND = [sys.executable, "-m", "newsletter.cli.main", "export", "2026-12", "--as-of", "2026-11-25"]


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Project:
    """The sample."""
    for name in ("reference", "people", "templates", "issues/2026-12"):
        shutil.copytree(repository / name, tmp_path / name)
    shutil.copy(repository / "newsletter.yaml", tmp_path)
    return Project(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file")
def test_a_disk_that_takes_no_more(project: Project) -> None:
    """No file may grow above 60 KB: the export fails in the middle of the .eml."""
    subprocess.run([*COMMAND, "--to", "brevo"], cwd=project.root, check=True, capture_output=True)
    before = contents(project.output / "2026-12")
    with (project.root / "issues/2026-12/letter.md").open("a", encoding="utf-8", newline="\n") as letter:
        letter.write("\nOne line more.\n")
    limited = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)); "
        "from newsletter.cli.main import main; main()"
    )
    command = [sys.executable, "-c", limited, *COMMAND[3:], "--to", "brevo"]
    result = subprocess.run(command, cwd=project.root, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 1
    assert "The export could not be written to " in result.stderr
    assert "File too large" in result.stderr
    assert "(delivery/not-written)" in result.stderr
    assert contents(project.output / "2026-12") == before
    assert os.listdir(project.output / "2026-12") == ["brevo"]


def test_two_exports_at_once(project: Project) -> None:
    command = [*COMMAND, "--all-services"]
    both = [
        subprocess.Popen(command, cwd=project.root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)
    ]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(os.listdir(project.output / "2026-12")) == sorted(service_names())
    for name in service_names():
        assert read_export(project.output, "2026-12", name).issue == "2026-12"
