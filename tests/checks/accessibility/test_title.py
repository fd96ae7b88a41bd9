from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
RULE = "accessibility/title"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<title></title>", ["1: The title of the page is empty."]),
        ("<title> Untitled </title>", ["1: The title of the page is only “Untitled”."]),
        ("<title>Email</title>", ["1: The title of the page is only “Email”."]),
        ("<title>HTML Email Template</title>", ["1: The title of the page is only “HTML Email Template”."]),
        ("<title>*|MC:SUBJECT|*</title>", ["1: The title of the page is only “*|MC:SUBJECT|*”."]),
        ("<title>My newsletter</title>", ["1: The title of the page is only “My newsletter”."]),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, html) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>x</p>",
        "<title>LMSeAlerts: December 2026</title>",
        "<title>News</title>",
        "<title>Email from Ann</title>",
        "<title>Our newsletter of May</title>",
        "<title>May</title><svg><title></title></svg>",
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, html) == []
