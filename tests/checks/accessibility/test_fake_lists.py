from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/fake-lists"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>• One<br>• Two</p>", ["1: “• One” looks like the beginning of a list, and is none."]),
        ("<p>Hello</p>\n<p>- One</p>\n<p>- Two</p>", ["2: “- One” looks like the beginning of a list, and is none."]),
        ("<div>1. One</div><div>2. Two</div>", ["1: “1. One” looks like the beginning of a list, and is none."]),
        (
            "<p>&bull; One &bull; Two &bull; Three</p>",
            ["1: “• One • Two • Three” looks like the beginning of a list, and is none."],
        ),
        (
            "<table><tr><td>•</td><td>One</td></tr><tr><td>•</td><td>Two</td></tr></table>",
            ["1: “• One” looks like the beginning of a list, and is none."],
        ),
        ("<p>✅ One<br>✅ Two</p>", ["1: “✅ One” looks like the beginning of a list, and is none."]),
        ("<p>– One<br>– Two<br>– Three</p>", ["1: “– One” looks like the beginning of a list, and is none."]),
        ("<p>1) One<br>2) Two</p>", ["1: “1) One” looks like the beginning of a list, and is none."]),
        ("<p>&nbsp;&nbsp;·&nbsp;One<br>· Two</p>", ["1: “· One” looks like the beginning of a list, and is none."]),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<ul><li>One</li><li>Two</li></ul>",
        "<p>• One</p>",
        "<p>Call • Write • Visit</p>",
        "<p>– Ann<br>– Bo</p>",
        "<p>1. One</p>",
        "<h2>1. One</h2><h2>2. Two</h2>",
        "<p>1. One</p><p>Words about it</p><p>2. Two</p>",
        "<p>2026. A year<br>2027. Another</p>",
        "<p>Number 144 · December 1, 2026</p>",
        "<pre>- a\n- b</pre>",
        '<p style="display:none">• One<br>• Two</p>',
        "<p>*This* and<br>that</p>",
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
