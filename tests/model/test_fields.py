"""The types of values: what is accepted, what is refused in which words, and that nothing else is ever raised."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from newsletter.model import fields
from newsletter.model.fields import (
    Date,
    EmailAddress,
    FullText,
    Language,
    LocalTime,
    NctNumber,
    Phone,
    Text,
    TrialPhase,
    WebAddress,
    WholeNumber,
    YesNo,
    Zone,
    direction,
)

ALL = [Date, EmailAddress, FullText, Language, LocalTime, NctNumber, Phone, Text, TrialPhase, WebAddress, WholeNumber,
       YesNo, Zone]  # fmt: skip


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: Any) -> tuple[str, str, str]:
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    (error,) = caught.value.errors()
    return error["type"], error["ctx"]["message"], error["ctx"]["remedy"]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Date, "2026-12-01", date(2026, 12, 1)), (Date, " 2028-02-29 ", date(2028, 2, 29)),
        (Date, date(2026, 12, 1), date(2026, 12, 1)), (Date, "0001-01-01", date(1, 1, 1)),
        (LocalTime, "2026-12-10 19:30", datetime(2026, 12, 10, 19, 30)),
        (LocalTime, "2026-12-10T7:05", datetime(2026, 12, 10, 7, 5)),
        (LocalTime, "2026-12-10 00:00", datetime(2026, 12, 10)),
        (Zone, "America/New_York", "America/New_York"), (Zone, " Etc/UTC ", "Etc/UTC"),
        (Zone, "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        (YesNo, "yes", True), (YesNo, "No", False), (YesNo, "ON", True), (YesNo, "off", False), (YesNo, True, True),
        (YesNo, "y", True), (YesNo, "false", False),
        (WholeNumber, "144", 144), (WholeNumber, " 0 ", 0), (WholeNumber, "02115", 2115), (WholeNumber, 7, 7),
        (WholeNumber, "999999999", 999999999),
        (Text, "  two  words ", "two  words"), (Text, "", ""), (Text, "e\u0301", "é"), (FullText, "a", "a"),
        (EmailAddress, "ann.o'neil+news@mail.example.org", "ann.o'neil+news@mail.example.org"),
        (WebAddress, "https://example.org", "https://example.org"),
        (WebAddress, "http://example.org:8080/a(b)/c?d=e&f=%20#g", "http://example.org:8080/a(b)/c?d=e&f=%20#g"),
        (WebAddress, "https://example.org?x=1", "https://example.org?x=1"),
        (Phone, "+18005550100", "+18005550100"), (Phone, "+4930123456", "+4930123456"),
        (Language, "en", "en"), (Language, "pt-BR", "pt-BR"), (Language, "zh-Hant-TW", "zh-Hant-TW"),
    ],
)  # fmt: skip
def test_what_is_accepted(kind: Any, typed: Any, value: Any) -> None:
    assert read(kind, typed) == value
    assert read(kind, value) == value, "a value that was read is read again unchanged"


DATE = "Write year, month and day, such as 2026-12-01."
TIME = (
    "Write the local day and time on the 24-hour clock, such as 2026-12-10 19:30; the zone has a line of its own."
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (Date, "2026-13-01",
         ("bad-date", "There is no day 2026-13-01 in the calendar.", "Look up the day and correct it.")),
        (Date, "2027-02-29",
         ("bad-date", "There is no day 2027-02-29 in the calendar.", "Look up the day and correct it.")),
        (Date, "0000-01-01",
         ("bad-date", "There is no day 0000-01-01 in the calendar.", "Look up the day and correct it.")),
        (Date, "01.12.2026", ("bad-date", "“01.12.2026” is not a date.", DATE)),
        (Date, "26-12-01", ("bad-date", "“26-12-01” is not a date.", DATE)),
        (Date, "", ("bad-date", "“” is not a date.", DATE)),
        (LocalTime, "2026-12-10", ("bad-time", "“2026-12-10” is not a day and a time.", TIME)),
        (LocalTime, "2026-12-10 7pm", ("bad-time", "“2026-12-10 7pm” is not a day and a time.", TIME)),
        (LocalTime, "2026-12-10 19:30 EST", ("bad-time", "“2026-12-10 19:30 EST” is not a day and a time.", TIME)),
        (LocalTime, "2026-12-10 24:00",
         ("bad-time", "24:00 is not a time.", "Write the time on the 24-hour clock, such as 19:30.")),
        (LocalTime, "2026-12-10 19:60",
         ("bad-time", "19:60 is not a time.", "Write the time on the 24-hour clock, such as 19:30.")),
        (LocalTime, "2026-12-32 19:30",
         ("bad-date", "There is no day 2026-12-32 in the calendar.", "Look up the day and correct it.")),
        (Zone, "EST", ("bad-zone", "“EST” says nothing about summer time.",
                       "Write the zone by its city: America/New_York.")),
        (Zone, "Eastern Time", ("bad-zone", "“Eastern Time” says nothing about summer time.",
                                "Write the zone by its city: America/New_York.")),
        (Zone, "pst", ("bad-zone", "“pst” says nothing about summer time.",
                       "Write the zone by its city: America/Los_Angeles.")),
        (Zone, "America/New York", ("bad-zone", "“America/New York” is not a time zone.",
                                    "Did you mean America/New_York?")),
        (Zone, "Chicago", ("bad-zone", "“Chicago” is not a time zone.", "Did you mean America/Chicago?")),
        (Zone, "", ("bad-zone", "“” is not a time zone.", "Write a zone by its city, such as America/Chicago.")),
        (Zone, "../../etc/passwd", ("bad-zone", "“../../etc/passwd” is not a time zone.",
                                    "Write a zone by its city, such as America/Chicago.")),
        (YesNo, "ja", ("not-yes-or-no", "“ja” is neither yes nor no.", "Write yes or no.")),
        (YesNo, "1", ("not-yes-or-no", "“1” is neither yes nor no.", "Write yes or no.")),
        (WholeNumber, "1,000",
         ("not-a-number", "“1,000” is not a whole number.", "Write digits only, such as 144.")),
        (WholeNumber, "٣", ("not-a-number", "“٣” is not a whole number.", "Write digits only, such as 144.")),
        (WholeNumber, True, ("not-a-number", "“True” is not a whole number.", "Write digits only, such as 144.")),
        (FullText, "\u00a0 ", ("empty", "Nothing is written here.", "Write it, or take the line out.")),
        (EmailAddress, "Ann <ann@example.org>", ("bad-address", "“Ann <ann@example.org>” is not an email address.",
                                                 "Write it like name@example.org.")),
        (EmailAddress, "ann@example", ("bad-address", "“ann@example” is not an email address.",
                                       "Write it like name@example.org.")),
        (EmailAddress, "a@b.org, c@d.org", ("bad-address", "“a@b.org, c@d.org” is not an email address.",
                                            "Write it like name@example.org.")),
        (WebAddress, "javascript:alert(1)", ("bad-url", "“javascript:alert(1)” is not a web address.",
         "Copy it whole from the browser; it starts with https:// and has no spaces.")),
        (WebAddress, 'https://example.org/"onload', ("bad-url", "“https://example.org/\"onload” is not a web address.",
         "Copy it whole from the browser; it starts with https:// and has no spaces.")),
        (WebAddress, "https://ann:secret@example.org", ("bad-url", "“https://ann:secret@example.org” is not a web "
         "address.", "Copy it whole from the browser; it starts with https:// and has no spaces.")),
        (Phone, "1-800-555-0100", ("bad-phone", "“1-800-555-0100” is not an international phone number.",
         "Write a plus sign, the country code and the number without spaces, such as +18005550100.")),
        (Phone, "+١٢٣٤٥٦٧٨٩", ("bad-phone", "“+١٢٣٤٥٦٧٨٩” is not an international phone number.",
         "Write a plus sign, the country code and the number without spaces, such as +18005550100.")),
        (Phone, "+1١٢٣٤٥٦٧٨", ("bad-phone", "“+1١٢٣٤٥٦٧٨” is not an international phone number.",
         "Write a plus sign, the country code and the number without spaces, such as +18005550100.")),
        (Language, "english language", ("bad-language", "“english language” is not a language code.",
                                        "Write a code such as en, es or pt-BR.")),
        (Language, "en_US", ("bad-language", "“en_US” is not a language code.",
                             "Write a code such as en, es or pt-BR.")),
    ],
)  # fmt: skip
def test_what_is_refused_and_in_which_words(kind: Any, typed: Any, expected: tuple[str, str, str]) -> None:
    assert refusal(kind, typed) == expected


@pytest.mark.parametrize("abbreviation", fields._COMMON_ZONES)
def test_the_city_named_for_an_abbreviation_is_a_zone(abbreviation: str) -> None:
    remedy = refusal(Zone, abbreviation)[2]
    assert read(Zone, remedy.removeprefix("Write the zone by its city: ").removesuffix(".")) != abbreviation


ODD = st.one_of(
    st.text(), st.none(), st.booleans(), st.integers(), st.floats(allow_nan=True), st.lists(st.text(), max_size=2),
    st.dictionaries(st.text(), st.text(), max_size=2), st.text(st.characters(codec=None)),
    st.from_regex(r"\A[A-Za-z.\-]{1,8}/[\x00-\U000103ff]{0,8}\Z"), st.from_regex(r"\A\d{4}-\d\d-\d\d[ T]\d\d?:\d\d\Z"),
    st.from_regex(r"\A\d{4}-\d\d-\d\d\Z"), st.from_regex(r"\Ahttps?://[^\s]*\Z"),
)  # fmt: skip


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__metadata__[-1].func.__name__.strip("_"))
def test_nothing_but_a_refusal_in_words_is_ever_raised(kind: Any) -> None:
    @given(ODD)
    def holds(value: Any) -> None:
        try:
            result = read(kind, value)
        except ValidationError as caught:
            context = caught.errors()[0].get("ctx", {})
            complete = bool(context.get("message")) and bool(context.get("remedy"))
            result = None
        else:
            complete = read(kind, result) == result
        assert complete

    holds()


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "ltr"), ("es", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("FA", "rtl"), ("ar-Latn", "rtl"), ("are", "ltr")],
)
def test_the_direction_of_a_language(language: str, expected: str) -> None:
    assert direction(language) == expected
