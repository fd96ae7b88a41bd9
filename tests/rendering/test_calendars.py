"""Calendar files and calendar links: the right moment, on both sides of every clock change."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from dateutil.tz import tzical
from icalendar import Calendar
from lxml import html as lxml_html

from newsletter.build import Builder
from newsletter.delivery.output_folder import write_email
from newsletter.model.email import Email
from newsletter.model.errors import ContentError
from newsletter.model.occasion import Occasion, moment
from newsletter.rendering.calendars import google_link, outlook_link

OTHER_SCRIPTS = "Čaj a šití, קפה, お茶の時間, चाय 👩\u200d⚕\ufe0f, e\u0301t\u00e9; a, b\\c"

EVENT = """---
kind: event
title: "A winter walk"
start: 2026-12-12 14:00
end: 2026-12-12 16:30
zone: America/Denver
place: City Park, by the boathouse
registration_url: https://example.org/walk?a=1&b=2
---
There is *soup* at the end.
"""

WEBINAR = """---
series: Coffee hour
number: 12
title: Questions
status: upcoming
start: 2026-12-10 19:00
zone: America/New_York
duration: 60
registration_url: https://example.org/register
---
We write a list together.
"""

WEBINARS = "---\nkind: webinars\nwebinars: [coffee]\n---\n"


def event(start: str, zone: str, end: str | None = None, title: str = "A walk", body: str = "") -> str:
    quoted = title.replace("'", "''")
    ends = f"end: {end}\n" if end else ""
    return f"---\nkind: event\ntitle: '{quoted}'\nstart: {start}\n{ends}zone: {zone}\nplace: Here\n---\n{body}\n"


def built(make_publication, sections: dict[str, str], reference: dict[str, str] | None = None) -> Email:
    files = {f"issues/2026-12/{name}.md": text for name, text in sections.items()}
    project = make_publication({**files, **{f"reference/{n}.md": text for n, text in (reference or {}).items()}})
    return Builder(project).build("2026-12").draft.email


def the_event(content: str):
    calendar = Calendar.from_ical(content)
    [found] = calendar.walk("VEVENT")
    return found


def parameters(link: str) -> dict[str, str]:
    return {name: value for name, [value] in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


MOMENTS = [
    ("America/New_York", "2027-03-14 01:59", "2027-03-14T06:59Z"),
    ("America/New_York", "2027-03-14 03:00", "2027-03-14T07:00Z"),
    ("America/New_York", "2027-03-14 03:30", "2027-03-14T07:30Z"),
    ("America/New_York", "2027-03-14 19:00", "2027-03-14T23:00Z"),
    ("America/New_York", "2026-11-01 00:30", "2026-11-01T04:30Z"),
    ("America/New_York", "2026-11-01 01:30", "2026-11-01T05:30Z"),  # comes twice; the first is meant
    ("America/New_York", "2026-11-01 02:00", "2026-11-01T07:00Z"),
    ("America/New_York", "2026-11-01 19:00", "2026-11-02T00:00Z"),
    ("Europe/Berlin", "2027-03-28 01:59", "2027-03-28T00:59Z"),
    ("Europe/Berlin", "2027-03-28 03:00", "2027-03-28T01:00Z"),
    ("Europe/Berlin", "2027-03-28 03:59", "2027-03-28T01:59Z"),
    ("Europe/Berlin", "2026-10-25 01:30", "2026-10-24T23:30Z"),
    ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30Z"),
    ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00Z"),
    ("Europe/Berlin", "2026-11-10 19:00", "2026-11-10T18:00Z"),
    ("Australia/Sydney", "2027-04-04 04:00", "2027-04-03T18:00Z"),
    ("Europe/Dublin", "2027-01-01 00:00", "2027-01-01T00:00Z"),
    ("Africa/Casablanca", "2027-02-20 12:00", "2027-02-20T12:00Z"),
    ("Asia/Kolkata", "2026-12-10 19:00", "2026-12-10T13:30Z"),
    ("Etc/UTC", "2026-12-10 19:00", "2026-12-10T19:00Z"),
]


@pytest.mark.parametrize(("zone", "start", "expected"), MOMENTS)
def test_every_way_to_the_calendar_leads_to_the_same_moment(make_publication, zone: str, start: str, expected: str):
    email = built(make_publication, {"walk": event(start, zone)})
    wanted = datetime.fromisoformat(expected)
    content = email.calendars[0].content
    found = the_event(content)
    assert found.start.astimezone(UTC) == wanted
    if zone != "Etc/UTC":
        assert found["DTSTART"].params["TZID"] == zone
        # Another library, which knows the zone from the file alone.
        local = found.start.replace(tzinfo=tzical(StringIO(content.replace("\r\n", "\n"))).get(zone))
        assert local.astimezone(UTC) == wanted
    stamp = f"{wanted:%Y%m%dT%H%M%SZ}"
    links = [a.get("href") for a in lxml_html.fromstring(email.html).iter("a") if "calendar" in (a.get("href") or "")]
    google, outlook = map(parameters, links)
    assert google["dates"] == f"{stamp}/{stamp}"
    assert outlook["startdt"] == f"{wanted:%Y-%m-%dT%H:%M:%SZ}"
    assert all(f"\n{link}\n" in email.text for link in links)


@pytest.mark.parametrize(
    ("zone", "start", "end", "length"),
    [
        ("America/New_York", "2027-03-14 01:30", "2027-03-14 03:30", 1),
        ("America/New_York", "2026-11-01 00:30", "2026-11-01 02:30", 3),
        ("Europe/Berlin", "2027-03-28 01:00", "2027-03-28 04:00", 2),
        ("America/New_York", "2026-12-31 23:00", "2027-01-01 00:30", 1.5),
    ],
)
def test_an_end_across_a_clock_change(make_publication, zone: str, start: str, end: str, length: float):
    email = built(make_publication, {"walk": event(start, zone, end)})
    found = the_event(email.calendars[0].content)
    took = found.end.astimezone(UTC) - found.start.astimezone(UTC)
    assert took == timedelta(hours=length)
    begin, finish = parameters(re.search(r"https://calendar\.google\S+", email.text).group())["dates"].split("/")
    assert datetime.fromisoformat(finish) - datetime.fromisoformat(begin) == timedelta(hours=length)


def test_a_webinar_takes_its_minutes_across_a_clock_change(make_publication):
    webinar = WEBINAR.replace("2026-12-10 19:00", "2027-03-14 01:30")
    email = built(make_publication, {"w": WEBINARS}, {"webinars/coffee": webinar})
    found = the_event(email.calendars[0].content)
    assert found.end.astimezone(UTC) - found.start.astimezone(UTC) == timedelta(minutes=60)
    assert (found.end.hour, found.end.minute) == (3, 30)


@pytest.mark.parametrize(
    ("zone", "start"), [("America/New_York", "2027-03-14 02:30"), ("Europe/Berlin", "2027-03-28 02:00")]
)
def test_an_hour_that_does_not_exist_is_refused(make_publication, zone: str, start: str):
    with pytest.raises(ContentError, match="the clocks go forward over it") as caught:
        built(make_publication, {"walk": event(start, zone)})
    assert caught.value.findings[0].place.file == "issues/2026-12/walk.md"
    webinar = WEBINAR.replace("2026-12-10 19:00", start).replace("America/New_York", zone)
    with pytest.raises(ContentError, match="the clocks go forward over it"):
        built(make_publication, {"w": WEBINARS}, {"webinars/coffee": webinar})


def test_what_stands_in_a_file(make_publication):
    email = built(make_publication, {"walk": EVENT, "w": WEBINARS}, {"webinars/coffee": WEBINAR})
    assert [file.name for file in email.calendars] == ["2026-12-walk.ics", "webinars-coffee.ics"]
    walk, webinar = (the_event(file.content) for file in email.calendars)
    assert walk["SUMMARY"] == "A winter walk"
    assert walk["LOCATION"] == "City Park, by the boathouse"
    assert walk["DESCRIPTION"] == "There is soup at the end.\n\nhttps://example.org/walk?a=1&b=2"
    assert walk["URL"] == "https://example.org/walk?a=1&b=2"
    assert walk["CLASS"] == "PRIVATE"
    assert walk["DTSTAMP"].dt == datetime(2026, 12, 1, tzinfo=UTC)
    assert webinar["SUMMARY"] == "Coffee hour 12: Questions"
    assert webinar.end - webinar.start == timedelta(hours=1)
    assert walk["UID"] != webinar["UID"]


def test_no_length_is_made_up(make_publication):
    email = built(make_publication, {"w": WEBINARS}, {"webinars/coffee": WEBINAR.replace("duration: 60\n", "")})
    found = the_event(email.calendars[0].content)
    assert "DTEND" not in found
    assert "DURATION" not in found
    assert "enddt" not in parameters(re.search(r"https://outlook\S+", email.text).group())


def test_a_webinar_keeps_its_uid_from_issue_to_issue(make_publication):
    project = make_publication(
        {
            "issues/2026-11/w.md": WEBINARS,
            "issues/2026-12/first.md": WEBINARS,
            "issues/2026-12/again.md": WEBINARS,
            "reference/webinars/coffee.md": WEBINAR,
        }
    )
    builder = Builder(project)
    [earlier] = builder.build("2026-11").draft.email.calendars
    [later] = builder.build("2026-12").draft.email.calendars
    assert the_event(earlier.content)["UID"] == the_event(later.content)["UID"]


def test_two_builds_give_the_same_bytes(make_publication):
    sections = {"walk": EVENT, "w": WEBINARS}
    one = built(make_publication, sections, {"webinars/coffee": WEBINAR})
    two = built(make_publication, sections, {"webinars/coffee": WEBINAR})
    assert one.calendars == two.calendars
    assert (one.html, one.text) == (two.html, two.text)


@pytest.mark.parametrize("title", [OTHER_SCRIPTS, OTHER_SCRIPTS * 5, "お茶" * 60, "a" * 300, "👩\u200d⚕\ufe0f" * 40])
def test_lines_and_words_of_any_script(make_publication, title: str):
    # Markdown takes a backslash before a comma for an escape; the title keeps its own.
    body = title.replace("\\", "")
    email = built(make_publication, {"walk": event("2026-12-10 19:00", "Europe/Berlin", title=title, body=body)})
    content = email.calendars[0].content
    assert "\n" not in content.replace("\r\n", "")
    assert content.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in content.split("\r\n")) <= 75
    found = the_event(content)
    plain = str.maketrans({"\u0301": None, "é": None, "e": None})  # é may arrive composed
    assert str(found["SUMMARY"]).translate(plain) == title.translate(plain)
    assert str(found["DESCRIPTION"]).translate(plain) == body.translate(plain)
    assert max(len(line) for line in email.html.split("\n") if "https://" in line) <= 900


def test_links_carry_whole_words_and_stay_short():
    start = moment(datetime(2026, 12, 10, 19), "America/New_York")
    place = "קפה " * 80
    occasion = Occasion(OTHER_SCRIPTS * 9, start, None, place, "https://example.org/" + "x" * 400)
    for link, title in ((google_link(occasion), "text"), (outlook_link(occasion), "subject")):
        assert re.fullmatch(r"[!-~]{1,800}", link)
        found = parameters(link)
        assert (OTHER_SCRIPTS * 9).startswith(found[title] + " ")
        assert place.startswith(found["location"] + " ")
        assert not {"details", "body"} & set(found)
    short = Occasion("Tea & cake + talk", start, None, None, "https://example.org/?a=1&b=2")
    assert parameters(google_link(short))["text"] == "Tea & cake + talk"
    assert parameters(google_link(short))["details"] == "https://example.org/?a=1&b=2"
    assert parameters(outlook_link(short))["body"] == "https://example.org/?a=1&b=2"
    assert "+" not in google_link(short)


def test_a_recording_has_no_calendar(make_publication):
    recorded = WEBINAR.replace("upcoming", "recorded")
    email = built(make_publication, {"w": WEBINARS}, {"webinars/coffee": recorded})
    assert email.calendars == ()
    assert "alendar" not in email.html
    assert "alendar" not in email.text


def test_the_links_stand_under_the_date(make_publication):
    email = built(make_publication, {"w": WEBINARS, "walk": EVENT}, {"webinars/coffee": WEBINAR})
    words = " ".join(lxml_html.fromstring(email.html).find("body").text_content().split())
    for date, after in (("Thursday, December 10, 2026", "Register"), ("Saturday, December 12, 2026", "Where:")):
        places = [words.index(part) for part in (date, "Add to calendar: Google · Outlook", after)]
        assert places == sorted(places)
        words = words[places[-1] :]


def test_files_are_written_beside_the_email_and_leave_with_the_event(make_publication, tmp_path):
    with_walk = built(make_publication, {"walk": EVENT})
    folder = write_email(with_walk, tmp_path / "dist")
    file = folder / "calendar" / "2026-12-walk.ics"
    assert file.read_bytes() == with_walk.calendars[0].content.encode()
    (folder / "mine.txt").write_text("kept", encoding="utf-8")
    write_email(built(make_publication, {"note": "---\nkind: text\n---\nNothing on.\n"}), tmp_path / "dist")
    assert not (folder / "calendar").exists()
    assert (folder / "mine.txt").exists()
