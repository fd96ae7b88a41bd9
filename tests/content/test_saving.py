import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.content import saving
from newsletter.content.editing import Value
from newsletter.content.project import Project
from newsletter.content.recovery import Recovery
from newsletter.content.saving import Conflict, Saved, open_file, save_body, save_text, save_value, unsaved_words
from newsletter.content.source_file import digest_of
from newsletter.model.errors import ConflictError, ContentError, EditError
from newsletter.model.place import FieldPath

FILE = "issues/2026-12/story.md"
HEADER = "issues/2026-12/issue.yaml"
STORY = """\
---
kind: survivor_story # as agreed
title: Nine years
photo: {file: images/garden.jpg, alt: A garden}
pull_quote: >-
  I wrote my questions down. Then I asked them.
items:
  - title: One
    url: https://a.example/
  - title: Two
    url: https://b.example/
tags: [x, y]
---
The first appointment was short. I remember nothing else.

My sister drove us home.
"""


@pytest.fixture
def recovery(tmp_path: Path) -> Recovery:
    root = tmp_path / "publication"
    (root / "issues" / "2026-12").mkdir(parents=True)
    (root / FILE).write_bytes(STORY.encode())
    (root / HEADER).write_bytes(b"title: December\nsubject: Old\npreheader: Old too\n")
    return Recovery(Project(root), tmp_path / "state")


def text(recovery: Recovery, file: str = FILE) -> str:
    return (recovery.project.root / file).read_bytes().decode()


def elsewhere(recovery: Recovery, old: str, new: str) -> str:
    """Somebody else changes the file in another program; the result is its digest."""
    content = text(recovery)
    assert content.count(old) == 1
    changed = content.replace(old, new).encode()
    (recovery.project.root / FILE).write_bytes(changed)
    return digest_of(changed)


def saved(result: Saved | Conflict) -> Saved:
    assert isinstance(result, Saved)
    return result


def test_what_was_typed_is_saved_and_nothing_else_changes(recovery: Recovery) -> None:
    shown = open_file(recovery, FILE)
    first = saved(save_value(recovery, FILE, ("title",), "Ten years", seen=shown.digest))
    second = saved(save_body(recovery, FILE, "New words.\r\n", seen=first.digest))
    assert text(recovery) == STORY.replace("Nine", "Ten").split("The first")[0] + "New words.\n" == second.text
    assert second.digest == digest_of(text(recovery).encode())
    assert not first.with_others
    assert not second.with_others
    assert recovery.unsaved() == ()
    assert [copy.key for copy in recovery.versions(FILE)] == [second.digest, first.digest, shown.digest]
    assert recovery.versions(FILE)[2].path.read_bytes() == STORY.encode()


BODY = STORY.split("---\n")[2]
ONE, ANOTHER = "title: One", "https://b.example/"


@pytest.mark.parametrize(
    ("field", "words", "mine", "theirs"),
    [
        (("title",), "Ten years", ("Nine", "Ten"), ("kind: survivor_story", "kind: text")),
        (("title",), "Ten years", ("Nine", "Ten"), ("My sister", "My brother")),
        (("photo", "alt"), "A meadow", ("A garden", "A meadow"), ("images/garden.jpg", "images/meadow.jpg")),
        (("pull_quote",), "I wrote. Then I asked them.", ("wrote my questions down", "wrote"), ("asked them", "asked")),
        (("items", 1, "title"), "Second", ("Two", "Second"), (ANOTHER, "https://c.example/")),
        (("items", 1, "title"), "Second", ("Two", "Second"), (ONE, "title: First")),
        (("tags",), ("x", "z"), ("[x, y]", "[x, z]"), ("Nine", "Ten")),
        (("new",), "z", ("tags: [x, y]\n", "new: z\n"), ("tags: [x, y]\n", "")),
        ((), BODY.replace("short", "long"), ("short", "long"), ("My sister", "My brother")),
        ((), BODY.replace("short", "long"), ("short", "long"), ("Nine", "Ten")),
        (None, STORY.replace("Nine", "Ten"), ("Nine", "Ten"), ("My sister", "My brother")),
    ],
)
def test_edits_of_different_places_are_joined(
    recovery: Recovery, field: FieldPath | None, words: Value, mine: tuple[str, str], theirs: tuple[str, str]
) -> None:
    shown = open_file(recovery, FILE)
    elsewhere(recovery, *theirs)
    if isinstance(words, str) and not field:
        save = save_text if field is None else save_body
        result = saved(save(recovery, FILE, words, seen=shown.digest))
    else:
        result = saved(save_value(recovery, FILE, field or (), words, seen=shown.digest))
    assert result.with_others
    assert result.text == text(recovery) == STORY.replace(*mine).replace(*theirs)


