from collections.abc import Callable

import pytest

RULE = "images/file-type"


@pytest.mark.parametrize(
    ("name", "made", "said"),
    [
        ("a__jpg", {"form": "PNG"}, "a-jpg.md:4: “a.jpg” is a PNG picture by what is in it."),
        ("a__png", {"form": "JPEG"}, "a-png.md:4: “a.png” is a JPEG picture by what is in it."),
        ("a__gif", {"form": "JPEG"}, "a-gif.md:4: “a.gif” is a JPEG picture by what is in it."),
        ("a__jpg", {"form": "JPEG", "mode": "CMYK"},
         "a-jpg.md:4: “a.jpg” is in the colors of a printer, which mail programs show wrongly."),
        ("a__png", {"form": "PNG", "mode": "I;16"},
         "a-png.md:4: “a.png” has 16 bits a color, which doubles its size and shows nowhere."),
    ],
)  # fmt: skip
def test_what_must_fire(
    picture: Callable[..., bytes],
    found_in_pictures: Callable[..., list[str]],
    name: str,
    made: dict[str, str],
    said: str,
) -> None:
    assert found_in_pictures(RULE, **{name: picture(**made)}) == [said]


@pytest.mark.parametrize(
    "made",
    [
        {"a__jpg": {}, "b__jpeg": {}, "c__JPG": {}, "d__jpg": {"mode": "L"}, "e__jpg": {"progressive": True}},
        {"a__png": {"form": "PNG"}, "b__PNG": {"form": "PNG", "mode": "P"}, "c__png": {"form": "PNG", "mode": "RGBA"}},
        {"a__gif": {"form": "GIF", "mode": "P"}, "b__png": {"form": "PNG", "mode": "1"},
         "c__png": {"form": "PNG", "mode": "LA"}},
    ],
)  # fmt: skip
def test_what_must_not_fire(
    picture: Callable[..., bytes],
    found_in_pictures: Callable[..., list[str]],
    made: dict[str, dict[str, str]],
) -> None:
    assert found_in_pictures(RULE, **{name: picture(**options) for name, options in made.items()}) == []
