import json
import os
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.content.project import Project
from newsletter.content.recovery import (
    COPIES_KEPT,
    KEPT_DAYS,
    NEWEST_KEPT,
    VERSIONS_KEPT,
    Recovery,
    recovery_folder,
    remove_recovery_copies,
)
from newsletter.content.source_file import digest_of
from newsletter.model.errors import ConflictError, EditError

STORY = "issues/2026-12/story.md"
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands until it is put forward."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def recovery(tmp_path: Path, clock: Clock) -> Recovery:
    root = tmp_path / "Our newsletter"
    (root / "issues" / "2026-12").mkdir(parents=True)
    (root / STORY).write_bytes(b"first")
    return Recovery(Project(root), tmp_path / "state", clock)


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_unsaved_words_come_back_after_a_crash(recovery: Recovery, clock: Clock, tmp_path: Path) -> None:
    for field, words in {("photo", "alt"): "é 😀\n\ud800", ("tags", 0): ("x", "y"), (): None}.items():
        clock.forward(seconds=1)
        recovery.keep_unsaved(STORY, field, words, seen="abc")
    recovery.keep_unsaved("newsletter.yaml", None, "title: x", seen="def")
    again = Recovery(recovery.project, tmp_path / "state")
    assert [(kept.copy.file, kept.field, kept.words, kept.seen) for kept in again.unsaved(STORY)] == [
        (STORY, (), None, "abc"),
        (STORY, ("tags", 0), ("x", "y"), "abc"),
        (STORY, ("photo", "alt"), "é 😀\n\ud800", "abc"),
    ]
    assert len(again.unsaved()) == 4
    assert again.unsaved("issues/2026-12/letter.md") == ()


def test_newer_words_take_the_place_of_older_ones_of_the_same_page(recovery: Recovery) -> None:
    for words in ("a", "ab", "abc"):  # at one moment: a clock may be coarse
        recovery.keep_unsaved(STORY, (), words, seen="", page="1")
    recovery.keep_unsaved(STORY, (), "other", seen="", page="2")
    assert sorted(str(kept.words) for kept in recovery.unsaved()) == ["abc", "other"]
    recovery.drop_unsaved(STORY, (), page="1")
    assert [kept.words for kept in recovery.unsaved()] == ["other"]
    recovery.drop(recovery.unsaved()[0].copy)
    assert recovery.unsaved() == ()


def test_damaged_words_are_passed_over(recovery: Recovery) -> None:
    recovery.keep_unsaved(STORY, (), "whole", seen="")
    damaged = recovery.keep_unsaved(STORY, ("title",), "damaged", seen="").copy.path
    damaged.write_bytes(damaged.read_bytes()[:9])
    assert [kept.words for kept in recovery.unsaved()] == ["whole"]


def test_copies_are_bounded_in_number(recovery: Recovery, clock: Clock) -> None:
    for number in range(COPIES_KEPT + 5):
        clock.forward(seconds=1)
        recovery.keep_unsaved(STORY, ("items", number), str(number), seen="")
    assert {kept.words for kept in recovery.unsaved()} == {str(number) for number in range(5, COPIES_KEPT + 5)}


def test_copies_are_bounded_in_age(recovery: Recovery, clock: Clock, tmp_path: Path) -> None:
    recovery.keep_unsaved(STORY, (), "old", seen="")
    recovery.remember(STORY, b"old")
    half_written = recovery.take_out(STORY).path.with_name(".ab12.tmp")
    half_written.write_bytes(b"old")
    os.utime(half_written, (START.timestamp(), START.timestamp()))
    clock.forward(days=KEPT_DAYS, seconds=-1)
    recovery.tidy()
    assert len(list(files(tmp_path / "state"))) == 4
    recovery.remember(STORY, b"new")
    clock.forward(seconds=2)
    recovery.tidy()
    assert [path.read_bytes() for path in files(tmp_path / "state")] == [b"new"]


