from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from newsletter.checks.images._animation import most_flashes

RULE = "images/animation"


def frame(color: str, mark: str | None = None) -> Image.Image:
    """A frame of one color, with a mark on it where that is asked for."""
    image = Image.new("RGB", (80, 60), color)
    if mark:
        ImageDraw.Draw(image).rectangle((5, 5, 12, 12), fill=mark)
    return image


def moving(frames: list[Image.Image], duration: int, loop: int | None = None, form: str = "GIF") -> bytes:
    """A moving picture; ``loop`` 0 goes on for ever."""
    out = BytesIO()
    options = {} if loop is None else {"loop": loop}
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=duration, **options)
    return out.getvalue()


BLINK = [frame("white", "red"), frame("black", "red")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (moving(BLINK, 100, 0), "“a.gif” flashes 5 times a second, which can bring on a seizure."),
        (moving(BLINK * 12, 100), "“a.gif” flashes 5 times a second, which can bring on a seizure."),
        (moving([frame("white"), frame("white", "red")], 1_000),
         "The first frame of “a.gif” is empty, and Outlook shows no other."),
        (moving([frame("white", "red"), frame("white", "blue")], 1_000, 0),
         "“a.gif” goes on moving, which makes the text beside it hard to read for some."),
        (moving([frame("white", "red"), frame("white", "blue")], 4_000),
         "“a.gif” goes on moving, which makes the text beside it hard to read for some."),
    ],
)  # fmt: skip
def test_what_must_fire(found_in_pictures: Callable[..., list[str]], content: bytes, said: str) -> None:
    assert found_in_pictures(RULE, a__gif=content) == [f"a-gif.md:4: {said}"]


@pytest.mark.parametrize(
    "content",
    [
        moving([frame("white", "red"), frame("white", "blue")], 1_000),
        moving([frame("black", "red"), frame("white", "red")] * 2, 1_000),
        moving([frame("white", "red")], 100),
        moving([frame("white", "red"), frame("white", "blue")] * 15, 100),
        moving([frame("#444", "red"), frame("#484848", "red")] * 15, 100),
    ],
)
def test_what_must_not_fire(found_in_pictures: Callable[..., list[str]], content: bytes) -> None:
    assert found_in_pictures(RULE, a__gif=content) == []


@pytest.mark.parametrize(
    ("changes", "flashes"),
    [
        ([], 0),
        ([(0.0, 1)], 0.5),
        ([(0.0, 1), (0.1, 1), (0.2, 1)], 0.5),
        ([(0.1 * n, (-1) ** n) for n in range(7)], 3.5),
        ([(0.1 * n, (-1) ** n) for n in range(6)], 3),
        ([(0.6 * n, (-1) ** n) for n in range(30)], 1),
    ],
)
def test_flashes_are_pairs_of_changes_within_a_second(changes: list[tuple[float, int]], flashes: float) -> None:
    assert most_flashes(changes) == flashes
