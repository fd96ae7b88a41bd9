from collections.abc import Callable

import pytest
from any_email import WORDS, page

Found = Callable[..., list[str]]
RULE = "accessibility/data-tables"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            (
                "<table><tr><td>Day</td><td>Hour</td></tr><tr><td>Tuesday</td><td>10:00</td></tr><tr><td>Friday</td><td>14:30</td></tr></table>"
            ),
            ["1: The table “Day Hour Tuesday 10:00 Friday 14:30” has no headers."],
        ),
        (
            (
                "<p>x</p>\n<table "
                'role="presentation"><tr><th>Day</th><th>Hour</th></tr><tr><td>Tuesday</td><td>10:00</td></tr></table>'
            ),
            [("2: The table of data “Day Hour Tuesday 10:00” is marked as one that only arranges things.")],
        ),
        (
            (
                "<table "
                'role="none"><tr><td>Day</td><td>Hour</td></tr><tr><td>Tuesday</td><td>10:00</td></tr><tr><td>Friday</td><td>14:30</td></tr></table>'
            ),
            [
                (
                    "1: The table of data “Day Hour Tuesday 10:00 Friday 14:30” is marked as one that only "
                    "arranges things."
                )
            ],
        ),
        (
            ('<table border="1"><tr><td>Ann</td><td>chair</td></tr><tr><td>Bo</td><td>money</td></tr></table>'),
            ["1: The table “Ann chair Bo money” has no headers."],
        ),
        (
            (
                "<table><tr><td>A</td><td>1.5 mg/m²</td></tr><tr><td>B</td><td>75 "
                "mg</td></tr><tr><td>C</td><td>800 mg</td></tr></table>"
            ),
            ["1: The table “A 1.5 mg/m² B 75 mg C 800 mg” has no headers."],
        ),
        (
            "<table><caption>Hours</caption><tr><td>Tuesday</td><td>ten</td></tr></table>",
            ["1: The table “Hours Tuesday ten” has no headers."],
        ),
        (
            (
                '<table><tr><td style="border-bottom:1px solid #ccc">Ann a</td><td '
                'style="border-bottom:1px solid #ccc">chair</td></tr><tr><td style="border-bottom:1px '
                'solid #ccc">Ann b</td><td style="border-bottom:1px solid #ccc">chair</td></tr><tr><td '
                'style="border-bottom:1px solid #ccc">Ann c</td><td style="border-bottom:1px solid '
                '#ccc">chair</td></tr></table>'
            ),
            ["1: The table “Ann a chair Ann b chair Ann c chair” has no headers."],
        ),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<table><tr><th>Day</th><th>Hour</th></tr><tr><td>Tuesday</td><td>10:00</td></tr></table>",
        ("<table><thead><tr><th>Day</th><th>Hour</th></tr><tr><td>Tuesday</td><td>10:00</td></tr></thead></table>"),
        '<table><tr><td scope="row">Tuesday</td><td>10:00</td></tr></table>',
        '<table role="presentation"><tr><td>Words</td></tr></table>',
        ('<table role="presentation"><tr><td>•</td><td>One</td></tr><tr><td>•</td><td>Two</td></tr></table>'),
        '<table role="presentation"><tr><td>'
        + WORDS
        + "</td><td>10</td></tr></td><td>10</td></tr></td><td>10</td></tr></table>",
        (
            '<table role="presentation"><tr><td><img src="a.png" '
            'alt="A"></td><td>1</td></tr><tr><td><img src="b.png" '
            'alt="B"></td><td>2</td></tr><tr><td>c</td><td>3</td></tr></table>'
        ),
        ('<table role="presentation"><tr><td>Ann</td><td>chair</td></tr><tr><td>Bo</td><td>money</td></tr></table>'),
        (
            "<table "
            'role="presentation"><tr><td>a</td><td><table><tr><th>Day</th><th>Hour</th></tr><tr><td>Tuesday</td><td>10:00</td></tr></table></td></tr><tr><td>b</td><td>2</td></tr></table>'
        ),
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
