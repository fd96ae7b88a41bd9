from collections.abc import Callable

import pytest

from newsletter.checks.links.private import is_private

RULE = "links/private"


@pytest.mark.parametrize(
    ("href", "part"),
    [
        ("http://localhost:8000/a", "“localhost”, which only some computers"),
        ("https://127.0.0.1/", "only some computers"),
        ("https://192.168.1.20/lms", "only some computers"),
        ("https://10.0.0.5/", "only some computers"),
        ("https://[::1]/", "only some computers"),
        ("https://[fe80::1%25eth0]/", "only some computers"),
        ("https://server.local/", "only some computers"),
        ("https://wiki.corp/", "only some computers"),
        ("https://staging.example.org/a", "being tried out"),
        ("https://dev2.example.org/a", "being tried out"),
        ("https://staging-new.example.org/", "being tried out"),
        ("https://lms.wpengine.com/", "being tried out"),
        ("https://abc.ngrok-free.app/", "being tried out"),
        ("https://example.org/?p=12&preview=true", "leads to a preview"),
        ("https://example.org/a?preview_id=12&preview_nonce=3f", "leads to a preview"),
    ],
)
def test_what_must_fire(found_in_email: Callable[..., list[str]], href: str, part: str) -> None:
    (said,) = found_in_email(RULE, f'<a href="{href}">Our page</a>')
    assert said.startswith("1: The link “Our page” leads to ")
    assert part in said


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/", "https://www.localhost.org/", "https://local.example.org/", "https://8.8.8.8/",
        "https://stage.org/", "https://staging.org/", "https://developers.google.com/", "https://device.example.org/",
        "https://wpengine.com.example.org/", "https://mywpengine.com/", "https://example.org/staging/",
        "https://example.org/?q=preview=true", "https://example.org/preview", "https://preview.org/",
        "https://example.org/?preview=false", "https://thelocal.com/", "mailto:a@localhost", "@@web_version_url@@",
    ],
)  # fmt: skip
def test_what_must_not_fire(found_in_email: Callable[..., list[str]], href: str) -> None:
    assert found_in_email(RULE, f'<a href="{href}">Our page</a>') == []


@pytest.mark.parametrize("host", ["LOCALHOST", "a.localhost.", "100.64.0.1", "169.254.1.1", "0.0.0.0", "fd00::1"])
def test_hosts_that_are_not_public(host: str) -> None:
    assert is_private(host)
