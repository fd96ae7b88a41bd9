from collections.abc import Callable
from datetime import date

import pytest

from newsletter.checks.dates.weekday import wrong_weekday
from newsletter.checks.dates_in_text import dates_in

Found = Callable[..., list[str]]
LETTER = "---\nkind: letter\n---\n"
STORY = "---\nkind: survivor_story\ncontributor: person-0031\n---\n"


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (LETTER + "We meet on Monday, December 9, 2026.\n",
         ["letter.md:4: “Monday, December 9, 2026” is a Wednesday."]),
        (LETTER + "Words.\n\nCome on Mon., Dec. 9.\n", ["letter.md:6: “Mon., Dec. 9” is a Wednesday in 2026."]),
        (LETTER + "We meet on Tuesday, December 9, as ever.\n",
         ["letter.md:4: “Tuesday, December 9” is a Wednesday in 2026."]),
        (LETTER + "On **Friday** 1 January 2027, and Friday, January 2.\n",
         ["letter.md:4: “Friday, January 2” is a Saturday in 2027."]),
        (STORY + "It was Monday, March 5, 2019, when she called.\n",
         ["letter.md:5: “Monday, March 5, 2019” is a Tuesday."]),
        (LETTER + "Saturday, 2026-12-06, is a day off.\n", ["letter.md:4: “Saturday, 2026-12-06” is a Sunday."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, section: str, expected: list[str]) -> None:
    assert found("dates/weekday", {"letter": section}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday, December 9, 2026",
        "Wed. Dec 9",
        "the Wednesday (December 9) before",
        "Monday and Tuesday, December 7 and 8",
        "Monday to Friday, December 7 to 11",
        "Mon-Wed, Dec 7",
        "Mondays, December 8 and 15, we rest",
        "We met on Monday, June 1, and again",  # far from the issue, and right this year
        "We met on Tuesday, June 1, and again",  # and right next year
        "We sat May 3 in the sun on May 4",
        "Sunday dinner, December 9",
        "On Wednesday, 9 December people came",
        "Monday, March 4, 2019",
        "Friday, February 30",
        "Saturday Review, 2026",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    issued = date(2026, 12, 1)
    assert [found.words for found in dates_in(text) if wrong_weekday(found, issued)] == []


def test_a_contributors_date_without_a_year_is_left_alone(found: Found) -> None:
    assert found("dates/weekday", {"story": STORY + "On Monday, December 9, they called. El lunes.\n"}) == []
