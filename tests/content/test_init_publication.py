"""A publication of one's own: complete, sound, and never at the cost of what was there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from newsletter.build import Builder
from newsletter.content.default_publication import default_publication
from newsletter.content.init_publication import init_publication
from newsletter.content.new_issue import new_issue
from newsletter.content.project import Project
from newsletter.content.reference import read_publication
from newsletter.model.errors import ContentError, EditError, NewsletterError, ProjectError

TITLE = ("title",)


def below(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, with what it says."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_newsletter_of_another_name_does_not_carry_the_default_logo(tmp_path: Path) -> None:
    init_publication(tmp_path / "mine", {TITLE: "Hope Letter"})
    project = Project(tmp_path / "mine")
    assert [path.name for path in sorted(project.templates.iterdir())] == ["README.md", "theme.yaml"]
    email = Builder(project).build("2026-12").draft.email
    assert "/theme/logo-" not in email.html
    assert "<strong>Hope Letter</strong>" in email.html
    assert "#   light: images/logo-light.png" in (project.templates / "theme.yaml").read_text(encoding="utf-8")


def test_in_a_checkout_the_default_publication_is_the_repository(repository: Path) -> None:
    assert default_publication() == repository


def test_the_sample_of_a_new_publication_is_the_sample_of_the_repository(tmp_path: Path, built, repository) -> None:
    made = init_publication(tmp_path / "mine", {})
    assert [path.name for path in made] == sorted(
        [".gitignore", ".schemas", "README.md", "issues", "newsletter.yaml", "people", "reference", "templates"]
    )
    project = Project(tmp_path / "mine")
    assert project.issue_names() == ["2026-12"]
    assert [path.name for path in project.templates.iterdir()] == ["README.md"]
    email = Builder(project).build("2026-12", as_of=built.draft.today).draft.email
    assert (email.html, email.text) == (built.draft.email.html, built.draft.email.text)
    assert [image.path.read_bytes() for image in email.images] == [
        image.path.read_bytes() for image in built.draft.email.images
    ]
    copied = below(project.reference)
    assert copied == below(repository / "reference")


def test_without_the_sample_a_first_issue_can_be_started(tmp_path: Path) -> None:
    project = Project(tmp_path / "mine")
    init_publication(project.root, {}, sample=False)
    assert project.issue_names() == []
    assert list(project.people.iterdir()) == []
    assert not read_publication(project).require().settings.sample
    assert new_issue(project, "2027-01") != []


def test_settings_are_written_where_they_stand_and_comments_stay(tmp_path: Path, repository: Path) -> None:
    settings = {TITLE: 'Elm: "News" # 1', ("sender", "address"): "a@elm.example", ("timezone",): "Europe/Vienna"}
    init_publication(tmp_path / "mine", settings)
    read = read_publication(Project(tmp_path / "mine")).require().settings
    assert (read.title, read.sender.address, read.timezone) == ('Elm: "News" # 1', "a@elm.example", "Europe/Vienna")
    before = (repository / "newsletter.yaml").read_text("utf-8").splitlines()
    after = (tmp_path / "mine/newsletter.yaml").read_text("utf-8").splitlines()
    changed = [old for old, new in zip(before, after, strict=True) if old != new]
    assert [line.split(":")[0].strip() for line in changed] == ["title", "timezone", "address"]
    for old, new in zip(before, after, strict=True):
        assert old.partition("  #")[2] == new.partition("  #")[2]
    assert (tmp_path / "mine/README.md").read_text("utf-8").startswith('# Elm: "News" # 1\n')


@pytest.mark.parametrize("name", ["mine", "a/b/c", "with a space/my newsletter", "Bülletin", "mine/../yours"])
def test_any_new_folder_will_do(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").mkdir() if ".." in name else None
    init_publication(tmp_path / name, {})
    assert read_publication(Project(tmp_path / name)).require().settings.sample
    left = list(tmp_path.rglob(".newsletter-*"))
    assert left == []


def test_an_empty_folder_stays_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stands in it, as with ``init .``, must not stand in a deleted one."""
    folder = tmp_path / "mine"
    (folder / ".git").mkdir(parents=True)
    before = folder.stat().st_ino
    monkeypatch.chdir(folder)
    assert {"newsletter.yaml", "issues"} <= {path.name for path in init_publication(Path("."), {})}
    assert folder.stat().st_ino == before
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == [
        ".git", ".gitignore", ".schemas",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["newsletter.yaml", "notes.txt", "reference", ".gitignore", ".schemas"])
def test_what_is_in_the_way_is_named_and_kept(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(ProjectError, match=f"“{name}” is there already, and nothing was changed"):
        init_publication(tmp_path, {})
    assert below(tmp_path) == {name: b"mine"}


@pytest.mark.parametrize("name", ["notes.txt", "notes.txt/mine", "notes.txt/a/b"])
def test_a_file_is_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ProjectError, match=r"notes\.txt is a file, not a folder"):
        init_publication(tmp_path / name, {})
    assert below(tmp_path) == {"notes.txt": b"mine"}


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({("timezone",): "Mars"}, ContentError),
        ({("sender", "address"): "nobody"}, ContentError),
        ({TITLE: "\udcff"}, NewsletterError),
        ({("sender",): "a text"}, EditError),
    ],
)
@pytest.mark.parametrize("existing", [True, False])
def test_a_setting_that_cannot_be_used_leaves_nothing_behind(tmp_path: Path, settings, error, existing: bool) -> None:
    folder = tmp_path / "mine"
    if existing:
        folder.mkdir()
    with pytest.raises(error):
        init_publication(folder, settings)
    assert below(tmp_path) == {}
    assert list(tmp_path.iterdir()) == ([folder] if existing else [])


def test_a_name_that_the_system_refuses_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(NewsletterError, match=r"could not be made \(.+\)\. Choose a place"):
        init_publication(tmp_path / ("a" * 300), {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are other permissions")
@pytest.mark.parametrize("name", ["shut", "shut/mine"])
def test_a_folder_that_may_not_be_written_is_said_in_words(tmp_path: Path, name: str) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    with pytest.raises(NewsletterError, match="could not be made"):
        init_publication(tmp_path / name, {})
    assert list(shut.iterdir()) == []


def test_a_move_that_fails_half_way_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    rename = os.rename

    def full_after_some(source: Path, target: Path) -> None:
        if Path(source).name == "newsletter.yaml":  # the last one
            raise OSError(28, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(os, "rename", full_after_some)
    with pytest.raises(NewsletterError, match="No space left on device"):
        init_publication(folder, {})
    assert list(folder.iterdir()) == []
