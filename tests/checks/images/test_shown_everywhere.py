from collections.abc import Callable

import pytest

RULE = "images/shown-everywhere"
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
INSIDE = "written into the code of the email, and Gmail leaves such pictures out."


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (f'<img src="{PIXEL}">', f"A picture is {INSIDE}"),
        (f'<img src="{PIXEL.upper()}"><img src="{PIXEL}">', f"2 pictures are {INSIDE}"),
        ('<img src="garden.webp">', "“garden.webp” is WebP, a kind that some mail programs do not show."),
        ('<img src="https://a.org/b/logo.SVG?v=2">',
         "“logo.SVG?v=2” is SVG, a kind that some mail programs do not show."),
        ('<img src="a.avif"><img src="a.avif">', "“a.avif” is AVIF, a kind that some mail programs do not show."),
        ('<img src="a.heic">', "“a.heic” is HEIC, a kind that some mail programs do not show."),
    ],
)  # fmt: skip
def test_what_must_fire(found_in_email: Callable[..., list[str]], html: str, said: str) -> None:
    assert found_in_email(RULE, html) == [f"1: {said}"]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="a.jpg"><img src="b.PNG"><img src="c.gif"><img src="d.jpeg?width=500">',
        '<img src="https://a.org/picture?format=webp">',
        '<img src="https://a.org/webp/a.jpg">',
        '<img src="cid:logo@example.org">',
        "<img><img src=''>",
        '<a href="a.pdf">The leaflet</a><a href="a.svg">x</a>',
        '<img src="https://a.org/a.jpg#b.svg">',
        '<img src="https://a.org/database:a">',
    ],
)
def test_what_must_not_fire(found_in_email: Callable[..., list[str]], html: str) -> None:
    assert found_in_email(RULE, html) == []


def test_a_large_picture_in_the_code_takes_no_long_time(found_in_email: Callable[..., list[str]]) -> None:
    assert len(found_in_email(RULE, f'<img src="data:image/png;base64,{"A." * 2_000_000}">')) == 1
