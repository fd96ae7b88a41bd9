from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/target-size"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            (
                '<a href="https://a.org/16"><img src="x.png" alt="X" width="16" height="16"></a><a '
                'href="https://a.org/17"><img src="x.png" alt="X" width="17" height="17"></a>'
            ),
            [
                (
                    "1: 2 links stand close together and are small: the first, to “https://a.org/16”, has "
                    "about 16 by 16 pixels."
                )
            ],
        ),
        (
            '<p><a href="https://a.org/1">1</a> <a href="https://a.org/2">2</a></p>',
            [
                (
                    "1: 2 links stand close together and are small: the first, to “https://a.org/1”, has "
                    "about 8 by 18 pixels."
                )
            ],
        ),
        (
            (
                '<p style="font-size:14px;line-height:1.2"><a href="https://a.org/1">One thing</a><br><a '
                'href="https://a.org/2">Another</a></p>'
            ),
            [
                (
                    "1: 2 links stand close together and are small: the first, to “https://a.org/1”, has "
                    "about 63 by 17 pixels."
                )
            ],
        ),
        (
            (
                '<table cellpadding="0" cellspacing="0"><tr><td><a href="https://a.org/20"><img '
                'src="x.png" alt="X" width="20" height="20"></a></td><td><a href="https://a.org/21"><img '
                'src="x.png" alt="X" width="21" height="21"></a></td></tr></table>'
            ),
            [
                (
                    "1: 2 links stand close together and are small: the first, to “https://a.org/20”, has "
                    "about 20 by 20 pixels."
                )
            ],
        ),
        (
            (
                '<p>Write to us <a href="https://a.org/16"><img src="x.png" alt="X" width="16" '
                'height="16"></a><a href="https://a.org/18"><img src="x.png" alt="X" width="18" '
                'height="18"></a> today.</p>'
            ),
            [
                (
                    "1: 2 links stand close together and are small: the first, to “https://a.org/16”, has "
                    "about 16 by 16 pixels."
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
        '<a href="https://a.org/16"><img src="x.png" alt="X" width="16" height="16"></a>',
        (
            '<a href="https://a.org/32"><img src="x.png" alt="X" width="32" height="32"></a><a '
            'href="https://a.org/33"><img src="x.png" alt="X" width="33" height="33"></a>'
        ),
        '<p>See <a href="https://a.org/1">1</a>, <a href="https://a.org/2">2</a> and others.</p>',
        ('<p><a href="https://a.org/1">Unsubscribe</a> | <a href="https://a.org/2">Preferences</a></p>'),
        (
            '<p style="line-height:1.6"><a href="https://a.org/1">One thing</a><br><a '
            'href="https://a.org/2">Another</a></p>'
        ),
        (
            '<table cellpadding="0" cellspacing="0"><tr><td style="padding:0 8px"><a '
            'href="https://a.org/20"><img src="x.png" alt="X" width="20" height="20"></a></td><td><a '
            'href="https://a.org/21"><img src="x.png" alt="X" width="21" '
            'height="21"></a></td></tr></table>'
        ),
        (
            '<a href="https://a.org/20" style="margin:0 8px"><img src="x.png" alt="X" width="20" '
            'height="20"></a><a href="https://a.org/20" style="margin:0 8px"><img src="x.png" '
            'alt="X" width="20" height="20"></a>'
        ),
        ('<ul><li><a href="https://a.org/1">1</a></li><li><a href="https://a.org/2">2</a></li></ul>'),
        (
            '<p><a style="padding:8px 12px" href="https://a.org/1">1</a> <a style="padding:8px 12px '
            '8px" href="https://a.org/2">2</a></p>'
        ),
        (
            '<a href="https://a.org/1"><img src="a.png" alt="A"></a><a href="https://a.org/2"><img '
            'src="b.png" alt="B" style="width:30px"></a>'
        ),
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
