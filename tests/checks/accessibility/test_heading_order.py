from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/heading-order"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<h1>A</h1>\n<h3>B</h3>", ["2: The heading “B” is of level 3, and the one above it, “A”, of level 1."]),
        (
            "<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2><h6>E</h6>",
            ["1: The heading “E” is of level 6, and the one above it, “D”, of level 2."],
        ),
        ("<h2></h2>", ["1: A heading is empty."]),
        ("<h2>&nbsp;</h2><h3><br></h3>", ["1: 2 headings are empty."]),
        (
            '<h2>A</h2><p role="heading" aria-level="5">B</p>',
            ["1: The heading “B” is of level 5, and the one above it, “A”, of level 2."],
        ),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<h2>A</h2><h3>B</h3><h2>C</h2><h1>D</h1>",
        '<h1>A</h1><h4 style="display:none">B</h4>',
        '<h1><img src="a.png" alt="News"></h1><h2>B</h2>',
        '<h1>A</h1><h4 role="presentation">B</h4>',
        "<h3>A</h3><h4>B</h4>",
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
