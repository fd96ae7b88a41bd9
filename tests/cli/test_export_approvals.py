"""An export holds to what contributors said yes to."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
EXPORT = ("export", "2026-12", "--to", "brevo", "--as-of", "2026-11-25")


@pytest.fixture
def approved(publication: Path, run: Run) -> Path:
    """The sample, approved by its editors, with the yes that the report of the checks asks for."""
    shutil.rmtree(publication / "issues/2026-11")
    header = publication / "issues/2026-12/issue.yaml"
    header.write_text(header.read_text("utf-8").replace("status: draft", "status: approved"), "utf-8")
    refused = run(*EXPORT)
    assert refused.exit_code == 1
    assert "Nobody has written down whether M. agrees with the wording." in refused.stdout
    assert not (publication / "dist/2026-12").exists()
    asked = re.search(r"people/(person-\d+)\.yaml:\s+(\{section:.*?\})", " ".join(refused.stdout.split()))
    assert asked is not None
    with (publication / f"people/{asked[1]}.yaml").open("a", encoding="utf-8") as file:
        file.write(f"approvals:\n  - {asked[2]}\n")
    return publication


def test_what_was_approved_is_exported_and_the_manifest_says_so(approved: Path, run: Run) -> None:
    assert run(*EXPORT).exit_code == 0
    manifest = json.loads((approved / "dist/2026-12/brevo/manifest.json").read_text("utf-8"))
    assert manifest["status"] == "approved"
    [yes] = [each for each in manifest["approvals"] if each["section"] == "2026-12/story"]
    assert yes["approved_on"] == "2026-11-25"
    assert re.fullmatch(r"v1:sha256:[0-9a-f]{64}", yes["hash"])
    assert "person-" not in json.dumps(manifest["approvals"])


def test_one_word_later_nothing_is_exported(approved: Path, run: Run) -> None:
    assert run(*EXPORT).exit_code == 0
    before = (approved / "dist/2026-12/brevo/manifest.json").read_bytes()
    story = approved / "issues/2026-12/story.md"
    story.write_text(story.read_text("utf-8").replace("eleven minutes", "twelve minutes"), "utf-8")
    refused = run(*EXPORT)
    assert refused.exit_code == 1
    assert "The wording or a picture has changed since M. approved it on November 25, 2026." in refused.stdout
    assert (approved / "dist/2026-12/brevo/manifest.json").read_bytes() == before


def test_another_photo_is_another_story(approved: Path, run: Run) -> None:
    photo = approved / "issues/2026-12/images/garden.jpg"
    photo.write_bytes(photo.read_bytes() + b"\0")
    refused = run(*EXPORT)
    assert refused.exit_code == 1
    assert "has changed since M. approved it" in refused.stdout
