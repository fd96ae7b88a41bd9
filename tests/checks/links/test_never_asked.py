"""What the link check leaves alone: networks that are not public, and addresses that are for one person only."""

from ipaddress import ip_address

import pytest

from newsletter.checks.links._hosts import is_public
from newsletter.checks.links._never_asked import is_never_asked


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
     "ff02::1"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/unsubscribe?u=1", "https://example.org/u/UNSUB/7", "https://example.org/opt-out",
        "https://example.org/confirm/7", "https://example.org/verify-email", "https://example.org/a?token=7",
        "https://example.org/a?x=1&email=ann%40example.org", "https://example.org/preferences",
        "https://example.us5.list-manage.com/profile?u=1&id=2&e=7c&subscribe=1", "https://example.org/one-click",
        "https://example.org/a?to=%2Funsubscribe", "https://example.org/a?to=https%253A%252F%252Fb.org%252Funsubscribe",
        "https://example.org/c/eJxNjk0OwiAQhU9Tl4SBUuyCRa", "https://example.org/7f3e1c1a-9d5c-4e0b-8a51-2a1b0c9d8e7f",
        "https://user:pass@example.org/", "@@unsubscribe_url@@", "https://a.org/?e=*|EMAIL|*", "{{ unsubscribe }}",
        "mailto:a@example.org", "tel:+18005550100", "https://[", "https://example.org/rsvp?answer=yes",
        "https://calendar.google.com/calendar/render?action=TEMPLATE&text=a",
    ],
)  # fmt: skip
def test_what_is_never_asked(href: str) -> None:
    assert is_never_asked(href)


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/", "https://www.reference.com/health/survival-rate-leiomyosacroma-d7bd3e964fdea369",
        "https://pubmed.ncbi.nlm.nih.gov/35835135/", "https://doi.org/10.1056/NEJMoa2403394",
        "https://trial.medpath.com/news/3cb6bea76e3bef40/", "https://clinicaltrials.gov/search?cond=Leiomyosarcoma",
        "https://example.org/cancellation-of-events", "https://example.org/lms/confirmed-cases",
        "https://www.cancer.org/latest-news/fda-approves-yondelis-trabectedin-for-advanced-soft-tissue-sarcoma.html",
        "https://www.sciencedirect.com/science/article/pii/S1470204522003904", "https://example.org/tokens",
    ],
)  # fmt: skip
def test_what_may_be_asked(href: str) -> None:
    assert not is_never_asked(href)
