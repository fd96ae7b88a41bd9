"""The words of an issue, piece by piece, as readers see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from newsletter.build import Build, Builder
from newsletter.checks.passages import Passage, PassageKind
from newsletter.content.project import Project
from newsletter.model.place import Place

Make = Callable[[Mapping[str, str | bytes]], Project]
LETTER = """---
kind: letter
title: A title
signed: Ann
notes: not for readers
---
First *words* of [a link](https://example.org/),
and a second line with **trabectedin
(Yondelis)**.

## A heading

- one item
- another

> quoted words

| head | b |
|---|---|
| cell | d |

![What it shows](images/x.jpg)
"""


@pytest.fixture
def passages(make_publication: Make, repository: object) -> Callable[[str], tuple[Passage, ...]]:
    def read(section: str) -> tuple[Passage, ...]:
        project = make_publication({"issues/2026-12/letter.md": section})
        return Builder(project).build("2026-12", as_of=date(2026, 11, 25)).draft.passages

    return read


def test_every_kind_of_passage(passages: Callable[[str], tuple[Passage, ...]]) -> None:
    found = passages(LETTER.replace("![What it shows](images/x.jpg)\n", ""))
    body = [(p.kind, p.text, p.place.line) for p in found if p.section == "2026-12/letter" and p.field is None]
    assert body == [
        (PassageKind.PARAGRAPH, "First words of a link, and a second line with trabectedin (Yondelis).", 7),
        (PassageKind.HEADING, "A heading", 11),
        (PassageKind.ITEM, "one item", 13),
        (PassageKind.ITEM, "another", 14),
        (PassageKind.QUOTE, "quoted words", 16),
        *((PassageKind.CELL, text, line) for text, line in (("head", 18), ("b", 18), ("cell", 20), ("d", 20))),
    ]
    fields = {p.field: p.text for p in found if p.field}
    assert fields == {
        "title": "A title", "subject": "A test", "preheader": "A test", "signed": "Ann",
    }  # fmt: skip
    assert next(p for p in found if p.field is None).links == ("a link",)
    assert all(p.house for p in found)


def test_the_spot_of_words_with_marks_and_line_ends_between(passages: Callable[[str], tuple[Passage, ...]]) -> None:
    text = next(p for p in passages(LETTER.split("\n## ")[0]) if p.field is None and p.section)
    file = "issues/2026-12/letter.md"
    assert text.spot("First") == Place(file, 7, 1)
    assert text.spot("First words") == Place(file, 7, 1)
    assert text.spot("second line") == Place(file, 8, 7)
    assert text.spot("trabectedin (Yondelis)") == Place(file, 8, 26)
    assert text.spot("a", nth=1).line == 7
    assert text.spot("not there") == text.spot("") == text.place == Place(file, 7, text.place.column)


def test_a_contributors_words_are_not_the_houses(built: Build) -> None:
    house = {p.section: p.house for p in built.draft.passages}
    assert house["2026-12/story"] is False
    assert house["2026-12/letter"] is True


def test_what_comes_from_the_reference_stands_apart(built: Build) -> None:
    standing = {p.section for p in built.draft.standing_passages}
    assert {"drugs/trabectedin", "notices/disclaimer"} <= standing
    assert {p.section for p in built.draft.passages} & standing == set()
    assert {"notices/disclaimer", "drugs/trabectedin"} <= {file.id for file in built.draft.shown_entries}
