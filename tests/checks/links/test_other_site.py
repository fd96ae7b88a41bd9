from collections.abc import Callable

import pytest

from newsletter.checks.links.other_site import other_target

RULE = "links/other-site"


@pytest.mark.parametrize(
    ("words", "href", "named"),
    [
        ("www.example.org", "https://example.net/", "“example.net”"),
        ("https://example.org/a", "https://click.example.net/1", "“click.example.net”"),
        ("example.org/donate", "https://bit.ly/1", "“bit.ly”"),
        ("Example.ORG", "http://example.com", "“example.com”"),
        ("clinicaltrials.gov", "https://example.org/clinicaltrials.gov", "“example.org”"),
        ("help@example.org", "mailto:info@example.org", "“info@example.org”"),
        ("example.org", "https://badexample.org/", "“badexample.org”"),
    ],
)
def test_what_must_fire(words: str, href: str, named: str) -> None:
    assert other_target(words, href) == named


@pytest.mark.parametrize(
    ("words", "href"),
    [
        ("example.org", "https://www.example.org/"),
        ("www.example.org", "https://example.org/a/b?c"),
        ("https://example.org/a", "https://example.org/a"),
        ("http://example.org", "https://example.org"),
        ("example.org", "https://shop.example.org/"),
        ("blog.example.org", "https://example.org/blog"),
        ("EXAMPLE.org/a", "https://example.org/b"),
        ("ClinicalTrials.gov: trials for leiomyosarcoma", "https://example.org"),
        ("our page at example.org", "https://example.net"),
        ("booklet.pdf", "https://example.net/a"),
        ("e.g.", "https://example.net/a"),
        ("Dr. Smith", "https://example.net/a"),
        ("1.5", "https://example.net/a"),
        ("help@example.org", "mailto:HELP@example.org?subject=a"),
        ("help@example.org", "https://example.net/contact"),
        ("Write to us", "mailto:info@example.org"),
        ("example.org", "mailto:info@example.org"),
        ("example.org", "#story"),
    ],
)
def test_what_must_not_fire(words: str, href: str) -> None:
    assert other_target(words, href) is None


def test_an_address_in_full_is_graver_than_a_name(found_in_email: Callable[..., list[str]]) -> None:
    html = '<a href="https://a.org/1">(www.b.org)</a>\n<a href="https://a.org/2">https://b.org/2</a>'
    html += '<a href="@@web_version_url@@">b.org</a><a href="https://a.org/3">' + "b." * 30_000 + "</a>"
    assert found_in_email(RULE, html) == [
        "1: The link “(www.b.org)” leads to “a.org”.",
        "2: The link “https://b.org/2” leads to “a.org”.",
    ]
