from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/outlook-shapes"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            (
                '<p>x</p>\n<!--[if mso]><v:rect fill="true"><v:fill src="a.jpg" '
                'type="frame"/></v:rect><![endif]--><p>Words</p>'
            ),
            ["2: A shape for Outlook has no alternative text."],
        ),
        (
            '<!--[if mso]><v:image src="a.jpg"/><![endif]--><p>Words</p>',
            ["1: A shape for Outlook has no alternative text."],
        ),
        (
            (
                '<!--[if mso]><v:roundrect href="https://a.org" arcsize="8%"><center>Join '
                "us</center></v:roundrect><![endif]--><p>Words</p>"
            ),
            ["1: A shape for Outlook has no alternative text."],
        ),
        (
            ('<!--[if mso]><v:rect alt=""><v:textbox><h2>News</h2></v:textbox></v:rect><![endif]--><p>Words</p>'),
            ["1: A heading stands inside of a shape for Outlook, where screen readers do not find it."],
        ),
        (
            (
                '<!--[if mso]><v:rect alt=""><v:textbox><a '
                'href="https://a.org">News</a></v:textbox></v:rect><v:oval></v:oval><v:oval></v:oval><![endif]--><p>Words</p>'
            ),
            [
                "1: A link stands inside of a shape for Outlook, where screen readers do not find it.",
                "1: 2 shapes for Outlook have no alternative text.",
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
        "<p>Words about VML</p>",
        ('<!--[if mso]><v:rect alt="A garden"><v:fill src="a.jpg"/></v:rect><![endif]--><p>Words</p>'),
        (
            '<!--[if mso]><v:roundrect alt="" href="https://a.org"><center>Join '
            "us</center></v:roundrect><![endif]--><p>Words</p>"
        ),
        ('<!--[if mso]><table role="presentation"><tr><td></td></tr></table><![endif]--><p>Words</p>'),
        "<!-- <v:rect></v:rect> -->",
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
