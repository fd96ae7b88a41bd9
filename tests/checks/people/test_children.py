from collections.abc import Callable

import pytest

from newsletter.checks.people.children import child

Found = Callable[..., list[str]]
LETTER = "---\nkind: letter\n---\n"
STORY = "---\nkind: survivor_story\ncontributor: person-0031\n{}---\n"
MEMORY = "---\nkind: in_memory\nname: Sam\nyears: {}\nrelation: his mother\ncontributor: person-0034\n{}---\nWords.\n"


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (STORY.format("") + "Then I told\nmy 9-year-old.\n",
         ["s.md:6: A child seems to appear here: “my 9-year-old”."]),
        (LETTER + "Her nine-year-old son drew the card.\n",
         ["s.md:4: A child seems to appear here: “Her nine-year-old son”."]),
        (LETTER + "A 14 year old girl wrote to us. Her 10-year-old asked.\n",
         ["s.md:4: A child seems to appear here: “A 14 year old girl”."]),
        (LETTER + "Thanks to his daughter Emma Stone, 9, who drew it.\n",
         ["s.md:4: A child seems to appear here: “daughter Emma Stone, 9”."]),
        (LETTER + "Thanks to our son Tom, age 12.\n", ["s.md:4: A child seems to appear here: “son Tom, age 12”."]),
        (MEMORY.format("2012 to 2026", ""), ["s.md:4: A child seems to appear here: “2012 to 2026”."]),
        ("---\nkind: ask_the_expert\nquestion: Q?\nasked_by: a 15-year-old patient\ncontributor: person-0033\n---\nW\n",
         ["s.md:4: A child seems to appear here: “a 15-year-old patient”."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, section: str, expected: list[str]) -> None:
    assert found("people/children", {"s": section}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my 9-year-old dog and my 12-year-old car",
        "a 14-year-old trial, the 10-year-old record",
        "her 45-year-old son and my 19-year-old",
        "I was nine years old when we moved",
        "a 5-year survivor, and 17 years old when it began",
        "My daughter Emma, 29, drove. Her son, 41, cooked.",
        "My son called on Tuesday, 9 of us answered.",
        "My sister and I read Chapter (9) and Boot Camp, 4",
        "She has a son. December, 9, was cold.",
        "an 8-year-old house at 12",
        "the children of the ward",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    assert child(text) == ""


def test_a_parents_yes_in_the_notes_is_enough(found: Found) -> None:
    agreed = "notes: the mother agreed by phone on November 3\n"
    assert found("people/children", {"s": STORY.format(agreed) + "I told my 9-year-old.\n"}) == []
    assert found("people/children", {"s": MEMORY.format("2012 to 2026", agreed)}) == []
    assert found("people/children", {"s": MEMORY.format("1951 to 2026", "")}) == []
