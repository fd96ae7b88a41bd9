from collections.abc import Callable

import pytest

from newsletter.checks.dates.impossible_date import impossible_dates

Found = Callable[..., list[str]]
LETTER = "---\nkind: letter\n---\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to us by November 31.", ["letter.md:4: There is no day “November 31” in the calendar."]),
        ("We open on February 29, 2026.", ["letter.md:4: There is no day “February 29, 2026” in the calendar."]),
        ("Monday, April 31 is free, and so\nis 31 June 2026.", [
            "letter.md:4: There is no day “Monday, April 31” in the calendar.",
            "letter.md:5: There is no day “31 June 2026” in the calendar."]),
        ("It was filed on 2026-13-01 or 02/30/2026.", [
            "letter.md:4: There is no day “02/30/2026” in the calendar.",
            "letter.md:4: There is no day “2026-13-01” in the calendar."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, text: str, expected: list[str]) -> None:
    assert sorted(found("dates/impossible-date", {"letter": f"{LETTER}{text}\n"})) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "by November 30, and on February 29, 2028",
        "on February 29 we dance",
        "In February 30 people joined us",
        "by April 31 women had signed",
        "May 31 and 31 August",
        "13/04/2026 and 04/13/2026",
        "the code 99/99/2026/3 and version 2026-13-01-b",
        "December 12:30, November 31% more, in May 40 of us",
        "March 31st",
        "https://example.org/2026-02-30/page",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    assert list(impossible_dates(text)) == []
