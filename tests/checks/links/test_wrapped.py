from collections.abc import Callable

import pytest

from newsletter.checks.links.wrapped import unwrapped

RULE = "links/wrapped"
PAGE = "https://example.org/a?b=c"
CODED = "https%3A%2F%2Fexample.org%2Fa%3Fb%3Dc"


@pytest.mark.parametrize(
    ("href", "real"),
    [
        (f"https://nam02.safelinks.protection.outlook.com/?url={CODED}&data=05%7Cann%40example.org&reserved=0", PAGE),
        (f"https://www.google.com/url?sa=t&url={CODED}&usg=AO", PAGE),
        (f"https://www.google.com/url?q={CODED}", PAGE),
        (f"https://l.facebook.com/l.php?u={CODED}&h=AT0", PAGE),
        (f"https://www.youtube.com/redirect?event=video&q={CODED}", PAGE),
        ("https://urldefense.com/v3/__https://example.org/a__;!!Abc!def$", "https://example.org/a"),
        ("https://urldefense.com/v3/__https:/example.org/a__;!!Abc!def$", "https://example.org/a"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org&d=a", None),
        ("https://example.us5.list-manage.com/track/click?u=1&id=2&e=3", None),
        ("https://r20.rs6.net/tn.jsp?f=001", None),
        ("https://nam02.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)", None),
    ],
)
def test_what_must_fire(href: str, real: str | None) -> None:
    found = unwrapped(href)
    assert found is not None
    assert found[1] == real


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/url?q=https://example.com", "https://www.google.com/search?q=https://example.org",
        "https://www.google.com/url", "https://www.google.com/maps?q=Tulsa", "https://example.us5.list-manage.com/subscribe?u=1",
        "https://www.youtube.com/watch?v=a", "https://www.facebook.com/l.php?u=a", "https://outlook.com/?url=https://a.org",
        "https://notlist-manage.com/track/click", "mailto:a@example.org", "#a", "https://[", "@@web_version_url@@",
    ],
)  # fmt: skip
def test_what_must_not_fire(href: str) -> None:
    assert unwrapped(href) is None


def test_the_message_names_the_real_address(found_in_email: Callable[..., list[str]]) -> None:
    href = f"https://l.facebook.com/l.php?u={CODED}"
    assert found_in_email(RULE, f'<a href="{href}">x</a>' * 2) == [
        f"1: The address “{href}” leads through l.facebook.com, which sees who opens it."
    ]
