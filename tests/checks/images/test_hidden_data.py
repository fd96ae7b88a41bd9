from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

RULE = "images/hidden-data"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><exif:GPSLatitude>36,9N</exif:GPSLatitude></rdf:RDF></x:xmpmeta>"


def exif(tags: dict[int, Any], part: dict[int, Any] | None = None, gps: dict[int, Any] | None = None) -> Image.Exif:
    """Exif data: the main tags, those of the photo, those of the place."""
    data = Image.Exif()
    data.update(tags)
    if part:
        data.get_ifd(0x8769).update(part)
    if gps:
        data.get_ifd(0x8825).update(gps)
    return data


def texts(**chunks: str) -> PngImagePlugin.PngInfo:
    """Text chunks of a PNG."""
    info = PngImagePlugin.PngInfo()
    for name, text in chunks.items():
        info.add_text(name, text)
    return info


def gif(comment: bytes) -> bytes:
    """A GIF with a comment."""
    out = BytesIO()
    Image.new("P", (300, 200)).save(out, "GIF", comment=comment)
    return out.getvalue()


HERE = {1: "N", 2: (36.0, 9.0, 14.0), 3: "W", 4: (95.0, 59.0, 33.0)}


@pytest.mark.parametrize(
    ("name", "made", "said"),
    [
        ("a__jpg", {"exif": exif({0x0112: 1}, gps=HERE)}, "says where it was taken, to a few feet."),
        ("a__jpg", {"exif": exif({0x013B: "Jane"}, gps=HERE)},
         "says where it was taken, to a few feet. It also holds the photographer's name."),
        ("a__png", {"form": "PNG", "exif": exif({0x0112: 1}, gps=HERE)}, "says where it was taken, to a few feet."),
        ("a__jpg", {"xmp": XMP}, "says where it was taken, to a few feet. "
         "It also holds notes of a picture program (XMP)."),
        ("a__jpg", {"exif": exif({}, {0xA431: "0815", 0x9003: "2026:10:02 10:00:00"})},
         "holds hidden data: the day it was taken and the camera's serial number."),
        ("a__jpg", {"exif": exif({0x8298: "Jane Doe"})}, "holds hidden data: an owner's name."),
        ("a__jpg", {"comment": b"Patient: Jane Doe"}, "holds hidden data: a comment."),
        ("a__png", {"form": "PNG", "pnginfo": texts(Author="Jane", Comment="x")},
         "holds hidden data: text (Author, Comment)."),
    ],
)  # fmt: skip
def test_what_must_fire(
    picture: Callable[..., bytes],
    found_in_pictures: Callable[..., list[str]],
    name: str,
    made: dict[str, Any],
    said: str,
) -> None:
    (finding,) = found_in_pictures(RULE, **{name: picture(**made)})
    file = name.replace("__", ".")
    assert finding == f"{file.replace('.', '-')}.md:4: “{file}” {said}"


@pytest.mark.parametrize(
    "made",
    [
        {"a__jpg": {}, "b__png": {"form": "PNG"}, "c__jpg": {"dpi": (72, 72)}, "d__jpg": {"icc_profile": b"x" * 500}},
        {"a__jpg": {"exif": exif({0x0112: 6, 0x011A: 72.0, 0x0131: "GIMP", 0x0110: "A phone"})}},
        {"a__jpg": {"exif": exif({}, {0xA002: 400, 0xA003: 300, 0x9000: b"0232", 0x9286: b"ASCII\0\0\0   "})}},
        {"a__jpg": {"exif": exif({0x013B: "   ", 0x8298: ""}, gps={0: b"\x02\x03\x00\x00"})}},
        {"a__jpg": {"comment": b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v62)"}, "b__jpg": {"comment": b" "}},
        {"a__png": {"form": "PNG", "pnginfo": texts(Software="GIMP"), "icc_profile": b"x" * 500},
         "b__png": {"form": "PNG", "pnginfo": texts(Author=" ")}},
    ],
)  # fmt: skip
def test_what_must_not_fire(
    picture: Callable[..., bytes], found_in_pictures: Callable[..., list[str]], made: dict[str, dict[str, Any]]
) -> None:
    assert found_in_pictures(RULE, **{name: picture(**options) for name, options in made.items()}) == []


def test_a_gif_can_hold_a_comment(found_in_pictures: Callable[..., list[str]]) -> None:
    assert found_in_pictures(RULE, a__gif=gif(b"Patient: Jane Doe")) == [
        "a-gif.md:4: “a.gif” holds hidden data: a comment."
    ]


def test_the_place_is_grave_and_can_be_mended(picture: Callable[..., bytes], findings) -> None:  # type: ignore[no-untyped-def]
    story = "---\nkind: text\n---\nOur garden:\n\n![A bench](images/a.jpg)\n"
    (finding,) = findings(RULE, {"one": story, "issues/2026-12/images/a.jpg": picture(exif=exif({}, gps=HERE))})
    assert (str(finding.place), finding.severity.value) == ("issues/2026-12/one.md:6", "error")
    assert finding.fix.file == "issues/2026-12/images/a.jpg"


def test_a_changed_file_is_read_again(
    picture: Callable[..., bytes], found_in_pictures: Callable[..., list[str]]
) -> None:
    assert len(found_in_pictures(RULE, a__jpg=picture(comment=b"Jane"))) == 1
    assert found_in_pictures(RULE, a__jpg=picture()) == []
