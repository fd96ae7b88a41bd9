from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
RULE = "content/last-issues-month"
HEADER = "title: {}\nnumber: 1\ndate: {}\nsubject: '{}'\npreheader: '{}'\n"


def letter(text: str, title: str = "A letter") -> dict[str, str]:
    return {"letter": f'---\nkind: letter\ntitle: "{title}"\n---\n{text}\n'}


@pytest.mark.parametrize(
    ("files", "subject", "preheader", "spot"),
    [
        (letter("Welcome to the November issue of our newsletter."), "S", "P", "letter.md:5"),
        (letter("Dear friends,\n\nHappy November, all of you."), "S", "P", "letter.md:7"),
        (letter("This November issue is short."), "S", "P", "letter.md:5"),
        (letter("This month, November, we look at one drug."), "S", "P", "letter.md:5"),
        (letter("The October newsletter brings two stories."), "S", "P", "letter.md:5"),
        (letter("Welcome to 2025."), "S", "P", "letter.md:5"),
        (letter("Hello.", "November news"), "S", "P", "letter.md:3"),
        (letter("Hello.", "Calendar for November"), "S", "P", "letter.md:3"),
        (letter("Hello.\n\n### November webinars\n\nNone."), "S", "P", "letter.md:7"),
        (letter("Hello."), "November news: a quieter month", "P", "issue.yaml:4"),
        (letter("Hello."), "November: a quieter month", "P", "issue.yaml:4"),
        (letter("Hello."), "LMSeAlerts November 2026", "P", "issue.yaml:4"),
        (letter("Hello."), "S", "Welcome to the November issue", "issue.yaml:5"),
    ],
)
def test_what_must_fire(found: Found, files: dict[str, str], subject: str, preheader: str, spot: str) -> None:
    (said,) = found(RULE, files, HEADER.format("December 2026", "2026-12-01", subject, preheader))
    assert said.startswith(f"{spot}: “")
    assert said.endswith("is not the time of this issue, which goes out on 2026-12-01.")


INNOCENT = """Welcome to the December issue. In our November issue, Dr. S. wrote about records, and the November letters
were kind. In November we walked; last November we did not. Happy Thanksgiving was in November.

The November issue of the journal is out of print. What we learned this November stays with us. Since May, April has
been one of us. Welcome to April, who lives in May, Oklahoma. March on, march with us.

This month, we rest. Happy New Year 2027, and welcome to 2027. The January issue brings a calendar.

### November in the garden

### The year 2025

- November 3, 2026: the scan
- Happy March 17 to those who wear green
"""


@pytest.mark.parametrize(
    ("files", "subject", "preheader"),
    [
        (letter(INNOCENT), "What we learned in November", "Our November webinars, recorded"),
        (letter("Hello.", "A November garden"), "December news: tea", "And a look back at November 2026"),
        (letter("Hello.", "November"), "May I ask you something", "March with us in May"),
        (letter("Hello.", "January dates"), "January: what comes next", "P"),
        (letter("Hello.", "November: the month Len was born"), "S", "P"),
        ({"story": "---\nkind: survivor_story\ncontributor: person-0031\ntitle: November 2025\n---\n"
          "Welcome to the November issue of my life. Happy November.\n"}, "S", "P"),
        ({"text": "---\nkind: text\nlanguage: es\n---\nBienvenidos a noviembre, y hola a todos.\n"}, "S", "P"),
    ],
)  # fmt: skip
def test_what_must_not_fire(found: Found, files: dict[str, str], subject: str, preheader: str) -> None:
    assert found(RULE, files, HEADER.format("December 2026", "2026-12-01", subject, preheader)) == []


def test_an_issue_may_go_out_before_its_month_begins(found: Found) -> None:
    files = letter("Welcome to the December issue. Happy New Year 2027.")
    assert found(RULE, files, HEADER.format("December 2026", "2026-11-27", "December news", "P")) == []
    assert found(RULE, files, HEADER.format("Winter", "2026-11-27", "December news", "P")) == []
