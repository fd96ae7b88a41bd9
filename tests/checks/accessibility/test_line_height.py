from collections.abc import Callable

import pytest
from any_email import WORDS, page

Found = Callable[..., list[str]]
RULE = "accessibility/line-height"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            '<p style="line-height:1">' + WORDS,
            [("1: “The helpline is open on weekdays, and somebody who has been…” has a line height of 1.")],
        ),
        (
            '<p style="font-size:18px;line-height:20px">' + WORDS,
            [("1: “The helpline is open on weekdays, and somebody who has been…” has a line height of 1.1.")],
        ),
        (
            '<div style="line-height:110%"><p>' + WORDS + "</p>\n<p>" + WORDS,
            [
                (
                    "1: “The helpline is open on weekdays, and somebody who has been…” has a line height of "
                    "1.1, and 1 more is too narrow."
                )
            ],
        ),
        (
            "<style>p { line-height: 1.2em }</style><p>" + WORDS,
            [("1: “The helpline is open on weekdays, and somebody who has been…” has a line height of 1.2.")],
        ),
        (
            '<p style="font:16px/16px Arial">' + WORDS,
            [("1: “The helpline is open on weekdays, and somebody who has been…” has a line height of 1.")],
        ),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>" + WORDS,
        '<p style="line-height:1.5">' + WORDS,
        '<p style="line-height:normal">' + WORDS,
        '<p style="line-height:1">Words</p>',
        '<h1 style="line-height:1.1">' + WORDS + "</h1>",
        '<div style="line-height:0"><p style="line-height:24px">' + WORDS + "</p></div>",
        '<p style="line-height:150%">' + WORDS,
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
