from collections.abc import Callable

import pytest

from newsletter.checks.phone_numbers import digits_of, phone_numbers, slips

Found = Callable[..., list[str]]
LETTER = "---\nkind: letter\n---\n"
STORY = "---\nkind: survivor_story\ncontributor: person-0031\n---\n"
HELPLINE = "8669122730"
NEARLY = "is nearly the helpline's number, which is 1-866-912-2730."


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (LETTER + "Call\n1-866-912-2370 any day.\n", [f"letter.md:5: “1-866-912-2370” {NEARLY}"]),
        (STORY + "I rang 866 912 2731, and she answered.\n", [f"letter.md:5: “866 912 2731” {NEARLY}"]),
        (LETTER + "Call 8669122703.\n", [f"letter.md:4: “8669122703” {NEARLY}"]),
        (LETTER + "Call (918) 555-0142, or +44 20 7946 0018, or 1-800-4-CANCER.\n",
         ["letter.md:4: “(918) 555-0142” is not the helpline's number. 2 more in this section."]),
        ("---\nkind: event\ntitle: Tea\nstart: 2026-12-09 19:00\nzone: America/Chicago\nplace: Tulsa\n"
         "access_contact: Call 918.555.0142\n---\n",
         ["letter.md:7: “918.555.0142” is not the helpline's number."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, section: str, expected: list[str]) -> None:
    assert found("contacts/phone-number", {"letter": section}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1-866-912-2730, (866) 912-2730, 866.912.2730, +1 866 912 2730",
        "1-866-912-2730.",
        "Call 911 or 988, or 211.",
        "ISBN 978-3-16-148410-0 and 0-306-40615-2",
        "NCT02997358, PMID 35835135, 10.1056/NEJMoa2403394",
        "https://example.org/866-912-2731/page?n=8669122731",
        "from 2019 to 2020, 100-200 people, 12-12-2026",
        "$8,669,122,731 and 4,000-5,000",
        "order 1234567890123",
        "ZIP 74152-2697, Box 52697",
        "the 1-800 numbers",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    assert {number.digits for number in phone_numbers(text, HELPLINE)} <= {HELPLINE}


def test_the_helpline_may_stand_anywhere(found: Found) -> None:
    story = STORY + "I rang 1-866-912-2730 and (866) 912-2730, and my doctor at 918-555-0142.\n"
    letter = LETTER + "Ring <ref:organization/helpline>.\n"
    assert found("contacts/phone-number", {"story": story, "letter": letter}) == []


def test_letters_are_dialed_as_digits() -> None:
    assert digits_of("1-800-4-CANCER") == "8004226237"
    assert digits_of("1-866-FLOWERSHOP") == "8663569377"
    assert [number.words for number in phone_numbers("Call 1-866-91-ABCDE now")] == ["1-866-91-ABCDE"]


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("123", "123", 0), ("1234", "1324", 1), ("123", "12", 1), ("1", "1234", 3)]
)
def test_slips_of_a_key(one: str, other: str, expected: int) -> None:
    assert slips(one, other) == expected
