from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "deliverability/subject-style"
CAPITALS = "0: The subject is all in capitals, which looks like spam."
MARKS = "0: The subject has several exclamation marks, which looks like spam."


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("IMPORTANT NEWS FOR PATIENTS", CAPITALS),
        ("NEWS ABOUT TRABECTEDIN, 2026", CAPITALS),
        ("Read this!!", MARKS),
        ("Join us! It is free!", MARKS),
        ("Re: our newsletter", "0: The subject begins with “Re:”, as if it were an answer."),
        ("FW: news", "0: The subject begins with “FW:”, as if it were an answer."),
        (" fwd : news", "0: The subject begins with “fwd:”, as if it were an answer."),
    ],
)
def test_what_must_fire(found_in_email: Found, subject: str, said: str) -> None:
    (finding,) = found_in_email(RULE, page("x"), subject=subject)
    assert finding.replace("“fwd :”", "“fwd:”") == said


@pytest.mark.parametrize(
    "subject",
    [
        "What a second opinion changed", "Thank you!", "FDA and LMS: what is new", "LMS", "FDA OK: LMS-04", "DECEMBER",
        "Regarding your records", "Reading together: a new group", "FWD Insurance explains", "Research: two reports",
        "", "@@first_name@@, THE news", "NCT02997358", "Ärzte und Ä", "最新消息", "Recovery: after surgery",
    ],
)  # fmt: skip
def test_what_must_not_fire(found_in_email: Found, subject: str) -> None:
    assert found_in_email(RULE, page("x"), subject=subject) == []


def test_in_an_issue_its_line_is_named(found: Found) -> None:
    header = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: Read this!!\npreheader: P\n"
    (said,) = found(RULE, {"letter": "---\nkind: letter\n---\nHello.\n"}, header)
    assert said.startswith("issue.yaml:4: ")
