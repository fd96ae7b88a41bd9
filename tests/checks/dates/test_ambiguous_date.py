from collections.abc import Callable

import pytest

from newsletter.checks.dates.ambiguous_date import ambiguous_dates

Found = Callable[..., list[str]]
LETTER = "---\nkind: letter\n---\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The clinic opens on 03/04/2026.", ["letter.md:4: “03/04/2026” can be read as two days."]),
        ("From 3/4/26\nto 5/6/26, and on 1.2.2027.",
         ["letter.md:4: “3/4/26” can be read as two days. So can “5/6/26”, “1.2.2027”."]),
        ("# On 12/1/2026", ["letter.md:4: “12/1/2026” can be read as two days."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, text: str, expected: list[str]) -> None:
    assert found("dates/ambiguous-date", {"letter": f"{LETTER}{text}\n"}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "March 4, 2026, or 2026-03-04",
        "13/04/2026 and 04/13/2026",
        "03/03/2026",
        "a pressure of 120/80, two thirds (2/3), open 24/7",
        "https://example.org/2026/03/04/1/page",
        "section 1.2.20 and version 10.2.26",
        "10/11/12/13",
        "grade 3/4 in 5/6 patients",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    assert list(ambiguous_dates(text)) == []
