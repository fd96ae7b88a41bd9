from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/text-size"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p style="font-size:13px">Words</p>', ["1: “Words” is set in 13 pixels."]),
        ('<p style="font-size:8pt">Words</p>', ["1: “Words” is set in 10.7 pixels."]),
        ('<p style="font:11px/1.5 Arial, sans-serif">Words</p>', ["1: “Words” is set in 11 pixels."]),
        ('<font size="1">Words</font>', ["1: “Words” is set in 10 pixels."]),
        (
            '<p style="font-size:x-small">One</p>\n<p style="font-size:.6rem">Two <b>three</b></p>',
            ["2: “Two” is set in 9.6 pixels; 2 more are smaller than 14."],
        ),
        ('<div style="font-size:80%"><p style="font-size:80%">Words</p></div>', ["1: “Words” is set in 10.2 pixels."]),
        ('<p style="font-size:14px"><small>Words</small></p>', ["1: “Words” is set in 11.7 pixels."]),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Words</p>",
        '<p style="font-size:14px">Words</p>',
        '<p style="font-size:10.5pt">Words</p>',
        '<p style="font-size:0"><span style="font-size:16px">Words</span></p>',
        '<p style="font-size:1px">Preview</p>',
        "<p>H<sub>2</sub>O<sup>st</sup></p>",
        '<p style="font-size:9px;display:none">Words</p>',
        '<p style="font-size:10px">· 1 ·</p>',
        '<p style="font-size:huge">Words</p>',
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
