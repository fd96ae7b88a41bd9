"""Files as someone is typing them stand in for those on disk, wherever an issue is read or edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsletter.build import Builder
from newsletter.content.editing import replace_body, set_value
from newsletter.content.project import Project
from newsletter.model.errors import ConflictError, ContentError

LETTER = "---\nkind: letter\ntitle: Old  # a comment\nsigned: Ann\n---\nOld words.\n"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.md"
    path.write_text(LETTER, "utf-8", newline="\n")
    return path


def test_edits_follow_one_another_and_nothing_is_written(letter: Path) -> None:
    unsaved: dict[Path, bytes] = {}
    set_value(letter, ("title",), "New", unsaved=unsaved)
    result = replace_body(letter, "New words.\n", unsaved=unsaved)
    assert unsaved[letter].decode() == LETTER.replace("Old ", "New ")
    assert result.text == unsaved[letter].decode()
    assert letter.read_text("utf-8") == LETTER
    assert [path.name for path in letter.parent.iterdir()] == ["letter.md"]


def test_the_digest_expected_is_that_of_the_unsaved_file(letter: Path) -> None:
    unsaved: dict[Path, bytes] = {}
    on_disk = set_value(letter, ("title",), "Old", unsaved=unsaved).digest
    new = set_value(letter, ("title",), "New", expected_digest=on_disk, unsaved=unsaved).digest
    with pytest.raises(ConflictError):
        set_value(letter, ("signed",), "Ben", expected_digest=on_disk, unsaved=unsaved)
    set_value(letter, ("signed",), "Ben", expected_digest=new, unsaved=unsaved)
    assert b"signed: Ben" in unsaved[letter]


def test_a_build_shows_unsaved_words_once(repository: Path) -> None:
    builder = Builder(Project(repository))
    path = repository / "issues/2026-12/letter.md"
    typed = path.read_bytes().replace(b"title: A quieter month", b"title: A louder month")
    before = builder.build("2026-12").draft.email
    during = builder.build("2026-12", unsaved={path: typed}).draft.email
    assert "A louder month" in during.html
    assert "A louder month" in during.text
    assert during.html.replace("A louder month", "A quieter month") == before.html
    assert builder.build("2026-12").draft.email.html == before.html


def test_the_header_and_mistakes_are_read_from_unsaved_files_too(repository: Path) -> None:
    builder = Builder(Project(repository))
    header = repository / "issues/2026-12/issue.yaml"
    typed = header.read_bytes().replace(b"  - story\n", b"")
    assert 'id="story"' in builder.build("2026-12").draft.email.html
    assert 'id="story"' not in builder.build("2026-12", unsaved={header: typed}).draft.email.html
    letter = repository / "issues/2026-12/letter.md"
    with pytest.raises(ContentError) as error:
        builder.build("2026-12", unsaved={letter: b"---\nkind: letter\ntitle: A: b\n---\nWords.\n"})
    assert str(error.value.findings[0].place).startswith("issues/2026-12/letter.md:3")
