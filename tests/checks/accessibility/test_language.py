from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
RULE = "accessibility/language"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            '<html lang="en" dir="ltr"><body><p>Words</p></body></html>',
            ["1: In the body, <p> does not say in which language and in which direction it is written."],
        ),
        (
            '<html lang="en"><body><div lang="en" dir="ltr">Words</div></body></html>',
            ["1: The outer tag <html> does not say in which direction the email is written."],
        ),
        (
            (
                '<html lang="en" dir="ltr"><body>\n<div lang="en" dir="ltr">Words</div>\n<table '
                'lang="en"><tr><td>More</td></tr></table></body></html>'
            ),
            ["3: In the body, <table> does not say in which direction it is written."],
        ),
        (
            '<html lang="english" dir="ltr"><body><p lang="en" dir="ltr">Words</p></body></html>',
            ["1: “english” is not the code of a language."],
        ),
        (
            '<html lang="en" dir="ltr"><body><p lang="zz" dir="ltr">Words</p></body></html>',
            ["1: “zz” is not the code of a language."],
        ),
        (
            '<html lang="en" dir="ltr"><body><p lang="en" dir="left">Words</p></body></html>',
            ["1: “left” is not a direction."],
        ),
        (
            '<html lang="he" dir="ltr"><body><p lang="he" dir="rtl">Words</p></body></html>',
            ["1: “he” is not written from left to right."],
        ),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, html) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p></p>",
        '<html lang="en" dir="ltr"><body><div lang="en-US" dir="ltr">Words</div></body></html>',
        (
            '<html lang="ar-EG" dir="rtl"><body><div lang="ar-EG" dir="rtl">Words <b '
            'lang="fil">words</b></div></body></html>'
        ),
        (
            '<html dir="auto"><body><div style="display:none">Preview</div><div lang="en" '
            'dir="auto">Words</div><img src="a.png" alt=""></body></html>'
        ),
        '<html lang="" dir="ltr"><body><div lang="zh-Hant-TW" dir="ltr">Words</div></body></html>',
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, html) == []
