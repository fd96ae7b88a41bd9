"""The types of values that people type, and what to tell them when a value does not fit.

Every validator raises through :func:`mistake`, so that a message always comes with a remedy.  Values arrive
as text (the YAML reader leaves every plain scalar as it was typed), so a model decides what is a date, a
number or a yes.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated, Any, NoReturn
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from newsletter.model.characters import UNSHOWABLE, unshowable
from newsletter.model.nearest import did_you_mean


def mistake(code: str, message: str, remedy: str, field: str = "") -> NoReturn:
    """Refuse a value.  ``code`` names the message, ``remedy`` says what to write instead.

    Where several fields were looked at together, ``field`` names the one whose line is shown.
    """
    # Half a pair of surrogates cannot be printed; it comes with text pasted by a program.
    message = message.encode("utf-8", "replace").decode("utf-8")
    raise PydanticCustomError(code, "{message}", {"message": message, "remedy": remedy, "field": field})


class Typed(BaseModel):
    """What people type: frozen, and a key that is not known is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def _date(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    match = _DATE.fullmatch(str(value).strip())
    if match is None:
        mistake("bad-date", f"“{value}” is not a date.", "Write year, month and day, such as 2026-12-01.")
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        mistake("bad-date", f"There is no day {value} in the calendar.", "Look up the day and correct it.")


_LOCAL_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d?):(\d\d)")


