"""The plain-text part says everything that the HTML says: links, telephone numbers, dates.

Some readers have only the text part: on a watch, with a screen reader, in an old mail program.  What is missing there
is missing for them.  Spam filters compare the two parts as well.

Bad: a text part “This email needs HTML”; a helpline number that stands only on a button.
Good: the same telephone numbers, dates and links in both parts.
Source: RFC 2046, 5.1.4; SpamAssassin, rule MPART_ALT_DIFF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail, Link
from newsletter.model.email import MERGE_FIELD
from newsletter.model.finding import Severity
from newsletter.model.months import MONTHS
from newsletter.model.place import Place

SEVERITY = Severity.WARNING

_PHONE = re.compile(
    r"(?<![\w/.=&-])(?:\+?1[\s.-]{0,2})?(?:\(\d{3}\)[\s.-]{0,2}|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?![\w-])"
    r"|(?<![\w/.=&-])\+\d{1,3}(?:[\s.()-]{1,2}\d{2,4}){2,5}(?!\w)"
)
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|Sept"
_DATE = re.compile(
    rf"\b(?P<month>{_MONTH})\.?\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!:)"
    rf"|\b(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s(?P<month2>{_MONTH})\b"
    r"|\b\d{4}-[01]\d-[0-3]\d\b|(?<![\d/])[0-3]?\d/[0-3]?\d/(?:20)?\d\d(?![\d/])"
)
_CALENDAR = re.compile(
    r"webcal:|[^?#]{0,2000}\.ics(?:$|[?#])|https?://(?:calendar\.google\.com/calendar/(?:render|event)"
    r"|www\.google\.com/calendar|outlook\.(?:live|office)\.com/(?:calendar|owa)|calendar\.yahoo\.com)",
    re.IGNORECASE,
)
_IN_BROWSER = re.compile(r"browser|web version|online version|view online|navegador", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ELSEWHERE = {"unsubscribe_url", "postal_address"}
"""Merge fields that have a check of their own."""


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """A text part that is missing, or lacks something; one finding for each kind of thing."""
    if not email.words:
        return
    text = " ".join((email.text or "").split())
    if len(text) < 20 and len(text) < len(email.words) / 2:
        yield Fault(
            email.place, "The email has no plain-text part to speak of.",
            "Write one: some readers, and all spam filters, look at it.",
        )  # fmt: skip
        return
    yield from _numbers(email, text)
    yield from _dates(email, text)
    yield from _links(email, text)
    fields = [name for name in dict.fromkeys(MERGE_FIELD.findall(email.html)) if name not in _ELSEWHERE]
    missing = [f"@@{name}@@" for name in fields if f"@@{name}@@" not in text]
    if missing:
        yield _lacks(email.place, "the merge field", missing, Severity.WARNING)


def _numbers(email: FinishedEmail, text: str) -> Iterator[Fault]:
    """Telephone numbers: those that readers see, and those that a button calls."""
    digits = _digits(text)
    places: dict[str, Place] = {}
    for link in email.links:
        if link.href.lower().startswith(("tel:", "sms:")) and _national(link.href) not in digits:
            places.setdefault(link.href[4:].partition("?")[0][:30], link.place)
    known = {_national(number) for number in places}
    for number in dict.fromkeys(_PHONE.findall(email.words)):
        if _national(number) not in digits and _national(number) not in known:
            places[number] = _place_of(email, number)
    if places:
        yield _lacks(next(iter(places.values())), "the telephone number", list(places), Severity.ERROR)


def _digits(words: str) -> str:
    return "".join(character for character in words if "0" <= character <= "9")


def _national(number: str) -> str:
    """The last ten digits, in which all ways to write a number agree."""
    return _digits(number.partition("?")[0])[-10:]


def _dates(email: FinishedEmail, text: str) -> Iterator[Fault]:
    there = {_day(match) for match in _DATE.finditer(text)}
    missing = {_day(match): match.group() for match in _DATE.finditer(email.words)}
    named = [words for day, words in missing.items() if day not in there]
    if named:
        yield _lacks(_place_of(email, named[0]), "the date", named, Severity.WARNING)


def _day(match: re.Match[str]) -> str:
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    return f"{month[:3]} {int(day)}" if month else match.group()


def _links(email: FinishedEmail, text: str) -> Iterator[Fault]:
    """Links whose address the text part does not have."""
    whole = "".join(text.split())
    wanted = {link.href.strip(): link for link in reversed(email.links) if _leads_out(link)}
    missing = [link for href, link in reversed(wanted.items()) if "".join(href.split()).rstrip("/") not in whole]
    hosts = {_host(match) for match in _URL.findall(text)}
    # A service that follows clicks writes other addresses into each part.
    if len(missing) > len(wanted) / 2 and len(set(_URL.findall(text))) >= len(wanted):
        return
    # A logo that leads to a website named elsewhere in the text.
    missing = [link for link in missing if not (link.element.find(".//img") is not None and _host(link.href) in hosts)]
    if missing:
        named = [" ".join(link.words.split())[:60] or link.href[:60] for link in missing]
        yield _lacks(missing[0].place, "the address of the link", named, Severity.WARNING)


def _leads_out(link: Link) -> bool:
    href = link.href.strip()
    return (
        href.lower().startswith(("http://", "https://"))
        and not _CALENDAR.match(href)
        and not _IN_BROWSER.search(link.words[:200])
    )


def _host(url: str) -> str:
    return url.partition("//")[2].partition("/")[0].lower().removeprefix("www.")


def _place_of(email: FinishedEmail, words: str) -> Place:
    """Where some words stand in the HTML, as far as they stand there in one piece."""
    at = email.html.find(words)
    return email.place_at(at) if at >= 0 else email.place


def _lacks(place: Place, what: str, missing: list[str], severity: Severity) -> Fault:
    named = ", ".join(f"“{each}”" for each in missing[:5]) + (f" and {len(missing) - 5} more" if missing[5:] else "")
    several = "" if len(missing) == 1 else "es" if what.startswith("the address") else "s"
    what = what.replace("address", f"address{several}") if several == "es" else f"{what}{several}"
    return Fault(
        place,
        f"The text part lacks {what} {named}, which the HTML part has.",
        "Look at the text template of this section: both parts have to say the same.",
        text=missing[0],
        severity=severity,
    )
