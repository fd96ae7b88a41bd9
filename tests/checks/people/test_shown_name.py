from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.checks.people.shown_name import name_in_file, name_in_words

Found = Callable[..., list[str]]
RULE = "people/shown-name"
STORY = "---\nkind: survivor_story\ncontributor: person-0031\nphoto:\n  file: images/{}.jpg\n  alt: {}\n---\nWords.\n"
MORE = "tells more of a name than “M.”, which was agreed."


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (STORY.format("mary-jones", "A garden"),
         [f"story.md:5: The picture's file name “images/mary-jones.jpg” {MORE}"]),
        (STORY.format("IMG_2044_Mary", "A garden"),
         [f"story.md:5: The picture's file name “images/IMG_2044_Mary.jpg” {MORE}"]),
        (STORY.format("garden", "Mary Jones in her garden"),
         [f"story.md:6: The picture's description with “Mary Jones” {MORE}"]),
        (STORY.format("garden", "A garden\n  caption: My sister Susan"),
         [f"story.md:7: The line below the picture with “Susan” {MORE}"]),
        (STORY.format("garden", "A garden") + "\n![Mary and a cat](images/cat.jpg)\n",
         [f"story.md:10: The picture's description with “Mary” {MORE}"]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, repository: Path, section: str, expected: list[str]) -> None:
    picture = (repository / "issues/2026-12/images/garden.jpg").read_bytes()
    names = ("mary-jones", "IMG_2044_Mary", "cat")
    pictures = {f"issues/2026-12/images/{name}.jpg": picture for name in names if f"{name}.jpg" in section}
    assert found(RULE, {"story": section, **pictures}) == expected


@pytest.mark.parametrize(
    ("words", "agreed"),
    [
        ("A woman in a garden, laughing", {"m"}),
        ("M. in her garden", {"m"}),
        ("Mary at the door", {"mary"}),
        ("Roses, lilies, and a daisy in May", {"m"}),
        ("The chapel of St. Mary, and Susan B. Anthony School", {"m"}),
        ("The George Washington Bridge", {"m"}),
        ("John Wayne Hospital and Anna's Park", {"m"}),
        ("A Christmas tree in Austin, Texas", {"m"}),
        ("Len at his bench", {"t", "len"}),
    ],
)
def test_what_must_not_fire(words: str, agreed: set[str]) -> None:
    assert name_in_words(words, frozenset(agreed)) == ""


@pytest.mark.parametrize("file", ["garden", "m-garden", "IMG_2044", "rose", "len-bench", "may-2026", "scan_01", "will"])
def test_an_innocent_file_name(file: str) -> None:
    assert not name_in_file(f"images/mary/{file}.jpg", frozenset({"m", "len"}))


def test_a_surname_beside_an_agreed_first_name() -> None:
    assert name_in_words("Mary Jones in her garden", frozenset({"mary"})) == "Mary Jones"
    assert name_in_words("Mary, Jones and a cat", frozenset({"mary"})) == ""
    assert name_in_file("images/mary-jones.jpg", frozenset({"mary"}))


def test_a_letter_and_whoever_took_a_picture_may_be_named(found: Found) -> None:
    letter = "---\nkind: letter\nphoto: {file: images/garden.jpg, alt: Mary Jones}\n---\nWords.\n"
    story = STORY.format("garden", "A garden\n  credit: Mary Jones")
    assert found(RULE, {"letter": letter, "story": story}) == []
