"""What has changed since an issue was sent, entry by entry and wording by wording."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from freezing import ISSUE, built, frozen

from newsletter.cli.main import cli
from newsletter.content.frozen_drift import Drift, Wording, reference_drift, source_drift
from newsletter.content.project import Project
from newsletter.delivery.freeze import source_digests

Publications = Callable[..., Project]

LINKED = (
    "---\nkind: letter\ntitle: Dear readers\n---\nRead about <ref:drugs/doxorubicin>, and call "
    "[us](ref:organization/helpline).\n"
)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def drift(project: Project) -> tuple[Drift, ...]:
    kept = built(project).frozen
    assert kept is not None
    return reference_drift(kept, project.reference)


def test_nothing_has_changed_at_first(publication: Publications) -> None:
    project = publication()
    kept = frozen(project)
    assert drift(project) == ()
    assert source_drift(kept, source_digests(project.issues / ISSUE)) == ()
    edit(project.reference / "drugs" / "trabectedin.md", "reviewed_by:", "reviewed_by: Dr. S. Sample")
    assert drift(project) == ()


def test_each_wording_that_changed_is_told(publication: Publications) -> None:
    project = publication()
    drug = project.reference / "drugs" / "trabectedin.md"
    frozen(project)
    edit(drug, "generic: trabectedin", "generic: newtabectedin")
    drug.write_text(drug.read_text(encoding="utf-8") + "\nA paragraph more,\nin two lines.\n", encoding="utf-8")
    assert drift(project) == (
        Drift(
            "drugs/trabectedin",
            (
                Wording("generic", "trabectedin", "newtabectedin"),
                Wording("text", None, "A paragraph more, in two lines."),
            ),
        ),
    )
    drug.unlink()
    [gone] = drift(project)
    assert {wording.now for wording in gone.wordings} == {None}


def test_what_was_only_named_counts_by_its_name_and_address(publication: Publications) -> None:
    project = publication({f"issues/{ISSUE}/letter.md": LINKED})
    drug = project.reference / "drugs" / "doxorubicin.md"
    frozen(project)
    drug.write_text(drug.read_text(encoding="utf-8") + "\nA paragraph more.\n", encoding="utf-8")
    assert drift(project) == ()
    edit(drug, "generic: doxorubicin", "generic: newdoxorubicin")
    [named] = drift(project)
    assert named.id == "drugs/doxorubicin"
    assert [wording.field for wording in named.wordings] == ["name"]
    drug.unlink()
    assert {wording.now for each in drift(project) for wording in each.wordings} == {None}


def test_files_of_the_issue_that_were_changed_are_named(publication: Publications) -> None:
    project = publication()
    kept = frozen(project)
    folder = project.issues / ISSUE
    edit(folder / "harbor.md", "Open", "Closed")
    (folder / "more.md").write_text("More.\n", encoding="utf-8")
    (folder / "images" / "gate.png").unlink()
    assert source_drift(kept, source_digests(folder)) == ("harbor.md", "images/gate.png", "more.md")
    assert "Open on weekdays" in built(project).draft.email.text


def test_the_command_says_it(publication: Publications, monkeypatch: pytest.MonkeyPatch) -> None:
    project = publication()
    frozen(project)
    edit(project.reference / "drugs" / "trabectedin.md", "generic: trabectedin", "generic: newtabectedin")
    edit(project.issues / ISSUE / "harbor.md", "Open", "Closed")
    monkeypatch.chdir(project.issues / ISSUE)
    result = CliRunner().invoke(cli, ["freeze", "--drift"])
    assert result.exit_code == 0
    assert result.output == (
        f"The reference has changed since {ISSUE} was frozen on January 5, 2027 by Ann:\n"
        "  drugs/trabectedin\n"
        "    generic\n"
        "      sent: trabectedin\n"
        "      now:  newtabectedin\n"
        "Files of the issue that were changed since; what was sent is not affected:\n"
        f"  issues/{ISSUE}/harbor.md\n"
    )