@pytest.mark.parametrize(
    ("field", "words", "old", "new", "theirs"),
    [
        (("title",), "Ten years", "Nine years", "Nine and a half", "Nine and a half"),
        (("title",), "Ten years", "title: Nine years\n", "", None),
        (("tags",), ("x",), "[x, y]", "[x, y, z]", ("x", "y", "z")),
        ((), "Mine.\n", "The first", "My first", BODY.replace("The first", "My first")),
    ],
)
def test_edits_of_one_place_come_back_as_two_versions(
    recovery: Recovery, field: FieldPath, words: Value, old: str, new: str, theirs: Value
) -> None:
    shown = open_file(recovery, FILE)
    now = elsewhere(recovery, old, new)
    before = text(recovery)

    def save(seen: str) -> Saved | Conflict:
        if field == ():
            return save_body(recovery, FILE, str(words), seen=seen)
        return save_value(recovery, FILE, field, words, seen=seen)

    assert save(shown.digest) == Conflict(field, words, theirs, now)
    assert text(recovery) == before
    assert [(kept.field, kept.words) for kept in unsaved_words(recovery)] == [(field, words)]
    assert not saved(save(now)).with_others  # the person chose their own
    assert recovery.unsaved() == ()


def test_a_list_that_was_rearranged_is_not_written_into(recovery: Recovery) -> None:
    shown = open_file(recovery, FILE)
    elsewhere(recovery, "items:\n", "items:\n  - title: Zero\n    url: https://z.example/\n")
    for seen in (shown.digest, "unknown"):
        with pytest.raises(ConflictError, match="list"):
            save_value(recovery, FILE, ("items", 1, "title"), "Second", seen=seen)
    elsewhere(recovery, "  - title: Zero\n    url: https://z.example/\n", "")
    elsewhere(recovery, "  - title: One\n    url: https://a.example/\n", "")
    elsewhere(recovery, "tags:", "  - title: One\n    url: https://a.example/\ntags:")
    with pytest.raises(ConflictError, match="list"):
        save_value(recovery, FILE, ("items", 1, "title"), "Second", seen=shown.digest)
    assert [kept.words for kept in recovery.unsaved()] == ["Second"]


def test_a_version_that_is_not_kept_any_more_is_not_guessed(recovery: Recovery) -> None:
    result = save_value(recovery, FILE, ("title",), "Ten years", seen="forgotten")
    assert isinstance(result, Conflict)
    assert (result.mine, result.theirs) == ("Ten years", "Nine years")
    assert not isinstance(save_value(recovery, FILE, ("title",), "Nine years", seen="forgotten"), Conflict)


def test_broken_fields_are_mended_as_text(recovery: Recovery) -> None:
    path = recovery.project.root / FILE
    broken = STORY.replace("Nine years", "Nine: years").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + broken.encode())
    shown = open_file(recovery, FILE)
    with pytest.raises(ContentError) as caught:
        save_text(recovery, FILE, shown.text.replace("Nine", "Ten"), seen=shown.digest)
    assert [(finding.rule, finding.place.line) for finding in caught.value.findings] == [("reading/colon-in-value", 3)]
    assert path.read_bytes() == b"\xef\xbb\xbf" + broken.encode()
    assert [(kept.field, kept.words) for kept in unsaved_words(recovery)] == [(None, shown.text.replace("Nine", "Ten"))]
    save_text(recovery, FILE, shown.text.replace("Nine: ", "Nine "), seen=shown.digest)
    assert path.read_bytes() == b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode()
    assert unsaved_words(recovery) == ()


def test_a_broken_yaml_file_is_mended_as_text(recovery: Recovery) -> None:
    shown = open_file(recovery, HEADER)
    with pytest.raises(ContentError):
        save_text(recovery, HEADER, "title: a: b\n", seen=shown.digest)
    save_text(recovery, HEADER, "title: a b\n", seen=shown.digest)
    assert text(recovery, HEADER) == "title: a b\n"


@pytest.mark.parametrize(("words", "error"), [("\ud800", "half a character"), ("x" * 1_000_000, "larger than 1 MB")])
def test_words_that_cannot_be_saved_are_kept(recovery: Recovery, words: str, error: str) -> None:
    shown = open_file(recovery, FILE)
    with pytest.raises(EditError, match=error):
        save_body(recovery, FILE, words, seen=shown.digest, page="tab 1")
    assert text(recovery) == STORY
    assert [kept.words for kept in unsaved_words(recovery, FILE)] == [words]


def test_a_folder_deleted_under_an_open_page_keeps_the_words(recovery: Recovery) -> None:
    shown = open_file(recovery, FILE)
    for path in (FILE, HEADER):
        os.unlink(recovery.project.root / path)
    os.rmdir((recovery.project.root / FILE).parent)
    with pytest.raises(ContentError, match="no such file"):
        save_body(recovery, FILE, "My words.", seen=shown.digest)
    assert [kept.words for kept in unsaved_words(recovery)] == ["My words."]


