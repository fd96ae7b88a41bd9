import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.build import Build
from newsletter.delivery import folder_swap
from newsletter.delivery.folder_swap import recover
from newsletter.delivery.output_folder import write_email
from newsletter.model.email import Email
from newsletter.model.errors import ProjectError


@pytest.fixture
def email(built: Build) -> Email:
    return built.draft.email


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_swap.time, "sleep", lambda seconds: None)


def named(email: Email, word: str) -> Email:
    return replace(email, html=f"<html>{word}</html>\n", text=f"{word}\n", mjml=f"<mjml>{word}</mjml>\n")


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def visible(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name != ".locks")


def replacing(monkeypatch: pytest.MonkeyPatch, fault: Callable[[int, str], BaseException | None]) -> list[str]:
    """Let ``os.replace`` fail: ``fault`` gets the number of the call and the name of the source."""
    calls: list[str] = []
    real = os.replace

    def fake(source: str | Path, target: str | Path) -> None:
        calls.append(Path(source).name)
        error = fault(len(calls), calls[-1])
        if error is not None:
            raise error
        real(source, target)

    monkeypatch.setattr(folder_swap.os, "replace", fake)
    return calls


def test_what_is_written(email: Email, tmp_path: Path) -> None:
    folder = write_email(email, tmp_path / "a" / "dist")
    assert folder == tmp_path / "a" / "dist" / "2026-12"
    assert (folder / "email.html").read_bytes() == email.html.encode()
    assert (folder / "email.txt").read_bytes() == email.text.encode()
    assert (folder / "email.mjml").read_bytes() == email.mjml.encode()
    assert (folder / "images/garden.jpg").read_bytes() == email.images[0].path.read_bytes()
    assert visible(folder.parent) == ["2026-12"]


def test_line_ends_are_the_same_on_every_computer(email: Email, tmp_path: Path) -> None:
    folder = write_email(replace(email, text="a\nb\n"), tmp_path)
    assert (folder / "email.txt").read_bytes() == b"a\nb\n"


def test_a_second_build_replaces_ours_and_keeps_everything_else(email: Email, tmp_path: Path) -> None:
    folder = write_email(email, tmp_path)
    (folder / "notes.txt").write_text("mine")
    (folder / "sent" / "deep").mkdir(parents=True)
    (folder / "sent" / "deep" / "receipt.json").write_text("{}")
    (folder / "images" / "stale.jpg").write_text("of an earlier build")
    (tmp_path / "2026-11").mkdir()
    (tmp_path / "2026-11" / "email.html").write_text("another issue")
    write_email(named(email, "second"), tmp_path)
    assert contents(folder) | {image.name: b"" for image in email.images} == {
        "email.html": b"<html>second</html>\n",
        "email.mjml": b"<mjml>second</mjml>\n",
        "email.txt": b"second\n",
        "images/garden.jpg": b"",
        "images/theme/logo-dark.png": b"",
        "images/theme/logo-light.png": b"",
        "notes.txt": b"mine",
        "sent/deep/receipt.json": b"{}",
    }
    assert (tmp_path / "2026-11" / "email.html").read_text() == "another issue"
    assert visible(tmp_path) == ["2026-11", "2026-12"]


def test_a_picture_that_is_gone_leaves_the_earlier_build(email: Email, tmp_path: Path) -> None:
    folder = write_email(email, tmp_path)
    before = contents(folder)
    missing = replace(email.images[0], path=tmp_path / "gone.jpg")
    with pytest.raises(ProjectError, match="the earlier build is unharmed"):
        write_email(replace(named(email, "second"), images=(missing,)), tmp_path)
    assert contents(folder) == before
    write_email(named(email, "third"), tmp_path)
    assert visible(tmp_path) == ["2026-12"]


def test_pictures_of_an_earlier_build_go_with_it(email: Email, tmp_path: Path) -> None:
    folder = write_email(email, tmp_path)
    assert (folder / "images").is_dir()
    write_email(replace(email, images=()), tmp_path)
    assert not (folder / "images").exists()


class Crash(BaseException):
    """The power goes."""


