from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/moving-text"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<marquee>Words</marquee>", ["1: “Words” moves by itself."]),
        ("<p>x</p>\n<blink>Words</blink>", ["2: “Words” moves by itself."]),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Words</p>",
        '<p class="marquee">blink</p>',
        "<!-- <marquee>x</marquee> -->",
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
