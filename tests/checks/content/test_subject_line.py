from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
LETTER = {"letter": "---\nkind: letter\n---\nHello.\n"}
HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\n"
SUBJECT, PREHEADER = "The subject is empty.", "The preview line is empty."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("subject: S", "subject:", [f"issue.yaml:4: {SUBJECT}"]),
        ("subject: S", "subject: ''", [f"issue.yaml:4: {SUBJECT}"]),
        ("subject: S", "subject: '  '", [f"issue.yaml:4: {SUBJECT}"]),
        ("subject: S\n", "", [f"issue.yaml: {SUBJECT}"]),
        ("preheader: P", "preheader: # later", [f"issue.yaml:5: {PREHEADER}"]),
        ("subject: S\npreheader: P\n", "", [f"issue.yaml: {PREHEADER}", f"issue.yaml: {SUBJECT}"]),
    ],
)
def test_what_must_fire(found: Found, old: str, new: str, expected: list[str]) -> None:
    assert found("content/subject-line", LETTER, HEADER.replace(old, new)) == expected


@pytest.mark.parametrize("subject", ["S", "0", "no", "@@first_name@@, news", "Ä"])
def test_what_must_not_fire(found: Found, subject: str) -> None:
    assert found("content/subject-line", LETTER, HEADER.replace("subject: S", f'subject: "{subject}"')) == []
