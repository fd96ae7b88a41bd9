from collections.abc import Callable

import pytest

RULE = "links/shortened"


@pytest.mark.parametrize(
    "href", ["https://bit.ly/3xYz", "http://www.tinyurl.com/lms", "https://T.CO/abc", "https://go.short.io/a"]
)
def test_what_must_fire(found_in_email: Callable[..., list[str]], href: str) -> None:
    assert found_in_email(RULE, f'<a href="{href}">x</a>' * 2) == [f"1: “{href}” hides where it leads."]


@pytest.mark.parametrize(
    "href",
    [
        "https://bit.ly/", "https://bit.ly", "https://example.org/bit.ly/3xYz", "https://rabbit.ly/3xYz", "https://youtu.be/abc",
        "https://doi.org/10.1056/NEJMoa2403394", "https://forms.gle/abc", "https://zoom.us/j/1", "mailto:a@bit.ly",
        "https://bit.ly.example.org/a", "https://shortio.example.org/a", "@@web_version_url@@",
    ],
)  # fmt: skip
def test_what_must_not_fire(found_in_email: Callable[..., list[str]], href: str) -> None:
    assert found_in_email(RULE, f'<a href="{href}">x</a>') == []
