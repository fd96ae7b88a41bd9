import gc
import random
from pathlib import Path

import pytest

from newsletter.checks.content import _english
from newsletter.checks.content._english import american_spelling, english_words, near_words


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has just started."""
    monkeypatch.setattr(_english, "_in_memory", {})


@pytest.fixture(scope="module")
def words() -> frozenset[str]:
    return english_words()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # spylls leaves its files open
def test_every_word_formed_is_one_that_the_dictionary_accepts(words: frozenset[str]) -> None:
    from spylls.hunspell import Dictionary

    dictionary = Dictionary.from_files("en_US")
    gc.collect()
    assert len(words) > 80_000
    for word in random.Random(1).sample(sorted(words), 2_000):
        assert dictionary.lookup(word), word
    for word in ("unhappiness", "rereads", "don't", "o'clock", "caregivers", "metastasized", "Monday", "Tulsa"):
        assert word in words
    for word in ("recieve", "monday", "alot", "colour", "tulsa", ""):
        assert word not in words


@pytest.mark.usefixtures("forgetful")
def test_the_list_is_kept_and_a_damaged_one_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "not/yet"
    first = english_words(folder)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    monkeypatch.setattr(_english, "_in_memory", {})
    monkeypatch.setattr(_english, "_formed", lambda _: pytest.fail("it was kept"))
    assert english_words(folder) == first
    monkeypatch.undo()
    for damaged in (b"", whole[:-100], whole.replace(b"cancer", b"canser")):
        monkeypatch.setattr(_english, "_in_memory", {})
        file.write_bytes(damaged)
        assert english_words(folder) == first
        assert file.read_bytes() == whole


@pytest.mark.usefixtures("forgetful")
def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "cancer" in english_words(tmp_path / "file")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("recieve", "receive"), ("teh", "the"), ("seperate", "separate"), ("occured", "occurred"), ("untill", "until"),
        ("tommorow", "tomorrow"), ("dont", "don't"), ("alot", "a lot"), ("infact", "in fact"),
        ("monday", "Monday"), ("becuase", "because"), ("apointment", "appointment"), ("symtoms", "symptoms"),
        ("questionaire", "questionnaire"), ("reccommend", "recommend"), ("maintainance", "maintenance"),
    ],
)  # fmt: skip
def test_what_was_meant_comes_first(typed: str, meant: str, words: frozenset[str]) -> None:
    assert near_words(typed, words, {"in", "a", "the"})[0] == meant


def test_familiar_words_come_first_and_nothing_is_made_up(words: frozenset[str]) -> None:
    assert near_words("canser", words)[0] != "cancer"
    assert near_words("canser", words, {"cancer"})[0] == "cancer"
    assert near_words("qzxvkj", words) == []


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("colour", "color"), ("favourite", "favorite"), ("organisation", "organization"), ("realised", "realized"),
        ("centres", "centers"), ("travelling", "traveling"), ("anaemia", "anemia"), ("oestrogen", "estrogen"),
        ("tumours", "tumors"), ("defence", "defense"), ("enrolment", "enrollment"), ("grey", "gray"),
        ("programme", "program"), ("analyse", "analyze"), ("recieve", None), ("surgury", None), ("hte", None),
    ],
)  # fmt: skip
def test_british_spelling(british: str, american: str | None, words: frozenset[str]) -> None:
    assert american_spelling(british, words) == american


@pytest.mark.parametrize("name", ["medical_words.txt", "everyday_words.txt"])
def test_the_lists_hold_what_the_dictionary_lacks_in_order(name: str, repository: Path, words: frozenset[str]) -> None:
    text = (repository / "newsletter/checks/data" / name).read_text(encoding="utf-8")
    listed = [word for line in text.split("\n") if not line.startswith("#") for word in line.split()]
    assert listed == sorted(set(listed))
    assert [word for word in listed if word in words or not word.islower()] == []
    assert "Source: " in text
    assert "License: " in text
