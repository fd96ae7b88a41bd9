from datetime import date
from typing import Any

import pytest

from newsletter.model.person import Person

GIVEN, EXPIRES = date(2026, 10, 2), date(2029, 10, 2)


def person(status: str = "active", **consent: Any) -> Person:
    full = {"record": "r", "given_on": GIVEN, "expires_on": EXPIRES, "channels": ["email", "web_archive"]} | consent
    return Person.model_validate({"shown_as": "M.", "relation": "patient", "status": status, "consent": full})


@pytest.mark.parametrize(
    ("who", "channel", "on", "fault"),
    [
        (person(), "email", date(2026, 12, 1), None),
        (person(), "web_archive", date(2026, 12, 1), None),
        (person(), "email", GIVEN, None),
        (person(), "email", EXPIRES, None),
        (person(expires_on=None), "email", date(2099, 1, 1), None),
        (person(), "email", date(2029, 10, 3), "The consent expired on 2029-10-02."),
        (person(), "email", date(2026, 10, 1), "The consent is dated 2026-10-02, after this issue."),
        (person(), "print", date(2026, 12, 1), "The consent does not cover the channel “print”."),
        (person(channels=[]), "email", date(2026, 12, 1), "The consent does not cover the channel “email”."),
        (person(channels=["Email"]), "email", date(2026, 12, 1), "The consent does not cover the channel “email”."),
        (person("withdrawn"), "email", date(2026, 12, 1), "The contributor has withdrawn consent."),
        (person("died"), "email", date(2026, 12, 1), "The contributor has died; the family has to be asked."),
        (person("withdrawn", channels=[]), "print", date(2099, 1, 1), "The contributor has withdrawn consent."),
        (Person.model_validate({"shown_as": "M.", "relation": "staff"}), "email", GIVEN, "No consent is on record."),
    ],
)
def test_why_words_may_not_appear(who: Person, channel: str, on: date, fault: str | None) -> None:
    assert who.consent_fault(channel, on) == fault


def test_consent_to_a_photo_is_never_assumed() -> None:
    consent = person().consent
    assert consent is not None
    assert (consent.photo.agreed, consent.photo.everyone_in_it) == (False, False)
