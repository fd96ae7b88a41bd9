from collections.abc import Callable

import pytest

RULE = "links/no-words"
PICTURE = "A picture is a link to “https://a.org”, and nothing says so in words."
NOTHING = "A link to “https://a.org” has no words."


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("", NOTHING),
        (" &nbsp; ", NOTHING),
        ("<span></span>", NOTHING),
        ('<span style="display:none">Hidden</span>', NOTHING),
        ('<img src="a.jpg">', PICTURE),
        ('<img src="a.jpg" alt="">', PICTURE),
        ('<img src="a.jpg" alt=" "><br>', PICTURE),
        ("<b>" * 2_000, NOTHING),
    ],
)
def test_what_must_fire(found_in_email: Callable[..., list[str]], inside: str, said: str) -> None:
    assert found_in_email(RULE, f'<a href="https://a.org">{inside}</a>') == [f"1: {said}"]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://a.org">Our website</a>',
        '<a href="https://a.org"><img src="a.jpg" alt="Our website"></a>',
        '<a href="https://a.org"><img src="a.jpg" alt=""> Our website</a>',
        '<a href="https://a.org" aria-label="Our website"><img src="a.jpg" alt=""></a>',
        '<a href="https://a.org" title="Our website"></a>',
        '<a name="story"></a>',
        '<map><area href="https://a.org" alt="Our website"></map>',
        '<img src="a.jpg" alt="">',
        '<a href="https://a.org">1</a>',
    ],
)
def test_what_must_not_fire(found_in_email: Callable[..., list[str]], html: str) -> None:
    assert found_in_email(RULE, html) == []


def test_an_address_is_reported_once(found_in_email: Callable[..., list[str]]) -> None:
    assert len(found_in_email(RULE, '<a href="https://a.org"></a>' * 50)) == 1