@pytest.mark.parametrize("call", [1, 2])
def test_a_crash_at_either_rename_is_put_right_by_the_next_build_of_any_issue(
    email: Email, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    folder = write_email(named(email, "first"), tmp_path)
    (folder / "notes.txt").write_text("mine")
    before = contents(folder)
    with monkeypatch.context() as patch:
        replacing(patch, lambda number, _name: Crash() if number == call else None)
        with pytest.raises(Crash):
            write_email(named(email, "second"), tmp_path)
    assert folder.exists() == (call == 1)
    write_email(replace(email, name="2026-11"), tmp_path)
    assert contents(folder) == before
    assert visible(tmp_path) == ["2026-11", "2026-12"]
    write_email(named(email, "third"), tmp_path)
    assert contents(folder)["email.txt"] == b"third\n"
    assert contents(folder)["notes.txt"] == b"mine"


def test_a_crash_after_the_swap_leaves_the_new_build(
    email: Email, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_email(named(email, "first"), tmp_path)

    def crash(path: Path) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(folder_swap.shutil, "rmtree", crash)
        with pytest.raises(Crash):
            write_email(named(email, "second"), tmp_path)
    recover(tmp_path)
    assert contents(folder)["email.txt"] == b"second\n"
    assert visible(tmp_path) == ["2026-12"]


def test_a_file_held_open_for_a_moment_is_tried_again(
    email: Email, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_email(named(email, "first"), tmp_path)
    calls = replacing(monkeypatch, lambda number, _name: PermissionError(13, "in use") if number in (1, 2, 4) else None)
    write_email(named(email, "second"), tmp_path)
    assert len(calls) == 5
    assert contents(folder)["email.txt"] == b"second\n"


@pytest.mark.parametrize("ends", ["2026-12", ".newsletter-new"], ids=["old-one-held", "new-one-held"])
def test_a_file_held_open_for_good_is_said_in_words_and_the_earlier_build_stays(
    email: Email, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    folder = write_email(named(email, "first"), tmp_path)
    before = contents(folder)
    with monkeypatch.context() as patch:
        replacing(patch, lambda _number, name: PermissionError(13, "in use") if name.endswith(ends) else None)
        with pytest.raises(ProjectError) as caught:
            write_email(named(email, "second"), tmp_path)
    assert str(caught.value) == (
        f"The built issue could not be written to {folder} (in use). "
        "Close what has it open, or look whether the disk is full; the earlier build is unharmed."
    )
    assert contents(folder) == before
    write_email(named(email, "third"), tmp_path)
    assert contents(folder)["email.txt"] == b"third\n"
    assert visible(tmp_path) == ["2026-12"]


def test_nothing_but_ours_is_touched_in_a_folder_that_is_somebody_elses(email: Email, tmp_path: Path) -> None:
    (tmp_path / ".bashrc.old").write_text("a")
    (tmp_path / ".project.new").mkdir()
    (tmp_path / ".project.old").mkdir()
    (tmp_path / "project").mkdir()
    (tmp_path / "letter.txt").write_text("b")
    write_email(email, tmp_path)
    assert visible(tmp_path) == [".bashrc.old", ".project.new", ".project.old", "2026-12", "letter.txt", "project"]


def test_a_folder_that_cannot_be_made(email: Email, tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("a file")
    with pytest.raises(ProjectError, match=r"^The built issue could not be written to "):
        write_email(email, tmp_path / "dist")


def test_a_file_where_the_issue_should_stand(email: Email, tmp_path: Path) -> None:
    (tmp_path / "2026-12").write_text("a file")
    for _ in range(2):
        with pytest.raises(ProjectError, match=r"2026-12 \(a file has that name\)"):
            write_email(email, tmp_path)
        assert (tmp_path / "2026-12").read_text() == "a file"
        assert visible(tmp_path) == ["2026-12"]


WRITER = """
import sys
from pathlib import Path
from newsletter.delivery.output_folder import write_email
from newsletter.model.email import Email
word = sys.argv[2]
for _ in range(40):
    write_email(Email("2026-12", "S", "P", word * 20000, word * 1000, word * 1000, "", ()), Path(sys.argv[1]))
"""


def test_two_builds_at_once_leave_one_whole_folder(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), word]) for word in ("a", "b")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    folder = tmp_path / "2026-12"
    assert visible(tmp_path) == ["2026-12"]
    assert len({bytes(set(content)) for content in contents(folder).values()}) == 1
    assert sorted(contents(folder)) == ["email.html", "email.mjml", "email.txt"]
    shutil.rmtree(folder)
