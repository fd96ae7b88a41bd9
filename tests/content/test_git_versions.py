"""Versions in real repositories: what is unsaved in words, and one more version that holds just that."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from newsletter.content.git_versions import Author, Change, save_version, unsaved_changes
from newsletter.content.project import Project
from newsletter.model.errors import EditError

Make = Callable[[Mapping[str, str | bytes]], Project]
HEADER = "title: December 2026\nnumber: 144\ndate: 2026-12-01\nsections: [letter, story]\n"
FILES = {
    "issues/2026-12/issue.yaml": HEADER,
    "issues/2026-12/letter.md": "---\nkind: letter\n---\nWords.\n",
    "issues/2026-12/story.md": "---\nkind: text\n---\nWords.\n",
    "issues/2026-11/letter.md": "---\nkind: letter\n---\nWords.\n",
    ".gitignore": "dist/\n",
    "program.py": "print()\n",
}


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git that knows nothing of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_") or name == "EMAIL"]:
        monkeypatch.delenv(name)
    (tmp_path / "gitconfig").write_text("[user]\nname = Ann\nemail = ann@example.org\n[init]\ndefaultBranch = main\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout


@pytest.fixture
def project(make_publication: Make) -> Project:
    """A publication with one version."""
    project = make_publication(FILES)
    git(project.root, "init", "--quiet")
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message=first")
    return project


def words(project: Project) -> list[str]:
    groups = unsaved_changes(project)
    assert groups is not None
    return [str(group) for group in groups]


def saved_files(project: Project) -> list[str]:
    """The files of the last version that it changed."""
    shown = git(project.root, "show", "--name-status", "--format=", "--no-renames", "-z", "HEAD")
    parts = shown.split("\0")
    return sorted(f"{parts[at]} {parts[at + 1]}" for at in range(0, len(parts) - 1, 2))


def change_much(project: Project) -> None:
    december = project.issues / "2026-12"
    (december / "issue.yaml").write_text(HEADER.replace("letter, ", ""), "utf-8")
    (december / "letter.md").unlink()
    (december / "story.md").write_text("---\nkind: text\n---\nOther words.\n", "utf-8")
    (december / "images").mkdir()
    (december / "images" / "gärten [1] *.jpg").write_bytes(b"\xff\xd8")
    (project.issues / "2027-01").mkdir()
    (project.issues / "2027-01" / "letter.md").write_text("---\nkind: letter\n---\n", "utf-8")
    (project.reference / "drugs" / "trabectedin.md").write_text("x", "utf-8")
    (project.root / "newsletter.yaml").write_text("x", "utf-8")
    (project.root / "program.py").write_text("print(2)\n", "utf-8")
    (project.issues / "2026-12" / ".0123456789abcdef.tmp").write_text("half", "utf-8")


def test_what_is_unsaved_is_said_by_issue_and_part(project: Project) -> None:
    assert unsaved_changes(project) == ()
    change_much(project)
    assert words(project) == [
        "2027-01: letter (new)",
        "December 2026: gärten [1] *.jpg (new), title, date and order (changed), letter (deleted), story (changed)",
        "Standing information: trabectedin (changed)",
        "Settings: newsletter (changed)",
    ]


def test_a_version_holds_what_was_unsaved_and_nothing_else(project: Project, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    git(project.root, "remote", "add", "origin", str(remote))
    git(project.root, "push", "--quiet", "--set-upstream", "origin", "main")
    first = git(project.root, "rev-parse", "HEAD")
    change_much(project)
    (project.root / "staged.txt").write_text("of another program", "utf-8")
    git(project.root, "add", "staged.txt")
    version = save_version(project, "-m “The story”\n\n# and more")
    assert git(project.root, "rev-parse", "--short", "HEAD").strip() == version
    assert git(project.root, "log", "-1", "--format=%an <%ae>%n%B").strip() == (
        "Ann <ann@example.org>\n-m “The story”\n\n# and more"
    )
    assert saved_files(project) == [
        "A issues/2026-12/images/gärten [1] *.jpg",
        "A issues/2027-01/letter.md",
        "D issues/2026-12/letter.md",
        "M issues/2026-12/issue.yaml",
        "M issues/2026-12/story.md",
        "M newsletter.yaml",
        "M reference/drugs/trabectedin.md",
    ]
    assert unsaved_changes(project) == ()
    assert git(project.root, "diff", "--cached", "--name-only").split() == ["staged.txt"]
    assert git(project.root, "diff", "--name-only").split() == ["program.py"]
    assert git(remote, "rev-parse", "main") == first


def test_a_first_version_and_a_file_that_was_staged_and_deleted(make_publication: Make) -> None:
    project = make_publication(FILES)
    git(project.root, "init", "--quiet")
    (project.issues / "2026-12" / "gone.md").write_text("x", "utf-8")
    git(project.root, "add", "issues")
    (project.issues / "2026-12" / "gone.md").unlink()
    save_version(project, "first")
    tracked = git(project.root, "ls-tree", "-r", "--name-only", "HEAD").split()
    assert "issues/2026-12/story.md" in tracked
    assert "issues/2026-12/gone.md" not in tracked
    assert "program.py" not in tracked
    assert unsaved_changes(project) == ()


def test_a_publication_within_a_larger_repository(make_publication: Make, tmp_path: Path) -> None:
    (tmp_path / "larger").mkdir()
    git(tmp_path / "larger", "init", "--quiet")
    shutil.move(make_publication(FILES).root, tmp_path / "larger" / "die Zeitung")
    project = Project(tmp_path / "larger" / "die Zeitung")
    (tmp_path / "larger" / "issues").mkdir()
    (tmp_path / "larger" / "issues" / "other.md").write_text("not ours", "utf-8")
    save_version(project, "first")
    assert all(line.startswith("A die Zeitung/") for line in saved_files(project))
    (project.issues / "2026-12" / "story.md").write_text("changed", "utf-8")
    assert words(project) == ["December 2026: story (changed)"]
    save_version(project, "second")
    assert saved_files(project) == ["M die Zeitung/issues/2026-12/story.md"]
    (project.issues / "2026-12" / "story.md").unlink()
    save_version(project, "third")
    assert saved_files(project) == ["D die Zeitung/issues/2026-12/story.md"]


def test_without_a_repository_without_git_or_where_all_is_ignored_there_is_nothing_to_show(
    make_publication: Make, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = make_publication(FILES)
    assert unsaved_changes(alone) is None
    with pytest.raises(EditError, match="no versions"):
        save_version(alone, "x")
    git(alone.root, "init", "--quiet")
    (alone.root / ".gitignore").write_text("*\n", "utf-8")
    assert unsaved_changes(alone) is None
    monkeypatch.setenv("PATH", str(alone.root))
    assert unsaved_changes(project) is None


def test_people_that_are_kept_outside_of_git_stay_outside(project: Project) -> None:
    git(project.root, "rm", "-r", "--quiet", "--cached", "people")
    (project.root / ".gitignore").write_text("people/\n", "utf-8")
    git(project.root, "commit", "--quiet", "--message=x")
    (project.people / "person-0099.yaml").write_text("shown_as: X\nrelation: patient\n", "utf-8")
    assert unsaved_changes(project) == ()
    with pytest.raises(EditError) as caught:
        save_version(project, "x")
    assert caught.value.code == "versions/nothing"


@pytest.mark.parametrize("message", ["", " \n "])
def test_a_version_has_words(project: Project, message: str) -> None:
    change_much(project)
    with pytest.raises(EditError) as caught:
        save_version(project, message)
    assert caught.value.code == "versions/no-message"


def test_a_git_that_knows_no_name_asks_for_one(project: Project, tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text("", "utf-8")
    change_much(project)
    with pytest.raises(EditError) as caught:
        save_version(project, "x")
    assert caught.value.code == "versions/no-name"
    assert git(project.root, "diff", "--cached", "--name-only") == ""
    save_version(project, "x", Author("Bea Müller", "bea@example.org"))
    assert git(project.root, "log", "-1", "--format=%an %ae %cn %ce").strip() == (
        "Bea Müller bea@example.org Bea Müller bea@example.org"
    )
    assert (tmp_path / "gitconfig").read_text("utf-8") == ""


@pytest.mark.skipif(os.name == "nt", reason="hooks are shell scripts")
def test_a_check_of_the_repository_can_refuse_and_its_words_are_shown(project: Project) -> None:
    hook = project.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'No secrets, please.' >&2\nexit 1\n", "utf-8")
    hook.chmod(stat.S_IRWXU)
    change_much(project)
    before = words(project)
    first = git(project.root, "rev-parse", "HEAD")
    with pytest.raises(EditError, match=r"a check of this repository refuses it: No secrets, please\. Your") as caught:
        save_version(project, "x")
    assert caught.value.code == "versions/refused"
    assert git(project.root, "rev-parse", "HEAD") == first
    assert words(project) == before
    hook.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    save_version(project, "x")
    assert unsaved_changes(project) == ()


def test_two_versions_of_a_file_are_named_and_nothing_is_saved(project: Project) -> None:
    story = project.issues / "2026-12" / "story.md"
    git(project.root, "checkout", "--quiet", "-b", "other")
    story.write_text("theirs\n", "utf-8")
    git(project.root, "commit", "--quiet", "--all", "--message=theirs")
    git(project.root, "checkout", "--quiet", "main")
    story.write_text("ours\n", "utf-8")
    git(project.root, "commit", "--quiet", "--all", "--message=ours")
    subprocess.run(["git", "merge", "--quiet", "other"], cwd=project.root, capture_output=True, check=False)
    groups = unsaved_changes(project)
    assert groups is not None
    assert [file.change for group in groups for file in group.files] == [Change.CONFLICT]
    with pytest.raises(EditError, match=r"issues/2026-12/story\.md has two versions") as caught:
        save_version(project, "x")
    assert caught.value.code == "versions/conflict"
    assert git(project.root, "log", "-1", "--format=%s").strip() == "ours"


def test_another_git_at_work_is_told_in_its_words(project: Project) -> None:
    change_much(project)
    (project.root / ".git" / "index.lock").touch()
    assert len(words(project)) == 4
    with pytest.raises(EditError, match=r"git says: fatal: .*index\.lock") as caught:
        save_version(project, "x")
    assert caught.value.code == "versions/failed"
