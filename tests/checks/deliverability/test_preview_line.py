from collections.abc import Callable

import pytest
from any_email import WORDS, page

Found = Callable[..., list[str]]
RULE = "deliverability/preview-line"
HIDDEN = '<div style="display:none;max-height:0;overflow:hidden">{}</div>'
LETTER = {"letter": f"---\nkind: letter\n---\n{WORDS}\n"}
HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: What a second opinion changed\npreheader: {}\n"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (WORDS, "0: The email has no preview line of its own; its first words are shown beside the subject."),
        (HIDDEN.format("") + WORDS, "0: The preview line is empty."),
        (HIDDEN.format("&#847;&zwnj;&nbsp; &#847;&zwnj;&nbsp;") + WORDS, "0: The preview line is empty."),
        (HIDDEN.format("december news.") + WORDS, "0: The preview line says the same as the subject."),
        (HIDDEN.format("The helpline is open on weekdays") + WORDS,
         "0: The preview line stands in the email a second time, near its start."),
        (WORDS + "<p>x</p>" * 80 + HIDDEN.format("Too late"),
         "0: The email has no preview line of its own; its first words are shown beside the subject."),
    ],
)  # fmt: skip
def test_what_must_fire(found_in_email: Found, body: str, said: str) -> None:
    assert found_in_email(RULE, page(body), subject="December News") == [said]


@pytest.mark.parametrize(
    "body",
    [
        HIDDEN.format("A survivor's story, and two webinars") + WORDS,
        HIDDEN.format("A survivor's story &#847;&zwnj;&nbsp; &#847;&zwnj;&nbsp;") + WORDS,
        HIDDEN.format("The helpline") + "<p>Our helpline is new</p>" + WORDS,
        HIDDEN.format("December news, and a survivor's story") + WORDS,
        f'<span class="preheader" style="color:#fff;font-size:1px">A story</span>{WORDS}',
        f'<div style="max-height: 0px; opacity: 0">A story</div>{WORDS}',
        f'<table><tr><td style="display: none !important; mso-hide: all">A story</td></tr></table>{WORDS}',
        f'<span style="visibility:hidden;mso-hide:all">A story</span>{WORDS}',
        HIDDEN.format("A story of a garden in the evening") + WORDS * 20 + "A story of a garden in the evening",
    ],
)
def test_what_must_not_fire(found_in_email: Found, body: str) -> None:
    assert found_in_email(RULE, page(body), subject="December News") == []


@pytest.mark.parametrize(
    ("preheader", "said"),
    [
        ("What a second opinion changed.", []),  # content/subject-wording says so
        (WORDS.strip(), ["issue.yaml:5: The preview line stands in the email a second time, near its start."]),
        ("A story, and two webinars to watch", []),
        ("", []),
    ],
)
def test_in_an_issue_the_line_is_named(found: Found, preheader: str, said: list[str]) -> None:
    assert found(RULE, LETTER, HEADER.format(preheader)) == said
