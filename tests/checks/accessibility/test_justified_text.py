from collections.abc import Callable

import pytest
from any_email import WORDS, page

Found = Callable[..., list[str]]
RULE = "accessibility/justified-text"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            '<p style="text-align:justify">' + WORDS,
            ["1: “The helpline is open on weekdays, and somebody who has been…” is justified."],
        ),
        (
            '<p align="JUSTIFY">' + WORDS,
            ["1: “The helpline is open on weekdays, and somebody who has been…” is justified."],
        ),
        (
            "<style>td { text-align: justify }</style><table><tr><td>"
            + WORDS
            + "</td></tr>\n<tr><td><p>"
            + WORDS
            + "</p></td></tr></table>",
            [
                (
                    "1: “The helpline is open on weekdays, and somebody who has been…” is justified, and 1 "
                    "more paragraphs are."
                )
            ],
        ),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<p style="text-align:left">' + WORDS,
        '<p style="text-align:justify">Words</p>',
        '<div style="text-align:justify"><p style="text-align:left">' + WORDS,
        '<img align="justify" src="a.png" alt="A">',
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