def test_a_version_is_found_by_its_digest(recovery: Recovery, clock: Clock) -> None:
    for content in (b"one", b"two", b"two", b"one"):
        recovery.remember(STORY, content)
    assert [copy.path.read_bytes() for copy in recovery.versions(STORY)] == [b"one", b"two", b"one"]
    clock.at -= timedelta(days=1)  # somebody sets the clock back
    recovery.remember(STORY, b"three")
    assert recovery.versions(STORY)[0].path.read_bytes() == b"three"
    two = recovery.version(STORY, digest_of(b"two"))
    assert two is not None
    assert two.path.read_bytes() == b"two"
    assert recovery.version(STORY, digest_of(b"four")) is None
    two.path.write_bytes(b"tw")  # what a power cut may leave
    assert recovery.version(STORY, digest_of(b"two")) is None
    assert recovery.version("issues/2026-12/letter.md", digest_of(b"two")) is None


def test_hours_of_typing_leave_the_last_versions_one_a_while_and_those_that_stood(
    recovery: Recovery, clock: Clock
) -> None:
    recovery.remember(STORY, b"before all")
    clock.forward(hours=10)
    for number in range(1000):
        clock.forward(seconds=6)
        recovery.remember(STORY, b"%d" % number)
        if number == 555:
            clock.forward(minutes=30)  # tea
    kept = [copy.path.read_bytes() for copy in recovery.versions(STORY)]
    assert kept[:NEWEST_KEPT] == [b"%d" % number for number in range(999, 999 - NEWEST_KEPT, -1)]
    assert kept[-1] == b"before all"
    assert b"555" in kept
    times = [copy.made_at for copy in reversed(recovery.versions(STORY)[NEWEST_KEPT:])]
    assert all(after - before < timedelta(minutes=41) for before, after in pairwise(times[1:]))
    assert len(kept) < VERSIONS_KEPT


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=150))
def test_versions_are_bounded_and_the_newest_always_kept(pauses: list[int]) -> None:
    with TemporaryDirectory() as folder:
        clock = Clock()
        recovery = Recovery(Project(Path(folder)), Path(folder) / "state", clock)
        for number, pause in enumerate(pauses):
            clock.forward(seconds=pause)
            recovery.remember("x.md", b"%d" % number)
        kept = [int(copy.path.read_bytes()) for copy in recovery.versions("x.md")]
    newest = list(range(len(pauses)))[::-1][:NEWEST_KEPT]
    assert kept[: len(newest)] == newest
    assert len(kept) <= VERSIONS_KEPT
    assert kept == sorted(kept, reverse=True)


def test_a_file_taken_out_is_put_back_byte_for_byte(recovery: Recovery) -> None:
    path = recovery.project.root / STORY
    content = os.urandom(1000)
    path.write_bytes(content)
    copy = recovery.take_out(STORY, expected_digest=digest_of(content))
    assert not path.exists()
    assert recovery.taken_out() == [copy]
    recovery.put_back(copy)
    assert path.read_bytes() == content
    assert recovery.taken_out() == []


def test_what_cannot_be_moved_stays(recovery: Recovery) -> None:
    path = recovery.project.root / STORY
    with pytest.raises(ConflictError, match="Someone has changed"):
        recovery.take_out(STORY, expected_digest=digest_of(b"another"))
    assert path.read_bytes() == b"first"
    copy = recovery.take_out(STORY)
    with pytest.raises(EditError, match="could not be moved"):
        recovery.take_out(STORY)
    path.write_bytes(b"second")
    with pytest.raises(ConflictError, match="name already"):
        recovery.put_back(copy)
    assert path.read_bytes() == b"second"
    recovery.drop(copy)
    with pytest.raises(EditError, match="could not be moved"):
        recovery.put_back(copy)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a folder that refuses")
def test_a_folder_that_refuses_keeps_its_file(recovery: Recovery, tmp_path: Path) -> None:
    folder = (recovery.project.root / STORY).parent
    folder.chmod(0o500)
    try:
        with pytest.raises(EditError, match="could not be moved"):
            recovery.take_out(STORY)
    finally:
        folder.chmod(0o700)
    assert list(files(tmp_path / "state")) == []