def test_a_full_disk_keeps_the_words_elsewhere(recovery: Recovery, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = open_file(recovery, FILE)
    write, root = os.fsync, str(recovery.project.root)

    def full(descriptor: int) -> None:
        if os.readlink(f"/proc/self/fd/{descriptor}").startswith(root):
            raise OSError(28, "full")
        write(descriptor)

    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("needs a way to tell the disks apart")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EditError, match=r"No space left"):
        save_body(recovery, FILE, "My words.", seen=shown.digest)
    monkeypatch.undo()
    assert text(recovery) == STORY
    assert sorted(os.listdir(recovery.project.root / "issues" / "2026-12")) == ["issue.yaml", "story.md"]
    assert [kept.words for kept in unsaved_words(recovery)] == ["My words."]


def test_words_that_can_be_kept_nowhere_stay_on_the_screen(recovery: Recovery, tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"no folder")
    shown = open_file(recovery, FILE)
    with pytest.raises(EditError, match=r"no such file.*before you close the page") as caught:
        save_body(recovery, "issues/2026-12/gone.md", "My words.", seen=shown.digest)
    assert caught.value.code == "recovery/only-on-screen"
    # Saving itself needs no copy, and two versions are on the screen anyway.
    saved(save_body(recovery, FILE, "My words.\n", seen=shown.digest))
    assert isinstance(save_body(recovery, FILE, "Others.\n", seen=shown.digest), Conflict)


def test_words_that_got_into_the_file_are_not_offered(recovery: Recovery) -> None:
    recovery.keep_unsaved(FILE, (), "The body.\n", seen="", page="1")
    recovery.keep_unsaved(FILE, ("photo", "alt"), "A meadow", seen="", page="1")
    recovery.keep_unsaved("issues/2026-12/gone.md", (), "Gone.", seen="", page="1")
    elsewhere(recovery, "A garden", "A meadow")
    assert [kept.words for kept in unsaved_words(recovery, FILE)] == ["The body.\n"]
    assert [kept.words for kept in unsaved_words(recovery)] == ["Gone.", "The body.\n"]


def test_many_people_at_once_lose_nothing(recovery: Recovery) -> None:
    shown = open_file(recovery, FILE)
    fields: list[FieldPath] = [("title",), ("photo", "alt"), ("items", 0, "title"), ("items", 1, "title"), ("notes",)]

    def type_into(field: FieldPath) -> None:
        seen = shown.digest
        for count in range(8):
            result = save_value(recovery, FILE, field, f"{field} {count}", seen=seen, page=str(field))
            seen = saved(result).digest

    threads = [threading.Thread(target=type_into, args=(field,)) for field in fields]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    final = open_file(recovery, FILE).digest
    for field in fields:
        assert saved(save_value(recovery, FILE, field, f"{field} 7", seen=final)).digest == final
    assert recovery.unsaved() == ()


SENTENCES = [f"This is sentence number {number} here." for number in range(6)]


@given(st.lists(st.tuples(st.sampled_from(["mine", "theirs"]), st.integers(0, 5)), max_size=12))
def test_two_pages_that_save_in_any_order_lose_nothing(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int]]
) -> None:
    """Two people, each with sentences of their own, save whenever they like, each with the file as last seen."""
    root = tmp_path_factory.mktemp("publication")
    (root / "x.md").write_bytes(("---\nkind: text\n---\n" + " ".join(SENTENCES)).encode())
    recovery = Recovery(Project(root), root / "state")
    start = open_file(recovery, "x.md").digest
    shown = {who: [start, list(SENTENCES)] for who in ("mine", "theirs")}
    expected = list(SENTENCES)
    for count, (who, number) in enumerate(edits):
        own = number - number % 2 + (who == "theirs")
        seen, sentences = shown[who]
        assert isinstance(sentences, list)
        sentences[own] = expected[own] = f"This was changed by {who} as number {count} there."
        result = saved(save_body(recovery, "x.md", " ".join(sentences), seen=str(seen), page=who))
        shown[who] = [result.digest, result.text.split("---\n")[2].replace(". ", ".\n").split("\n")]
        assert result.text.endswith(" ".join(expected))


def test_a_save_waits_out_others(recovery: Recovery, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saves between our look and our writing."""
    shown = open_file(recovery, FILE)
    write = saving.set_value

    def beaten(*arguments: object, **named: object) -> object:
        monkeypatch.setattr(saving, "set_value", write)
        elsewhere(recovery, "My sister", "My brother")
        return write(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "set_value", beaten)
    result = saved(save_value(recovery, FILE, ("title",), "Ten years", seen=shown.digest))
    assert "Ten years" in result.text
    assert "My brother" in result.text
    assert result.with_others
