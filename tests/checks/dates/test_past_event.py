from collections.abc import Callable
from datetime import date

import pytest

from newsletter.checks.dates.past_event import past_invitations

Found = Callable[..., list[str]]
LETTER = "---\nkind: letter\n---\n"
EVENT = "---\nkind: event\ntitle: Tea\nstart: {}\nzone: America/Chicago\nplace: Tulsa\n---\n"
WEBINAR = "---\ntitle: Talk\nstatus: {}\nstart: {}\nzone: America/New_York\n---\nWords.\n"
LIST = "---\nkind: webinars\nwebinars: [talk]\n---\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"tea": EVENT.format("2026-11-30 19:00")},
         ["tea.md:4: “Tea” on November 30, 2026 is over when the issue goes out."]),
        ({"list": LIST, "reference/webinars/talk.md": WEBINAR.format("upcoming", "2026-11-12 19:00")},
         ["reference/webinars/talk.md:4: “Talk” on November 12, 2026 is over when the issue goes out."]),
        ({"letter": LETTER + "Please\njoin us on November 3 for tea.\n"},
         ["letter.md:5: “join us on November 3”: that day is over when the issue goes out."]),
        ({"letter": LETTER + "Register by Friday, November 20, 2026.\n"},
         ["letter.md:4: “Register by Friday, November 20, 2026”: that day is over when the issue goes out."]),
        ({"letter": LETTER + "The deadline is November 13.\n"},
         ["letter.md:4: “deadline is November 13”: that day is over when the issue goes out."]),
        ({"letter": LETTER + "The group will meet at the library on 5 October.\n"},
         ["letter.md:4: “will meet at the library on 5 October”: that day is over when the issue goes out."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, files: dict[str, str], expected: list[str]) -> None:
    assert found("dates/past-event", files) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Join us on December 9.",
        "Join us on January 12 at noon.",
        "Register by March 1.",
        "Sign up by December 1.",
        "Those who did join us on November 3 loved it.",
        "Thank you for joining us on November 3.",
        "We met on November 3, and will meet again on December 9.",
        "Sign up soon. On November 3 we sang.",
        "Reply when you like; November 3 was fun.",
        "Federal Register notice: license revoked as of February 25, 2020",
        "Apply for what has been open since November 3.",
        "The deadline was November 3.",
        "They will speak in May 12 times.",
        "Join us. The report of October 3, 2025, is online.",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    assert list(past_invitations(text, date(2026, 12, 1))) == []


def test_what_is_to_come_or_was_sent_is_left_alone(found: Found) -> None:
    files = {
        "tea": EVENT.format("2026-12-01 09:00"),
        "list": LIST,
        "reference/webinars/talk.md": WEBINAR.format("recorded", "2026-11-12 19:00"),
    }
    assert found("dates/past-event", files) == []
    header = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\nstatus: {}\nsections: [tea]\n"
    assert found("dates/past-event", files, header.format("sent"), date(2027, 3, 1)) == []
    assert len(found("dates/past-event", files, header.format("draft"), date(2027, 3, 1))) == 1
