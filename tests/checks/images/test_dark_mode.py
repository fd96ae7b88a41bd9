from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

RULE = "images/dark-mode"
NOTHING = (0, 0, 0, 0)


def drawing(
    ink: str | tuple[int, ...], ground: str | tuple[int, ...] = NOTHING, size: int = 60, mode: str = "RGBA"
) -> bytes:
    """A disk of ink on a ground, as PNG."""
    image = Image.new("RGBA", (200, 200), ground)
    ImageDraw.Draw(image).ellipse((100 - size, 100 - size, 100 + size, 100 + size), fill=ink)
    out = BytesIO()
    image.convert(mode).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [drawing("black"), drawing("#333"), drawing("navy"), drawing("black", mode="LA"), drawing("black", mode="P"),
     drawing("#501010", size=20)],
)  # fmt: skip
def test_what_must_fire(found_in_pictures: Callable[..., list[str]], content: bytes) -> None:
    said = "a-png.md:4: “a.png” is drawn in dark colors on nothing, and cannot be seen in dark mode."
    assert found_in_pictures(RULE, a__png=content) == [said]


@pytest.mark.parametrize(
    "pictures",
    [
        {"a__png": drawing("black", "white"), "b__png": drawing("black", "white", mode="RGB"),
         "c__png": drawing("black", "black")},
        {"a__png": drawing("white"), "b__png": drawing("#aaa"), "c__png": drawing("orange"), "d__png": drawing("#e58")},
        {"a__png": drawing("black", size=140), "b__png": drawing(NOTHING)},  # a dark photo with round corners; nothing
        {"a__png": drawing("white", (0, 0, 0, 100), mode="LA")},
    ],
)  # fmt: skip
def test_what_must_not_fire(found_in_pictures: Callable[..., list[str]], pictures: dict[str, bytes]) -> None:
    assert found_in_pictures(RULE, **pictures) == []
