"""Occasions for the reader's calendar: a file for each, and links for Google and Outlook.

Everything here follows from the document alone, so the same issue gives the same bytes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from newsletter.model.document import Block, Document, EntryView
from newsletter.model.email import CalendarFile
from newsletter.model.occasion import Occasion
from newsletter.model.rich_text import RichText
from newsletter.rendering.rich_text_plain import rich_text_plain

_GOOGLE = "https://calendar.google.com/calendar/render"
_OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"

# No line of the HTML may be longer than 900 characters, and a link cannot be broken.
_LONGEST = 250

# Folding is the library's; a line of the description is not to be filled before.
_UNFILLED = 1_000_000


def calendar_files(document: Document) -> tuple[CalendarFile, ...]:
    """One iCalendar file for each upcoming webinar and each event of an issue, in the order of the email.

    A file is stamped with the issue's date, and its UID is made from the id: a reader who opens the same
    webinar from two issues has it once.
    """
    found = {invitation.id: invitation for block in document.blocks for invitation in _invitations(block)}
    return tuple(
        CalendarFile(f"{invitation.id.replace('/', '-')}.ics", _calendar(invitation, document))
        for invitation in found.values()
    )


def google_link(occasion: Occasion) -> str:
    """The address that offers an occasion to Google Calendar, its times in UTC."""
    end = occasion.ends_at or occasion.starts_at
    return _link(
        _GOOGLE,
        action="TEMPLATE",
        text=_short(occasion.title),
        dates=f"{_utc(occasion.starts_at):%Y%m%dT%H%M%SZ}/{_utc(end):%Y%m%dT%H%M%SZ}",
        location=_short(occasion.place),
        details=_whole(occasion.url),
    )


def outlook_link(occasion: Occasion) -> str:
    """The address that offers an occasion to the calendar of Outlook.com, its times in UTC."""
    return _link(
        _OUTLOOK,
        path="/calendar/action/compose",
        rru="addevent",
        subject=_short(occasion.title),
        startdt=f"{_utc(occasion.starts_at):%Y-%m-%dT%H:%M:%SZ}",
        enddt=f"{_utc(occasion.ends_at):%Y-%m-%dT%H:%M:%SZ}" if occasion.ends_at else "",
        location=_short(occasion.place),
        body=_whole(occasion.url),
    )


class _Invitation(NamedTuple):
    id: str
    occasion: Occasion
    body: RichText


def _invitations(block: Block) -> Iterator[_Invitation]:
    """What a block invites to: the section itself, and the entries that its fields name."""
    own = block.view.get("occasion")
    if own is not None:
        yield _Invitation(block.id, own, block.body)
    for value in block.view.values():
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, EntryView) and entry.fields.occasion is not None:
                yield _Invitation(entry.id, entry.fields.occasion, entry.body)


def _calendar(invitation: _Invitation, document: Document) -> str:
    # Imported here: icalendar costs 60 ms, and many issues have nothing to come.
    from icalendar import Calendar, Event

    occasion = invitation.occasion
    event = Event()
    event.add("UID", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{document.publication}/{invitation.id}")))
    event.add("DTSTAMP", datetime(document.date.year, document.date.month, document.date.day, tzinfo=UTC))
    event.add("DTSTART", occasion.starts_at)
    if occasion.ends_at is not None:
        event.add("DTEND", occasion.ends_at)
    event.add("SUMMARY", occasion.title)
    if occasion.place:
        event.add("LOCATION", occasion.place)
    description = "\n\n".join(filter(None, [rich_text_plain(invitation.body, _UNFILLED), occasion.url]))
    if description:
        event.add("DESCRIPTION", description)
    if occasion.url:
        event.add("URL", occasion.url)
    # Calendars are shared with colleagues; an illness is not.
    event.add("CLASS", "PRIVATE")
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//{document.publication}//newsletter//{document.language.upper()}")
    calendar.add_component(event)
    last = occasion.ends_at or occasion.starts_at
    calendar.add_missing_timezones(date(occasion.starts_at.year, 1, 1), date(last.year + 1, 1, 1))
    for zone in calendar.timezones:
        _set_onsets(zone.subcomponents)
    content: bytes = calendar.to_ical()
    return content.decode()


def _set_onsets(changes: Iterable[Any]) -> None:
    """Write the moments of clock changes in the time before the change, as RFC 5545 (3.6.5) has it.

    icalendar 7.3 writes the first hour after it: an hour late where clocks go forward.
    """
    for change in changes:
        gap = change.TZOFFSETTO - change.TZOFFSETFROM
        if gap > timedelta():
            change.DTSTART -= gap
            if "RDATE" in change:
                later = [moment.dt - gap for moment in change.pop("RDATE").dts]
                change.add("RDATE", later)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _link(address: str, **parameters: str) -> str:
    given = {name: value for name, value in parameters.items() if value}
    query = urlencode(given, safe="/:", quote_via=quote)  # a plus for a space would be shown as a plus
    return f"{address}?{query}"


def _short(text: str | None) -> str:
    """As many words as fit into a link."""
    words = (text or "").split()
    while len(words) > 1 and len(quote(" ".join(words))) > _LONGEST:
        words.pop()
    short = " ".join(words)
    while len(quote(short)) > _LONGEST:
        short = short[:-1]
    return short


def _whole(url: str | None) -> str:
    """The address if it fits into a link, else nothing: half an address leads nowhere."""
    return url if url and len(quote(url, safe="")) <= _LONGEST else ""
