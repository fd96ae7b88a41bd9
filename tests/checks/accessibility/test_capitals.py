from collections.abc import Callable

import pytest
from any_email import WORDS, page

Found = Callable[..., list[str]]
RULE = "accessibility/capitals"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            "<p>PLEASE CALL BEFORE YOUR NEXT SCAN, DAY OR NIGHT, ON EVERY WEEKDAY</p>",
            ["1: “PLEASE CALL BEFORE YOUR NEXT SCAN, DAY OR NIGHT, ON EVERY…” is typed in capitals."],
        ),
        (
            "<p>Hello.</p>\n<p>Please READ THIS PAGE FIRST and then call.</p>",
            ["2: “READ THIS PAGE FIRST” is typed in capitals."],
        ),
        ("<h2>WHAT WE HEARD IN CHICAGO</h2>", ["1: “WHAT WE HEARD IN CHICAGO” is typed in capitals."]),
        (
            '<p style="text-transform:uppercase">' + WORDS,
            ["1: “The helpline is open on weekdays, and somebody who has been…” is set in capitals."],
        ),
        (
            ('<style>.up { text-transform: uppercase }</style><p class="up">Events of this month</p>\n<p class="up">')
            + WORDS,
            ["1: “Events of this month” is set in capitals."],
        ),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>" + WORDS,
        "<p>FDA, NCI, NIH and ESMO</p>",
        "<p>NCT01234567 LMS PET MRI CT</p>",
        '<p style="text-transform:uppercase">Read more</p>',
        "<p>READ THIS</p>",
        "<p>He said NO and NEVER</p>",
        '<p style="display:none;text-transform:uppercase">' + WORDS,
        "<p>מועדון הקוראים של העיר נפגש בכל שבוע</p>",
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
