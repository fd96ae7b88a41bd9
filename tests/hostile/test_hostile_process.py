"""``newsletter build`` as a process of its own: a crash, a hang or a flood of memory fails a test here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hostile_issue import HEADER, ISSUE, LETTER

BODIES = {
    "lists": "- " * 1_000 + "x",
    "quotations": ">" * 100_000 + "x",
    "both": "> - " * 2_000 + "x",
    "brackets": "[" * 900_000,
    "pictures": "![" * 90 + "x" + "](x.jpg)" * 90,
    "emphasis": "*a **b " * 2_500 + " c** d*" * 2_500,
    "stars": "*" * 5_000 + "a" + "*" * 5_000,
    "growing": "[a]: /" + "x" * 500_000 + "\n\n" + "[a]\n\n" * 20_000,
    "characters": "\x01" * 500_000,
}
SOUND = {
    "tags": "<b>" * 20_000 + "</b>" * 20_000,
    "signs": "“a” > b é> ]]> <![CDATA[ <!--[if mso]> <!-- <mj-text </mj-text>",
    "components": "<mj-section>" * 5_000,
    "table": "| a | b |\n|---|---|\n" + "| x | y |\n" * 3_500,
    "links": "- [w](https://a.example/)\n" * 3_500,
    "word": "x" * 900_000,
    "marks": ' class="at=x" data-at="' * 5_000,
}


@pytest.fixture
def publication(repository: Path, tmp_path: Path) -> Path:
    for name in ("reference", "people", "templates"):
        shutil.copytree(repository / name, tmp_path / name)
    shutil.copy(repository / "newsletter.yaml", tmp_path)
    return tmp_path


def limit_memory() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))


def run(root: Path, bodies: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """Build an issue with one section for each body; the exit code and what was printed as JSON."""
    folder = root / "issues" / ISSUE
    folder.mkdir(parents=True)
    listed = "".join(f"  - {name}\n" for name in bodies)
    (folder / "issue.yaml").write_text(HEADER.replace("  - letter\n", listed), "utf-8")
    for name, body in bodies.items():
        (folder / f"{name}.md").write_text(f"{LETTER}{body}\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", "newsletter.cli.main", "build", "--json", "--as-of", "2026-11-25"],
        cwd=root,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        timeout=120,
        preexec_fn=None if sys.platform == "win32" else limit_memory,
        check=False,
    )
    said = done.stderr.decode()
    assert "Traceback" not in said, said[-2_000:]
    assert done.returncode in (0, 1), (done.returncode, said[-2_000:])
    return done.returncode, json.loads(done.stdout or "{}")


def test_every_section_that_goes_too_far_is_named_and_none_ends_the_process(publication: Path) -> None:
    code, said = run(publication, BODIES)
    assert code == 1
    (result,) = said["issues"]
    errors = [finding for finding in result["findings"] if finding["severity"] == "error"]
    assert {finding["section"] for finding in errors} == {f"{ISSUE}/{name}" for name in BODIES}
    assert all(finding["remedy"] and finding["line"] for finding in errors)
    assert result["files"] == []


def test_what_is_merely_odd_or_long_is_built(publication: Path) -> None:
    code, said = run(publication, SOUND)
    (result,) = said["issues"]
    assert {finding["rule"] for finding in result["findings"]} == {"deliverability/size"}
    assert code == 1, "built, but too long to be handed off"
    assert all(Path(file).stat().st_size > 100_000 for file in result["files"])


@pytest.mark.parametrize("part", ["sections/letter.mjml.j2", "parts/footer.mjml.j2"])
def test_a_template_that_nests_tags_too_deep_is_refused_before_the_compiler(publication: Path, part: str) -> None:
    template = publication / "templates" / part
    nested = "{% for _ in range(20000) %}<b>{% endfor %}x{% for _ in range(20000) %}</b>{% endfor %}"
    text = template.read_text("utf-8")
    # Inside the component that holds text: elsewhere the tags themselves would be refused.
    inside = "{% call section(block) %}" if "call section(block)" in text else "<mj-text"
    at = text.index(inside) + len(inside)
    at = at if inside.endswith("%}") else text.index(">", at) + 1
    template.write_text(text[:at] + nested + text[at:], "utf-8")
    folder = publication / "issues" / ISSUE
    folder.mkdir(parents=True)
    (folder / "issue.yaml").write_text(HEADER, "utf-8")
    (folder / "letter.md").write_text(f"{LETTER}Hello.\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "newsletter.cli.main", "build"],
        cwd=publication, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    said = done.stderr.decode("utf-8", "replace")
    assert done.returncode == 1, (done.returncode, said[-2_000:])
    assert "nested more than" in said
    assert "templates/" in said
