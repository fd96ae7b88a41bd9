from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
RULE = "content/last-issues-header"
LETTER = "---\nkind: letter\n---\nHello.\n"


def header(number: int, subject: str, preheader: str, title: str) -> str:
    return (
        f'title: "{title}"\nnumber: {number}\ndate: 2026-11-01\nsubject: "{subject}"\npreheader: "{preheader}"\n'
        "sections: [letter]\n"
    )


EARLIER = {
    "issues/2026-10/issue.yaml": header(142, "The walk by the river", "Who came, and what we ate", "October 2026"),
    "issues/2026-10/letter.md": LETTER,
    "issues/2026-11/issue.yaml": header(143, "Your records, in one place", "How to ask for them", "November 2026"),
    "issues/2026-11/letter.md": LETTER,
}


@pytest.mark.parametrize(
    ("number", "subject", "preheader", "expected"),
    [
        (144, "Your records, in one place", "New", ["4: This is the subject of “November 2026” (issues/2026-11)."]),
        (144, "your  records in one place.", "New", ["4: This is the subject of “November 2026” (issues/2026-11)."]),
        (144, "The walk by the river", "New", ["4: This is the subject of “October 2026” (issues/2026-10)."]),
        (144, "New", "How to ask for them", ["5: This is the preview line of “November 2026” (issues/2026-11)."]),
        (143, "New", "New, too", ["2: Number 143 is taken by “November 2026” (issues/2026-11)."]),
        (142, "New", "New, too", ["2: Number 142 is taken by “October 2026” (issues/2026-10)."]),
        (146, "New", "New, too",
         ["2: Number 146 does not come next: “November 2026” (issues/2026-11) has number 143."]),
        (14, "New", "New, too",
         ["2: Number 14 does not come next: “November 2026” (issues/2026-11) has number 143."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, number: int, subject: str, preheader: str, expected: list[str]) -> None:
    written = header(number, subject, preheader, "December 2026")
    said = found(RULE, {"letter": LETTER, **EARLIER}, written)
    assert said == [f"issue.yaml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("number", "subject", "preheader"),
    [
        (144, "Your records, in two places", "How to ask for more of them"),
        (144, "How to ask for them", "Your records, in one place"),
        (144, "November 2026", "October 2026"),
        (144, "", ""),
        (144, "The walk by the river, again", "Who came?"),
        (144, "@@first_name@@", "143"),
        (144, "?", "!?"),
        (144, "你好", "Здравствуйте"),
    ],
)
def test_what_must_not_fire(found: Found, number: int, subject: str, preheader: str) -> None:
    assert found(RULE, {"letter": LETTER, **EARLIER}, header(number, subject, preheader, "December 2026")) == []


def test_a_first_issue_has_nothing_before_it(found: Found) -> None:
    assert found(RULE, {"letter": LETTER}, header(77, "Your records, in one place", "P", "December 2026")) == []
    later = {name.replace("2026-11", "2027-01"): text for name, text in EARLIER.items() if "2026-11" in name}
    assert found(RULE, {"letter": LETTER, **later}, header(143, "Your records, in one place", "P", "T")) == []
