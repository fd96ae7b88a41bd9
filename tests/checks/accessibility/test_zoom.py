from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
RULE = "accessibility/zoom"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            '<meta name="viewport" content="width=device-width, user-scalable=no">',
            ["1: The email keeps readers from enlarging it."],
        ),
        (
            '<meta name="Viewport" content="initial-scale=1,\nmaximum-scale=1.0">',
            ["2: The email keeps readers from enlarging it."],
        ),
        ('<meta name="viewport" content="user-scalable = 0">', ["1: The email keeps readers from enlarging it."]),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, html) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="viewport" content="maximum-scale=5, user-scalable=yes">',
        '<meta name="description" content="user-scalable=no">',
        '<meta name="viewport">',
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, html) == []
