from collections.abc import Callable, Mapping

import pytest

from newsletter.content.project import Project
from newsletter.content.reference import read_reference

Make = Callable[[Mapping[str, str | bytes]], Project]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("# a comment\n\nKowalczyk\n  scanxiety  # ours\r\nLMSarian\n", {"Kowalczyk", "scanxiety", "LMSarian"}),
        ("", set()),
        ("\ufeffcafé", {"café"}),
    ],
)
def test_the_publications_own_words_are_read(make_publication: Make, typed: str, words: set[str]) -> None:
    reading = read_reference(make_publication({"reference/dictionary.txt": typed}).reference)
    assert reading.value is not None
    assert reading.value.dictionary == words
    assert reading.findings == ()


def test_without_the_file_there_are_none(make_publication: Make) -> None:
    project = make_publication({})
    (project.reference / "dictionary.txt").unlink()
    reading = read_reference(project.reference)
    assert reading.value is not None
    assert reading.value.dictionary == frozenset()


def test_one_that_cannot_be_read_is_reported(make_publication: Make) -> None:
    reading = read_reference(make_publication({"reference/dictionary.txt": b"\xff\xfe\x00"}).reference)
    assert reading.value is not None
    assert reading.value.dictionary == frozenset()
    assert [(f.rule, f.place.file) for f in reading.findings] == [("reading/not-utf-8", "reference/dictionary.txt")]
