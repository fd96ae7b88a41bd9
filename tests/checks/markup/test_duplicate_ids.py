from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
RULE = "markup/duplicate-ids"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p id="a">x</p>\n<p id="a">y</p>', "2: The email has more than one place with the id “a”."),
        ('<p id="a">x</p><b id="a">y</b><i id="a">z</i>', "1: The email has more than one place with the id “a”."),
        ("".join(f"<p id=a{n}>x</p><p id=a{n}>x</p>" for n in range(7)),
         "1: The email has more than one place with the id “a0”, “a1”, “a2”, “a3”, “a4” and others."),
        ('<a id="news"></a><h2 id="news">News</h2>', "1: The email has more than one place with the id “news”."),
    ],
)  # fmt: skip
def test_what_must_fire(found_in_email: Found, html: str, said: str) -> None:
    assert found_in_email(RULE, html) == [said]


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<p id="a">x</p><p id="A">y</p>',
        '<p id="">x</p><p id="">y</p>',
        '<p id="a">x</p><a href="#a">y</a><a name="a">z</a>',
        '<p class="a">x</p><p class="a">y</p>',
        '<p id="a">x</p><!-- <p id="a">y</p> -->',
        '<p id="a">x</p><!--[if mso]><p id="a">y</p><![endif]-->',
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, html) == []
