from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
RULE = "content/reused-sign-up-link"


def event(title: str, url: str, start: str) -> str:
    return (
        f"---\nkind: event\ntitle: {title}\nstart: {start}\nzone: America/Chicago\n"
        f"registration_url: {url}\n---\nCome as you are.\n"
    )


OLD = "https://lmsdr.org/events/evening-for-caregivers"
EARLIER = {
    "issues/2026-11/issue.yaml": "title: November 2026\nnumber: 143\ndate: 2026-11-01\nsections: [evening]\n",
    "issues/2026-11/evening.md": event("An evening for caregivers", OLD, "2026-11-19 19:00"),
}


@pytest.mark.parametrize("url", [OLD, f"{OLD}/", OLD.replace("lmsdr", "LMSDR")])
def test_what_must_fire(found: Found, url: str) -> None:
    walk = {"walk": event("A walk in the park", url, "2026-12-12 10:00")}
    said = "This link to sign up is the one for “An evening for caregivers” in “November 2026”."
    assert found(RULE, {**walk, **EARLIER}) == [f"walk.md:6: {said}"]


@pytest.mark.parametrize(
    ("title", "url", "start"),
    [
        ("A walk in the park", "https://lmsdr.org/events/walk-in-the-park", "2026-12-12 10:00"),
        ("An evening for caregivers", OLD, "2026-11-19 19:00"),
        ("An evening for caregivers", OLD, "2026-12-17 19:00"),
        ("An evening for those who care", OLD, "2026-11-19 19:00"),
        ("A walk in the park", f"{OLD}?day=2", "2026-12-12 10:00"),
    ],
)
def test_what_must_not_fire(found: Found, title: str, url: str, start: str) -> None:
    assert found(RULE, {"event": event(title, url, start), **EARLIER}) == []


@pytest.mark.parametrize("url", ["https://lmsdr.org/events", "https://lmsdr.org/", "https://lmsdr.org/sign/up"])
def test_a_page_that_lists_everything(found: Found, url: str) -> None:
    earlier = {name: text.replace(OLD, url) for name, text in EARLIER.items()}
    assert found(RULE, {"walk": event("A walk", url, "2026-12-12 10:00"), **earlier}) == []


def test_webinars_are_looked_up_in_the_reference(found: Found) -> None:
    webinar = (
        "---\nseries: Tea Talk\nnumber: {0}\ntitle: Talk {0}\nstatus: upcoming\nstart: 2026-12-{1} 19:00\n"
        "zone: America/Chicago\nregistration_url: https://lmsdr.org/talk/1\n---\nTea.\n"
    )
    files = {
        "reference/webinars/talk-1.md": webinar.format(1, 10),
        "reference/webinars/talk-2.md": webinar.format(2, 17),
        "issues/2026-11/issue.yaml": "title: November 2026\nnumber: 143\ndate: 2026-11-01\nsections: [talks]\n",
        "issues/2026-11/talks.md": "---\nkind: webinars\nwebinars: [talk-1]\n---\n",
        "talks": "---\nkind: webinars\nwebinars: [talk-1, webinars/talk-2]\n---\n",
    }
    (said,) = found(RULE, files)
    assert said.startswith("reference/webinars/talk-2.md:8: This link to sign up is the one for “Tea Talk 1: Talk 1”")