def _local_time(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    match = _LOCAL_TIME.fullmatch(str(value).strip())
    if match is None:
        mistake(
            "bad-time",
            f"“{value}” is not a day and a time.",
            "Write the local day and time on the 24-hour clock, such as 2026-12-10 19:30; "
            "the zone has a line of its own.",
        )
    day, hour, minute = match.groups()
    if int(hour) > 23 or int(minute) > 59:
        mistake("bad-time", f"{hour}:{minute} is not a time.", "Write the time on the 24-hour clock, such as 19:30.")
    return datetime.combine(_date(day), datetime.min.time()).replace(hour=int(hour), minute=int(minute))


_COMMON_ZONES = {
    "EST": "America/New_York", "EDT": "America/New_York", "ET": "America/New_York", "EASTERN": "America/New_York",
    "CST": "America/Chicago", "CDT": "America/Chicago", "CT": "America/Chicago", "CENTRAL": "America/Chicago",
    "MST": "America/Denver", "MDT": "America/Denver", "MT": "America/Denver", "MOUNTAIN": "America/Denver",
    "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "PT": "America/Los_Angeles",
    "PACIFIC": "America/Los_Angeles", "UTC": "Etc/UTC", "GMT": "Europe/London", "CET": "Europe/Berlin",
}  # fmt: skip


def _zone(value: Any) -> str:
    name = str(value).strip()
    words = name.upper().split()
    meant = _COMMON_ZONES.get(words[0]) if words else None
    if meant:
        mistake(
            "bad-zone",
            f"“{name}” says nothing about summer time.",
            f"Write the zone by its city: {meant}.",
        )
    if "/" not in name or not _is_zone(name):
        mistake(
            "bad-zone",
            f"“{name}” is not a time zone.",
            did_you_mean(name, available_timezones()) or "Write a zone by its city, such as America/Chicago.",
        )
    return name


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


_YES = {"yes", "true", "on", "y"}
_NO = {"no", "false", "off", "n"}


def _yes_or_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in _YES | _NO:
        mistake("not-yes-or-no", f"“{value}” is neither yes nor no.", "Write yes or no.")
    return word in _YES


def _whole_number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = str(value).strip()
    if not re.fullmatch(r"[0-9]{1,9}", text):
        mistake("not-a-number", f"“{value}” is not a whole number.", "Write digits only, such as 144.")
    return int(text)


_LINE_END = re.compile(r"[ \t]*[\r\n]+[ \t]*")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        mistake("not-text", "Text is expected here.", "Write plain words after the colon, on the same line.")
    # A field is one line, however it was typed: a line end would start a new header in a subject.
    text = _LINE_END.sub(" ", value) if "\n" in value or "\r" in value else value
    if not text.isprintable() and (match := UNSHOWABLE.search(text)):
        mistake("control-character", *unshowable(match.group()))
    return unicodedata.normalize("NFC", text).strip()


def _full_text(value: Any) -> str:
    text = _text(value)
    if not text:
        mistake("empty", "Nothing is written here.", "Write it, or take the line out.")
    return text


_ADDRESS = re.compile(r"[^@\s<>(),;:\"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def _email_address(value: Any) -> str:
    text = _full_text(value)
    if not _ADDRESS.fullmatch(text):
        mistake("bad-address", f"“{text}” is not an email address.", "Write it like name@example.org.")
    return text


_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[^\s\"<>\\]*)?([?#][^\s\"<>\\]*)?", re.IGNORECASE)


def _web_address(value: Any) -> str:
    text = _full_text(value)
    if not _URL.fullmatch(text):
        mistake(
            "bad-url",
            f"“{text}” is not a web address.",
            "Copy it whole from the browser; it starts with https:// and has no spaces.",
        )
    return text


_CREDENTIALS = re.compile(r"://(?:[^@]*:[^@]*@|[^?&#]*[?&#])")


def _store_address(value: Any) -> str:
    text = _full_text(value)
    if _CREDENTIALS.search(text):
        mistake(
            "password-in-address",
            "This address seems to hold a password or key.",
            "Take it out, and give it in the environment, as docs/hosting-pictures.md says: this file is not secret.",
        )
    return text


_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


def _phone(value: Any) -> str:
    text = _full_text(value)
    if not _PHONE.fullmatch(text):
        mistake(
            "bad-phone",
            f"“{text}” is not an international phone number.",
            "Write a plus sign, the country code and the number without spaces, such as +18005550100.",
        )
    return text


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _language(value: Any) -> str:
    text = _full_text(value)
    if not _LANGUAGE.fullmatch(text):
        mistake("bad-language", f"“{text}” is not a language code.", "Write a code such as en, es or pt-BR.")
    return text


_NCT = re.compile(r"NCT[0-9]{8}")


def _nct_number(value: Any) -> str:
    text = _full_text(value)
    if not _NCT.fullmatch(text):
        mistake(
            "bad-nct",
            f"“{text}” is not the number of a study on ClinicalTrials.gov.",
            "Write NCT and eight digits, such as NCT01234567; the link is made from it.",
        )
    return text


_PHASE = re.compile(r"(early )?(?:phase )?([1-4])(?:/(?:phase )?([1-4]))?", re.IGNORECASE)


def _trial_phase(value: Any) -> str:
    text = _full_text(value)
    match = _PHASE.fullmatch(text)
    if match is None:
        mistake("bad-phase", f"“{text}” is not the phase of a trial.", "Write a number from 1 to 4, or two: 1/2.")
    early, phase, upper = match.groups()
    return f"{'Early phase' if early else 'Phase'} {phase}{f'/{upper}' if upper else ''}"


def _description(value: Any) -> str:
    text = _text(value)
    if not text:
        mistake(
            "no-description",
            "The picture has no description.",
            "Say in one sentence what it shows, for readers who cannot see it.",
        )
    return text


Date = Annotated[date, BeforeValidator(_date)]
LocalTime = Annotated[datetime, BeforeValidator(_local_time)]
Zone = Annotated[str, BeforeValidator(_zone)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Text = Annotated[str, BeforeValidator(_text)]
FullText = Annotated[str, BeforeValidator(_full_text)]
Description = Annotated[str, BeforeValidator(_description)]
EmailAddress = Annotated[str, BeforeValidator(_email_address)]
WebAddress = Annotated[str, BeforeValidator(_web_address)]
StoreAddress = Annotated[str, BeforeValidator(_store_address)]
"""A folder, or an address that fsspec knows.  Refused where it holds a password."""
Phone = Annotated[str, BeforeValidator(_phone)]
Language = Annotated[str, BeforeValidator(_language)]
NctNumber = Annotated[str, BeforeValidator(_nct_number)]
TrialPhase = Annotated[str, BeforeValidator(_trial_phase)]
"""Kept as it is shown: "Phase 2", "Phase 1/2", "Early phase 1"."""

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


def direction(language: str) -> str:
    """``rtl`` for a language written from right to left, else ``ltr``."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


class RefersTo:
    """Marks a field that holds the id of an entry in ``reference/<folder>/`` (the folder may be left out)."""

    def __init__(self, folder: str) -> None:
        self.folder = folder


class RefersToPerson:
    """Marks a field that holds the id of a file in ``people/``."""


class Picture(Typed):
    """A picture in the issue's folder.  ``alt`` says what it shows; an empty one marks a mere ornament."""

    file: FullText
    """The file in the issue's folder, such as images/garden.jpg."""
    alt: Text
    """What the picture shows, for readers who cannot see it. Two quotation marks for a mere ornament."""
    caption: Text | None = None
    """A line below the picture."""
    credit: Text | None = None
    """Who took or painted it."""


class DescribedPicture(Picture):
    """A picture that is no ornament: its ``alt`` has to be written."""

    alt: Description
    """What the picture shows, for readers who cannot see it."""
