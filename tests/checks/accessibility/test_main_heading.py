from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/main-heading"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>Words</p>", ["0: The email has no main heading, <h1>."]),
        ("<h2>Words</h2>", ["0: The email has no main heading, <h1>."]),
        ("<h1>One</h1>\n<h1>Two</h1>", ["2: The email has 2 main headings, <h1>: besides “One” there is “Two”."]),
        (
            "<h1>One</h1><h1>Two</h1><h1>Three</h1>",
            ["1: The email has 3 main headings, <h1>: besides “One” there is “Two” and 1 more."],
        ),
        ('<div style="display:none"><h1>One</h1></div><p>Words</p>', ["0: The email has no main heading, <h1>."]),
        ('<h1 role="presentation">One</h1>', ["0: The email has no main heading, <h1>."]),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<h1>One</h1><h2>Two</h2>",
        '<p role="heading" aria-level="1">One</p>',
        '<h1><img src="a.png" alt="News"></h1><p>x</p>',
        '<h1>One</h1><h1 style="display:none">For telephones</h1>',
        '<h1 style="position:absolute;left:-9999px">One</h1><p>x</p>',
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
