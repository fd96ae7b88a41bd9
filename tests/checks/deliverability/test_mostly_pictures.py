from collections.abc import Callable

import pytest
from any_email import WORDS, page

Found = Callable[..., list[str]]
RULE = "deliverability/mostly-pictures"
FLYER = '<img src="flyer.jpg" alt="" width="600">'
LOST = "Where pictures are blocked, readers see nothing."


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (FLYER, f"1: The email is a picture and no words. {LOST}"),
        (FLYER * 2 + "Unsubscribe", f"1: The email is 2 pictures and one word. {LOST}"),
        (f'<img src="a.jpg" alt="{WORDS * 2}">', f"1: The email is a picture and no words. {LOST}"),
        (FLYER + "You get this because you asked for it.", f"1: The email is a picture and 8 words. {LOST}"),
        (f"{FLYER}<div style='display:none'>{WORDS * 3}</div>", f"1: The email is a picture and no words. {LOST}"),
    ],
)
def test_what_must_fire(found_in_email: Found, body: str, said: str) -> None:
    assert found_in_email(RULE, page(body)) == [said]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Hello",
        FLYER + WORDS * 2,
        FLYER * 20 + WORDS * 2,
        f'<img src="https://example.org/open.gif" width="1" height="1" alt="">{"Short."}',
        '<img src="open.gif" width="1px">Thank you.',
        '<img src="line.gif" height="2" alt="">Thank you.',
        f'<img src="a.jpg" alt="{WORDS}">{WORDS * 2}',
    ],
)
def test_what_must_not_fire(found_in_email: Found, body: str) -> None:
    assert found_in_email(RULE, page(body)) == []
