import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsletter.cli.main import cli


@pytest.fixture
def publication(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample publication, with a second and older issue; the current folder."""
    root = tmp_path / "publication"
    for name in ("reference", "people", "templates", "issues/2026-12"):
        shutil.copytree(repository / name, root / name)
    shutil.copy(repository / "newsletter.yaml", root)
    shutil.copytree(root / "issues/2026-12", root / "issues/2026-11")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run ``newsletter`` with these words; a bug in it fails the test with its traceback."""

    def invoke(*words: str) -> Result:
        result = CliRunner().invoke(cli, words, prog_name="newsletter")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke
