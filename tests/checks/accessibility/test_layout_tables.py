from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/layout-tables"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<table><tr><td>Words</td></tr></table>", ["1: A table that only arranges things is read out as a table."]),
        (
            (
                '<table role="presentation"><tr><td>\n<table '
                'width="100"><tr><td>Words</td></tr></table><table></table></td></tr></table>'
            ),
            ["2: 2 tables that only arrange things are read out as a table."],
        ),
        (
            '<table role="table"><tr><td>Words</td></tr></table>',
            ["1: A table that only arranges things is read out as a table."],
        ),
        (
            '<table role="presentational"><tr><td>Words</td></tr></table>',
            ["1: A table that only arranges things is read out as a table."],
        ),
        (
            (
                "<p>Words</p>\n<!--[if mso]><table><tr><td><![endif]--><p>Words</p><!--[if "
                "mso]></td></tr></table><![endif]-->"
            ),
            ["2: A table in code for Outlook that only arranges things is read out as a table."],
        ),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<table role="presentation"><tr><td>Words</td></tr></table>',
        '<table role="none"><tr><td>Words</td></tr></table>',
        '<table role=" Presentation "><tr><td>Words</td></tr></table>',
        "<table><tr><th>Day</th></tr><tr><td>Friday</td></tr></table>",
        "<table><caption>Days</caption><tr><td>Friday</td></tr></table>",
        '<table role="list"><tr><td>Words</td></tr></table>',
        (
            '<!--[if mso]><table role="presentation"><tr><td><![endif]--><p>Words</p><!--[if '
            "mso]></td></tr></table><![endif]-->"
        ),
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
