from collections.abc import Callable

import pytest

InEmail = Callable[..., list[str]]
RULE = "contacts/dialed-number"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="tel:+18669122370">Call 1-866-912-2730</a>',
         ["1: The link shows “1-866-912-2730” and dials 8669122370."]),
        ('<p>\n<a href="tel:866-912-2731"><b>(866)</b> 912-2730</a>',
         ["2: The link shows “(866) 912-2730” and dials 8669122731."]),
        ('<a href="TEL:">1-866-912-2730</a>', ["1: The link shows “1-866-912-2730” and dials nothing."]),
    ],
)  # fmt: skip
def test_what_must_fire(found_in_email: InEmail, html: str, expected: list[str]) -> None:
    assert found_in_email(RULE, html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<a href="tel:+18669122730">Call 1-866-912-2730</a><a href="tel:8669122730">866.912.2730</a>',
        '<a href="tel:+1-866-912-2730">Call our helpline</a>',
        '<a href="tel:+18004226237">1-800-4-CANCER</a>',
        '<a href="tel:+18669122730;ext=5">1-866-912-2730, extension 5</a>',
        '<a href="tel:%2B18669122730">(866) 912-2730</a>',
        '<a href="https://example.org">1-866-912-2730</a><a href="sms:+18669122731">1-866-912-2730</a>',
    ],
)
def test_what_must_not_fire(found_in_email: InEmail, html: str) -> None:
    assert found_in_email(RULE, html) == []
