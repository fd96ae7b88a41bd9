"""The links of an export: campaign names where the settings ask for them, and the wish not to be counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.checks.draft import Draft
from newsletter.delivery.links import with_campaign
from newsletter.delivery.package import packaged
from newsletter.model.settings import LinkSettings
from newsletter.services import service, service_names

Drafts = Callable[..., Draft]
UTM = "utm_source=The-Letter&utm_medium=email&utm_campaign=2027-01"
NONE = LinkSettings()

TEXT = """\
See [a page](https://example.org/page), [a part](https://example.org/page?a=1&b=2#part "x") and <https://example.org/c>.
[Write](mailto:a@example.org), [call](tel:+18005550100), [answer](https://example.org/form?token=abc12345),
[meet](https://calendar.google.com/calendar/render?action=TEMPLATE), [date](https://example.org/talk.ics),
[named](https://example.org/d?utm_source=us), [stop](@@unsubscribe_url@@).
"""


def hrefs(html: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'<a\b[^<>]*\shref="([^"]*)"', html)]


def joined(html: str) -> str:
    """The page without its line ends, which depend on how long a line is."""
    return " ".join(html.split())


def addresses(text: str) -> list[str]:
    return re.findall(r"https?://[^\s<>]*[^\s<>.,]", text)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org", f"https://example.org?{UTM}"),
        ("https://example.org/a?b=1", f"https://example.org/a?b=1&{UTM}"),
        ("https://example.org/a?", f"https://example.org/a?{UTM}"),
        ("https://example.org/a#b", f"https://example.org/a?{UTM}#b"),
        ("https://example.org/a?b=%20c#d?e", f"https://example.org/a?b=%20c&{UTM}#d?e"),
        ("HTTP://EXAMPLE.ORG/A", f"HTTP://EXAMPLE.ORG/A?{UTM}"),
    ],
)
def test_the_names_stand_in_the_query(address: str, expected: str) -> None:
    assert with_campaign(address, UTM) == expected
    assert with_campaign(expected, UTM) == expected


@pytest.mark.parametrize(
    "address",
    [
        "mailto:a@example.org", "tel:+18005550100", "#part", "", "webcal://example.org/a.ics", "ftp://example.org",
        "https://example.org/a.ics", "https://outlook.live.com/calendar/0/deeplink/compose", "@@unsubscribe_url@@",
        "https://example.org/?e=@@email@@", "https://example.org/a?utm_campaign=spring", "https://example.org/unsubscribe",
        "https://example.org/a?token=b", "https://ann:secret@example.org/", "http://[::1", "{{ unsubscribe }}",
        "*|UNSUB|*", "https://zoom.us/j/123?pwd=abcdef",
    ],
)  # fmt: skip
def test_what_stays_as_it_is(address: str) -> None:
    assert with_campaign(address, UTM) == address


@given(st.text(alphabet="abc/&#=%20.-", max_size=20), st.text(alphabet="abc&#=%20.-", max_size=20))
def test_nothing_that_stood_there_is_lost(path: str, query: str) -> None:
    address = f"https://example.org/{path}?{query}"
    named = with_campaign(address, UTM)
    before, after = urlsplit(address), urlsplit(named)
    assert (after.netloc, after.path, after.fragment) == (before.netloc, before.path, before.fragment)
    new = [("utm_source", "The-Letter"), ("utm_medium", "email"), ("utm_campaign", "2027-01")]
    assert parse_qsl(after.query) in (parse_qsl(before.query), [*parse_qsl(before.query), *new])
    assert named.count("utm_source") <= 1


@pytest.mark.parametrize("name", service_names())
def test_both_parts_of_an_export_name_the_campaign(letter_draft: Drafts, name: str) -> None:
    plain = packaged(letter_draft(TEXT, links=LinkSettings(tracking=True)), name)
    named = packaged(letter_draft(TEXT, links=LinkSettings(utm=True, tracking=True)), name)
    for before, after in ((plain.html, named.html), (plain.text, named.text)):
        find = hrefs if before is plain.html else addresses
        pairs = list(zip(find(before), find(after), strict=True))
        assert ("https://example.org/page", f"https://example.org/page?{UTM}") in pairs
        assert ("https://example.org/page?a=1&b=2#part", f"https://example.org/page?a=1&b=2&{UTM}#part") in pairs
        assert ("https://example.org/c", f"https://example.org/c?{UTM}") in pairs
        assert all(new in (old, with_campaign(old, UTM)) for old, new in pairs)
        assert after.count("utm_source") == sum(new != old for old, new in pairs) + 1
    assert re.sub(r'(?<=href=")[^"]*', "", joined(named.html)) == re.sub(r'(?<=href=")[^"]*', "", joined(plain.html))


def test_nobody_is_followed_unless_somebody_asks_for_it(letter_draft: Drafts) -> None:
    draft = letter_draft(TEXT)
    for name in service_names():
        package = packaged(draft, name)
        assert "utm_medium" not in package.html + package.text
    assert "utm_medium" not in draft.email.html


@pytest.mark.parametrize("name", [name for name in service_names() if service(name).untracked])
def test_links_ask_not_to_be_counted(letter_draft: Drafts, name: str) -> None:
    wish = service(name).untracked
    assert wish is not None
    page = joined(packaged(letter_draft(TEXT, links=NONE), name).html)
    links = re.findall(r"<a\b[^<>]*>", page)
    for link in links:
        assert link.startswith(f"<a {wish.attribute} ") == ('href="http' in link)
    assert sum(wish.attribute in link for link in links) >= 7
    counted = joined(packaged(letter_draft(TEXT, links=LinkSettings(tracking=True)), name).html)
    assert wish.attribute not in counted
    assert page.replace(f"<a {wish.attribute} ", "<a ") == counted


@pytest.mark.parametrize("name", ["campaign_monitor", "mailchimp"])
def test_longer_links_make_no_longer_lines(letter_draft: Drafts, name: str) -> None:
    many = " ".join(f"[{n}](https://example.org/{n})" for n in range(200))
    page = packaged(letter_draft(many, links=LinkSettings(utm=True)), name).html
    assert page.count(UTM.replace("&", "&amp;")) == 200
    assert max(map(len, page.encode().split(b"\n"))) <= 998


def test_the_steps_say_where_counting_is_turned_off(letter_draft: Drafts, tmp_path) -> None:
    from exporting import exported

    words = "turn off the tracking of clicks"
    steps = exported(letter_draft(links=NONE), "mailchimp", tmp_path / "a") / "STEPS.md"
    assert words in steps.read_text(encoding="utf-8")
    assert "each link asks not to be counted (`mc:disable-tracking`)" in steps.read_text(encoding="utf-8")
    steps = exported(letter_draft(links=LinkSettings(tracking=True)), "mailchimp", tmp_path / "b") / "STEPS.md"
    assert words not in steps.read_text(encoding="utf-8")
