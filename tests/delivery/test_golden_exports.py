"""An export for each service as it was when someone last read it: open the folders below ``golden/``.

Two of them are whole; of the others, what a volunteer opens is kept.

After a change that is meant: ``pytest tests/delivery/test_golden_exports.py --update-golden``, and look at the diff.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from exporting import contents, exported

from newsletter.checks.draft import Draft
from newsletter.services import service_names

GOLDEN = Path(__file__).parent / "golden"
WHOLE = {"campaign_monitor", "listmonk"}


def readable(folder: Path) -> dict[str, bytes]:
    """The files of an export but for its zip, and the manifest without what depends on the computer."""
    files = contents(folder)
    del files["2027-01.zip"]
    if folder.name not in WHOLE:
        return {name: content for name, content in files.items() if name.endswith((".html", ".txt", ".md", ".png"))}
    manifest = json.loads(files["manifest.json"])
    manifest["versions"] = dict.fromkeys(manifest["versions"], "as installed")
    files["manifest.json"] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
    return files


@pytest.mark.parametrize("name", service_names())
def test_an_export_is_as_it_was(
    letter_draft: Callable[..., Draft], tmp_path: Path, name: str, request: pytest.FixtureRequest
) -> None:
    draft = letter_draft("Spring is near, {{ and so on }}: [our plan](https://example.org/plan).")
    now = readable(exported(draft, name, tmp_path))
    golden = GOLDEN / name
    if request.config.getoption("--update-golden"):
        shutil.rmtree(golden, ignore_errors=True)
        for file, content in now.items():
            (golden / file).parent.mkdir(parents=True, exist_ok=True)
            (golden / file).write_bytes(content)
        return
    before = contents(golden)
    assert sorted(now) == sorted(before)
    changed = [file for file in now if now[file] != before[file]]
    assert changed == [], f"Look at {golden}; after a change that is meant, run this with --update-golden."
