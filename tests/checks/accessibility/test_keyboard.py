from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/keyboard"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            '<div aria-hidden="true"><a href="https://a.org">Words</a></div>',
            ["1: A link to “https://a.org” is hidden from screen readers, not from keys."],
        ),
        (
            '<p>x</p>\n<a aria-hidden="TRUE" href="https://a.org">Words</a>',
            ["2: A link to “https://a.org” is hidden from screen readers, not from keys."],
        ),
        (
            '<a tabindex="3" href="https://a.org">Words</a>',
            ["1: A link to “https://a.org” is reached by keys before what stands above it."],
        ),
        (
            '<div tabindex="1" aria-hidden="true">Words</div>',
            [
                "1: A link to “” is hidden from screen readers, not from keys.",
                "1: A link to “” is reached by keys before what stands above it.",
            ],
        ),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<a href="https://a.org" tabindex="0">Words</a>',
        '<a href="https://a.org" tabindex="-1" aria-hidden="true">Words</a>',
        '<div aria-hidden="true"><a>Words</a></div>',
        '<div aria-hidden="true" style="display:none"><a href="https://a.org">Words</a></div>',
        '<div aria-hidden="false"><a href="https://a.org">Words</a></div>',
        '<a tabindex="abc" href="https://a.org">Words</a>',
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
