from collections.abc import Callable
from datetime import date, datetime

import pytest

from newsletter.checks.dates.time_zone import comes_twice, wrong_season

Found = Callable[..., list[str]]
LETTER = "---\nkind: letter\n---\n"
EVENT = "---\nkind: event\ntitle: Tea\nstart: 2026-12-09 19:00\nzone: America/Chicago\n{}---\n{}\n"
ONLINE = "place: Online, by video\n"


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (LETTER + "We begin on July 9 at 7 p.m. EST.\n",
         ["tea.md:4: “EST” names the zone of the other half of the year."]),
        (LETTER + "December 9, 10:30 (PDT)\n", ["tea.md:4: “PDT” names the zone of the other half of the year."]),
        (EVENT.format(ONLINE, "Doors open at 7 pm CDT."),
         ["tea.md:8: “CDT” names the zone of the other half of the year."]),
        (EVENT.format(ONLINE, "We open at 6:45 p.m. and close at nine."),
         ["tea.md:8: “6:45 p.m.” does not say in which time zone."]),
        ("---\nkind: event\ntitle: Tea\nstart: 2027-11-07 01:30\nzone: America/New_York\nplace: Boston\n---\n",
         ["tea.md:4: The clocks go back that night: 01:30 comes twice in New York."]),
        ("---\nkind: webinars\nwebinars: [boot-camp-3]\n---\nWatch it with us at noon.\n",
         ["tea.md:5: “noon” does not say in which time zone."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, section: str, expected: list[str]) -> None:
    assert found("dates/time-zone", {"tea": section}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "December 9 at 7 p.m. EST",
        "July 9 at 7 p.m. EDT",
        "July 9 at 7 p.m. Eastern",
        "July 9 at 7 p.m. ET",
        "7 p.m. EST",  # no day
        "July 9 at 7 a.m. MST, Arizona time",
        "On July 9 we had an EST and a CST test",
        "EST. 1990, on July 9",
        "January 5 at 8 p.m. EST and July 9 at 8 p.m. EDT",
        "from March 1, 9 a.m. EST, to June 1, 9 a.m. EDT",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    assert list(wrong_season(text, date(2026, 12, 1), None)) == []


@pytest.mark.parametrize(
    "section",
    [
        EVENT.format("place: Tulsa library\n", "We open at 6:45 p.m. and close at nine."),
        EVENT.format(ONLINE, "We open at 6:45 p.m. Central and sing at 7 p.m. in your time zone."),
        LETTER + "I make tea at 5 p.m. each day, and watch it online.\n",
    ],
)
def test_a_time_needs_a_zone_only_online(found: Found, section: str) -> None:
    assert found("dates/time-zone", {"tea": section}) == []


def test_an_hour_comes_twice_once_a_year() -> None:
    assert comes_twice(datetime(2027, 11, 7, 1, 30), "America/New_York")
    assert not comes_twice(datetime(2027, 11, 7, 2, 30), "America/New_York")
    assert not comes_twice(datetime(2027, 11, 7, 1, 30), "America/Phoenix")
