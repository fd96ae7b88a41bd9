from collections.abc import Callable
from datetime import date

import pytest

Found = Callable[..., list[str]]
LETTER = {"letter": "---\nkind: letter\n---\nWords.\n"}


def header(title: str = "T", day: str = "2026-12-01", subject: str = "S", more: str = "") -> str:
    return f"title: {title}\nnumber: 1\ndate: {day}\nsubject: {subject}\npreheader: P\n{more}sections: [letter]\n"


@pytest.mark.parametrize(
    ("issue", "text", "expected"),
    [
        (header("November 2026"), "W",
         ["issue.yaml:1: The title says “November 2026”, and the folder says December 2026."]),
        (header("December 2025"), "W",
         ["issue.yaml:1: The title says “December 2025”, and the folder says December 2026."]),
        (header("December 2026", "2026-11-12"), "W",
         ["issue.yaml:3: The issue stands in the folder 2026-12 and is to go out on November 12, 2026."]),
        (header(subject="What December 2025 brings"), "W",
         ["issue.yaml:4: “December 2025” names another year than this issue's."]),
        (header(), "Happy New Year 2026, dear friends.",
         ["letter.md:4: “Happy New Year 2026” names another year than this issue's."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, issue: str, text: str, expected: list[str]) -> None:
    files = {"letter": f"---\nkind: letter\n---\n{text}\n"}
    assert found("dates/issue-date", files, issue, date(2026, 11, 10)) == expected


@pytest.mark.parametrize(
    ("issue", "text"),
    [
        (header("December 2026"), "Happy New Year 2027. In December 2025 we began."),
        (header("December 2026", "2026-11-24"), "Happy holidays."),
        (header("December"), "Happy in 2019, and happy now."),
        (header("Winter issue", "2027-01-08"), "W"),
        (header("Number 12"), "W"),
        (header(subject="Since March 2020"), "Happy New Year to all."),
        (header(day="2026-12-31"), "In January 2026 a trial began."),
    ],
)
def test_what_must_not_fire(found: Found, issue: str, text: str) -> None:
    files = {"letter": f"---\nkind: letter\n---\n{text}\n"}
    assert found("dates/issue-date", files, issue, date(2026, 11, 10)) == []


def test_a_draft_is_not_long_overdue(found: Found) -> None:
    told = ["issue.yaml:3: The issue was to go out on December 1, 2026, and is not marked as sent."]
    assert found("dates/issue-date", LETTER, header(), date(2027, 1, 15)) == told
    assert found("dates/issue-date", LETTER, header(), date(2026, 12, 31)) == []
    assert found("dates/issue-date", LETTER, header(more="status: sent\n"), date(2027, 1, 15)) == []
