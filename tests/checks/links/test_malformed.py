from collections.abc import Callable

import pytest

from newsletter.checks.links.malformed import address_problem

RULE = "links/malformed"


@pytest.mark.parametrize(
    ("href", "part"),
    [
        ("https://https://example.org", "begins twice"),
        ("http://https://example.org", "begins twice"),
        ("https:///https://example.org", "begins twice"),
        ("https://https/example.org", "begins twice"),
        ("https:/example.org", "mistyped"),
        ("https:example.org", "mistyped"),
        ("htps://example.org", "mistyped"),
        ("hhttps://example.org", "mistyped"),
        ("https://", "mistyped"),
        ("https://exa mple.org/", "space"),
        ("https://example.org/a b", "space"),
        ("https://example.org/a\u200bb", "invisible"),
        ("https://example.org/a%0Ab", "invisible"),
        ("https://example/a", "not the name of a website"),
        ("https://example..org/", "not the name of a website"),
        ("https://-example.org/", "not the name of a website"),
        ("https://[::1", "names no website"),
        ("data:text/html,hello", "nothing that readers can open"),
        ("file:///C:/Users/ann/newsletter.docx", "nothing that readers can open"),
        ("mailto:help at example.org", "not an email address"),
        ("mailto:help@example", "not an email address"),
        ("mailto:help@example.org,ann@", "not an email address"),
        ("tel:555-0100", "part of the world"),
        ("tel:1-800-555-0100", "part of the world"),
        ("tel:call us", "part of the world"),
        ("https://example.org/" + "a" * 2_000, "2,020 letters"),
    ],
)
def test_what_must_fire(href: str, part: str) -> None:
    problem = address_problem(href)
    assert problem is not None
    assert part in problem[0]


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org", "https://example.org/a%20b?c=d&e=f#g", "HTTP://EXAMPLE.ORG/", "https://example.org:8443/",
        "https://xn--exmple-cua.org/", "https://exämple.org/", "https://example.org./", "https://192.168.1.1/",
        "https://[2001:db8::1]/", "http://localhost/", "https://example.org/http://other.org",
        "https://web.archive.org/web/2020/https://example.org/", "https://example.org/?u=https://example.com",
        "https://under_score.example.org/", "https://example.org/(a)_[b]", "https://example.org/a+b",
        "mailto:help@example.org", "mailto:help@example.org?subject=A%20question", "mailto:?subject=For%20you",
        "mailto:a@example.org,b@example.org", "mailto:o'brien%2Blms@example.org",
        "tel:+18669122730", "tel:+1-866-912-2730", "tel:+1%20866%20912%202730", "tel:+18669122730;ext=12", "tel:988",
        "sms:988", "webcal://example.org/a.ics", "https://example.org/" + "a" * 1_900,
        "@@unsubscribe_url@@", "*|UNSUB|*", "{{ url }}", "https://example.org/?e=*|EMAIL|*", "#story", "",
    ],
)  # fmt: skip
def test_what_must_not_fire(href: str) -> None:
    assert address_problem(href) is None


def test_each_address_is_reported_once_by_its_words(found_in_email: Callable[..., list[str]]) -> None:
    html = '<a href="tel:5550100">Call us</a>\n<a href="tel:5550100">here</a> <a href="mailto:x">x</a>'
    assert found_in_email(RULE, html) == [
        "1: The link “Call us”: a phone dials its number only in part of the world.",
        "2: The link “x”: “x” is not an email address.",
    ]


def test_long_input_takes_no_long_time(found_in_email: Callable[..., list[str]]) -> None:
    hrefs = ["https://" + "a." * 50_000, "mailto:" + "a@" * 50_000, "http:" + "/" * 100_000, "tel:" + "+" * 100_000]
    html = "".join(f'<a href="{href}">x</a>' for href in hrefs)
    assert len(found_in_email(RULE, html)) == len(hrefs)
