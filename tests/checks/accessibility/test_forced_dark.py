from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/forced-dark"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            '<p style="color:#767676">Words</p>',
            [
                (
                    "1: “Words” may be hard to read in the dark mode of Outlook: it would be #939393 on "
                    "#333333, a contrast of 4.1."
                )
            ],
        ),
        (
            '<p style="color:#c00000">Words</p>',
            [
                (
                    "1: “Words” may be hard to read in the dark mode of Outlook: it would be #ff6b48 on "
                    "#333333, a contrast of 4.4."
                )
            ],
        ),
        (
            '<style>[data-ogsc] p { color: #444 !important }</style><p style="color:#111">Words</p>',
            [
                (
                    "1: “Words” may be hard to read in the dark mode of Outlook: it would be #444444 on "
                    "#333333, a contrast of 1.2."
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
        "<p>Words</p>",
        '<p style="color:#999">Words</p>',
        '<p style="color:#595959">Words</p>',
        '<p style="color:#fff;background:#6b2470">Words</p>',
        (
            "<style>[data-ogsc] p { color: #fff !important } [data-ogsb] p { background: #222 "
            '!important }</style><p style="color:#767676;background:#fff">Words</p>'
        ),
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
