from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/color-alone"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            '<p>See <a href="https://a.org" style="text-decoration:none">our page</a> today.</p>',
            ["1: The link “our page” is told from the words around it by its color alone."],
        ),
        (
            (
                '<p style="color:#222">See <a href="https://a.org" '
                'style="color:#1a73e8;text-decoration:none">our page</a> today.</p>'
            ),
            ["1: The link “our page” is told from the words around it by its color alone."],
        ),
        (
            (
                '<style>a { text-decoration: none }</style><p>Call <a href="tel:1">one</a> or\n<a '
                'href="tel:2">two</a> today.</p>'
            ),
            ["1: The link “one” is told from the words around it by its color alone, and so is 1 more."],
        ),
        ("<p>The dates in red are canceled.</p>", ["1: “dates in red” tells something by a color alone."]),
        (
            "<p>Fields marked in red have to be filled in.</p>",
            ["1: “Fields marked in red” tells something by a color alone."],
        ),
        ("<p>Press the green button.</p>", ["1: “Press the green button” tells something by a color alone."]),
        ("<p>Green means open.</p>", ["1: “Green means” tells something by a color alone."]),
        ("<p>Red rows are full.</p>", ["1: “Red rows are” tells something by a color alone."]),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<p>See <a href="https://a.org" style="">our page</a> today.</p>',
        ('<p>See <a href="https://a.org" style="text-decoration:none;font-weight:bold">our page</a> today.</p>'),
        ('<p>See <a href="https://a.org" style="text-decoration:none;border-bottom:1px solid">our page</a> today.</p>'),
        ('<p>See <a href="https://a.org" style="text-decoration:none;background:#ffc">our page</a> today.</p>'),
        '<p><a href="https://a.org" style="text-decoration:none">our page</a></p>',
        (
            '<p><a href="https://a.org" style="text-decoration:none">our page</a> | <a '
            'href="https://a.org" style="text-decoration:none">our page</a></p>'
        ),
        ('<p>See <a href="https://a.org" style="text-decoration:none"><u>our page</u></a> today.</p>'),
        "<p>She came in red, with green tea and a blue light.</p>",
        "<p>Your red blood cells are counted.</p>",
        "<p>Dates in red and marked with a star are canceled.</p>",
        "<p>The total is in bold type and in green.</p>",
        '<p>See <a name="x" style="text-decoration:none">here</a> for more.</p>',
        "<p>A pale blue box arrived.</p>",
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
