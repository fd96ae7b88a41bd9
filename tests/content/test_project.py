from pathlib import Path

import pytest

from newsletter.content.project import Project, find_project, is_safe_name
from newsletter.model.errors import ProjectError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "publication"
    for name in ("2026-11", "2026-12", ".2027-01.new", "_template"):
        (root / "issues" / name / "images").mkdir(parents=True)
    (root / "issues" / "notes.txt").write_text("")
    (root / "reference" / "drugs").mkdir(parents=True)
    (root / "newsletter.yaml").write_text("")
    return root


@pytest.mark.parametrize("inside", ["", "issues", "issues/2026-12/images", "reference/drugs", "not/made/yet"])
def test_a_publication_is_found_from_any_folder_inside(root: Path, inside: str) -> None:
    assert find_project(root / inside).root == root


def test_a_publication_is_found_from_the_current_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "issues" / "2026-12")
    assert find_project().root == root


def test_no_publication_here(tmp_path: Path) -> None:
    (tmp_path / "newsletter.yaml").mkdir()
    with pytest.raises(ProjectError) as caught:
        find_project(tmp_path)
    assert str(caught.value) == (
        f"There is no newsletter.yaml in {tmp_path} or in a folder above it. "
        "Go to the publication's folder and try again."
    )


def test_issue_names_are_in_order_and_leave_out_what_is_hidden(root: Path) -> None:
    assert Project(root).issue_names() == ["2026-11", "2026-12"]
    assert Project(root / "reference").issue_names() == []


@pytest.mark.parametrize("name", ["2026-12", "2026-12/", "issues/2026-12", "issues/2026-12/", "issues\\2026-12\\"])
def test_an_issue_is_named_as_a_shell_completes_it(root: Path, name: str) -> None:
    assert Project(root).issue_folder(name) == root / "issues" / "2026-12"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("2026-1", "Did you mean 2026-12?"),
        ("202612", "Did you mean 2026-12?"),
        ("spring", "There are: 2026-11, 2026-12."),
        ("../reference", "There are: 2026-11, 2026-12."),
        ("2026-12/images", "Did you mean 2026-12?"),
        ("notes.txt", "There are: 2026-11, 2026-12."),
        ("", "There are: 2026-11, 2026-12."),
        (".2027-01.new", "There are: 2026-11, 2026-12."),
    ],
)
def test_an_issue_that_does_not_exist(root: Path, name: str, hint: str) -> None:
    with pytest.raises(ProjectError) as caught:
        Project(root).issue_folder(name)
    assert str(caught.value) == f"There is no issue “{name}”. {hint}"


def test_the_first_issue(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"^There is no issue “x”\. Start one with: newsletter new 2027-01$"):
        Project(tmp_path).issue_folder("x")


@pytest.mark.parametrize("name", ["a", "2026-12", "boot-camp-3", "Ä ö", "a.b", "story_2", "2026-12 (2)"[:7], "x" * 100])
def test_names_for_every_computer(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "a\\b", "-a", ".a", "_a", " a", "a ", "a.", "CON", "con.txt", "nul", "Lpt1.md", "com¹",
     "a:b", "a*", "a?", "a|b", 'a"', "a<b", "a\nb", "a\0b", "a\tb", "x" * 101, "A\u0308"],
)  # fmt: skip
def test_names_that_are_refused(name: str) -> None:
    assert not is_safe_name(name)
