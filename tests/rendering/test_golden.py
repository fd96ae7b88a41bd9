"""The emails as they were when someone last looked at them in a browser.

After a change that is meant: ``pytest tests/rendering/test_golden.py --update-golden``, and look at the diff.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.build import Build

GOLDEN = Path(__file__).parent / "golden"
SHOWN = 60


@pytest.fixture
def same_as_golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, or write the file with ``--update-golden``."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        assert path.exists(), f"There is no {name}. Write it with: pytest --update-golden"
        golden = path.read_bytes().decode()
        if golden == text:
            return
        before, after = golden.split("\n"), text.split("\n")
        lines = list(difflib.unified_diff(before, after, f"golden/{name}", "now", n=1, lineterm=""))
        more = f"\n… and {len(lines) - SHOWN} lines more" if len(lines) > SHOWN else ""
        pytest.fail("\n".join(line[:300] for line in lines[:SHOWN]) + more, pytrace=False)

    return compare


@pytest.mark.parametrize("face", ["html", "text", "mjml"])
def test_the_sample_issue_is_as_it_was(built: Build, same_as_golden: Callable[[str, str], None], face: str) -> None:
    email = built.draft.email
    suffix = {"text": "txt"}.get(face, face)
    same_as_golden(f"{email.name}/email.{suffix}", getattr(email, face))


def test_the_golden_files_are_those_of_the_samples(repository: Path) -> None:
    issues = {path.parent.name for path in (repository / "issues").glob("*/issue.yaml")}
    assert {path.name for path in GOLDEN.iterdir()} <= issues
