from collections.abc import Callable

import pytest

RULE = "links/leads-nowhere"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<a href="">Our website</a>', "The link “Our website” has no address."),
        ('<a href="  ">Our website</a>', "The link “Our website” has no address."),
        ('<a href="#">Top</a>', "The link “Top” has no address."),
        ('<a href="JavaScript:void(0)">Open</a>', "The link “Open” has no address."),
        ('<a href="#gone">Story</a>', "The link “Story” jumps to “#gone”, and there is no such place."),
        ('<a href="www.example.org/a">Us</a>', "The link “Us” leads nowhere: “www.example.org/a” has no https://."),
        ('<a href="example.org">Us</a>', "The link “Us” leads nowhere: “example.org” is no whole address."),
        ('<a href="/help">Help</a>', "The link “Help” leads nowhere: “/help” is no whole address."),
        ('<a href="//example.org/a">Us</a>', "The link “Us” leads nowhere: “//example.org/a” is no whole address."),
        ('<a href="a.html"><img src="x"></a>', "The link to “a.html” leads nowhere: “a.html” is no whole address."),
        ('<map><area href="#" alt="Map"></map>', "The link to “#” has no address."),
    ],
)  # fmt: skip
def test_what_must_fire(found_in_email: Callable[..., list[str]], html: str, said: str) -> None:
    assert found_in_email(RULE, html) == [f"1: {said}"]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#story">Story</a><h2 id="story">Story</h2>',
        '<a href="#story">Story</a><a name="story"></a>',
        '<a href="#caf%C3%A9">Café</a><h2 id="café">Café</h2>',
        '<a name="top">No link at all</a>',
        "<a>No link either</a>",
        '<a href="https://example.org">Us</a>',
        '<a href="HTTPS://EXAMPLE.ORG">Us</a>',
        '<a href="mailto:help@example.org">Write</a>',
        '<a href="tel:+18005550100">Call</a>',
        '<a href="sms:+18005550100">Text us</a>',
        '<a href="webcal://example.org/a.ics">Calendar</a>',
        '<a href="@@unsubscribe_url@@">Unsubscribe</a>',
        '<a href="*|UNSUB|*">Unsubscribe</a>',
        '<a href="{{ unsubscribe }}">Unsubscribe</a>',
        '<a href="[unsubscribe]">Unsubscribe</a>',
        '<a href="%unsubscribe_url%">Unsubscribe</a>',
    ],
)
def test_what_must_not_fire(found_in_email: Callable[..., list[str]], html: str) -> None:
    assert found_in_email(RULE, html) == []


def test_a_link_that_was_typed_is_named_with_its_line_and_mended(findings) -> None:  # type: ignore[no-untyped-def]
    letter = "---\nkind: letter\n---\nHello.\n\nSee [our page](www.example.org/a) and [nothing]().\n"
    first, second = findings(RULE, {"letter": letter})
    # An empty address stands nowhere, so only the line is known.
    assert str(first.place), str(second.place) == ("issues/2026-12/letter.md:6",) * 2
    mended = next(finding for finding in (first, second) if finding.fix)
    assert (mended.fix.old, mended.fix.new, mended.place.column) == (
        "www.example.org/a", "https://www.example.org/a", 16,
    )  # fmt: skip