def test_no_room_for_copies_is_said(recovery: Recovery, tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"a file where the folder should be")
    for keep in (
        lambda: recovery.keep_unsaved(STORY, (), "words", seen=""),
        lambda: recovery.remember(STORY, b"words"),
        lambda: recovery.take_out(STORY),
    ):
        with pytest.raises(EditError, match="No copy of it could be kept"):
            keep()
    assert (recovery.project.root / STORY).read_bytes() == b"first"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_may_read_copies(recovery: Recovery, tmp_path: Path) -> None:
    recovery.remember(STORY, b"words")
    (path,) = files(tmp_path / "state")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (publication,) = (tmp_path / "state").iterdir()
    assert stat.S_IMODE(publication.stat().st_mode) == 0o700


def test_publications_and_files_keep_to_themselves(recovery: Recovery, tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "Our newsletter").mkdir(parents=True)
    other = Recovery(Project(tmp_path / "elsewhere" / "Our newsletter"), tmp_path / "state")
    recovery.remember(STORY, b"words")
    assert other.versions(STORY) == []
    assert len(Recovery(recovery.project, tmp_path / "state").versions(STORY)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_publication_is_the_same_one_through_a_link(recovery: Recovery, tmp_path: Path) -> None:
    recovery.remember(STORY, b"words")
    link = tmp_path / "shortcut"
    link.symlink_to(recovery.project.root)
    assert len(Recovery(Project(link), tmp_path / "state").versions(STORY)) == 1


@pytest.mark.parametrize("file", ["", ".", "../x.md", "issues/../../x.md", "/etc/passwd", "C:/x.md", "a\\..\\x.md"])
def test_no_name_leads_out_of_the_publication(recovery: Recovery, tmp_path: Path, file: str) -> None:
    for use in (recovery.versions, recovery.take_out, recovery.unsaved):
        with pytest.raises(ValueError, match="not a file"):
            use(file)
    with pytest.raises(ValueError, match="not a file"):
        recovery.remember(file, b"")


def test_a_withdrawn_story_leaves_no_copy(recovery: Recovery, tmp_path: Path) -> None:
    story = "I was told in 2017\nthat  it was a fibroid."
    other = "issues/2026-12/letter.md"
    recovery.remember(STORY, b"whatever stood here")
    recovery.keep_unsaved(STORY, ("title",), "Nine years", seen="")
    recovery.keep_unsaved(other, (), f"Pasted here first: {story.upper()}", seen="")
    recovery.keep_unsaved(other, ("tags",), ("x", story), seen="")
    recovery.remember(other, f"---\nkind: letter\n---\n{story}\n".encode())
    recovery.remember(other, b"harmless")
    half_written = recovery.take_out(STORY).path.with_name(".ab12.tmp")
    half_written.write_bytes(story.encode())
    removed = remove_recovery_copies(
        recovery.project, [STORY], ["I was told in 2017 that it was a fibroid.", "  "], tmp_path / "state"
    )
    assert removed == 6
    assert [path.read_bytes() for path in files(tmp_path / "state")] == [b"harmless"]
    assert remove_recovery_copies(recovery.project, [STORY], folder=tmp_path / "state") == 0


def test_a_copy_that_cannot_be_removed_is_named(recovery: Recovery, monkeypatch: pytest.MonkeyPatch) -> None:
    recovery.remember(STORY, b"words")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(EditError, match=r"story\.md.*could not be removed"):
        recovery.remove_all([STORY])


def test_the_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    folder = recovery_folder()
    assert folder.name == "recovery"
    assert folder.is_absolute()
    if sys.platform == "linux":
        assert folder == tmp_path / "lmsealerts" / "recovery"


def test_unsaved_words_are_plain_enough_to_be_found_by_hand(recovery: Recovery) -> None:
    path = recovery.keep_unsaved(STORY, (), "Nine years", seen="").copy.path
    assert path.parent.name == "story.md"
    assert json.loads(path.read_text(encoding="utf-8"))["words"] == "Nine years"
