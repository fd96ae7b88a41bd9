"""Whatever picture people have, an email gets one that is upright, small, in screen colors, and tells nothing."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pictures import SECRETS, corners, diagram, exif, opened, photo, saved
from PIL import Image, ImageCms, PngImagePlugin

from newsletter.checks.images.file_size import WARN_AT
from newsletter.content import picture_conversion as module
from newsletter.content.picture_conversion import GOAL, MOST_PIXELS, WIDTH, converted_picture
from newsletter.model.errors import EditError


def comments() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "a comment")
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta/>")
    return info


def test_the_goal_is_what_the_check_asks_for() -> None:
    assert GOAL == WARN_AT


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("form", "size"), [("JPEG", (1600, 1200)), ("PNG", (1300, 400)), ("WEBP", (160, 120))])
def test_it_is_upright_and_small_and_tells_nothing(form: str, size: tuple[int, int], orientation: int) -> None:
    turned = photo(*size)
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    held = turned.transpose(undo[orientation]) if orientation in undo else turned
    more = {"pnginfo": comments()} if form == "PNG" else {}
    picture = converted_picture(saved(held, form, exif=exif(orientation), **more), "x")
    image = opened(picture.data)
    assert corners(image) == [0, 1, 2, 3]
    assert image.size == (picture.width, picture.height)
    factor = min(1, WIDTH / size[0])
    assert image.size == (round(size[0] * factor), round(size[1] * factor))
    assert len(picture.data) <= GOAL
    assert image.format == "JPEG"
    assert picture.suffix == ".jpg"
    assert not image.getexif()
    assert [secret for secret in SECRETS if secret in picture.data] == []
    assert "The place where it was taken is no longer in the file." in picture.done
    assert ("Turned upright." in picture.done) == (orientation != 1)


def test_a_tall_photo_is_measured_after_it_was_turned() -> None:
    picture = converted_picture(saved(photo(1600, 1200), "JPEG", exif=exif(6)), "x")
    assert (picture.width, picture.height) == (1200, 1600)
    picture = converted_picture(saved(photo(4000, 3000), "JPEG", exif=exif(6), quality=60), "x")
    assert (picture.width, picture.height) == (1200, 1600)
    assert "Made smaller: from 3,000 to 1,200 pixels wide." in picture.done


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF"])
def test_what_is_good_already_keeps_every_pixel(form: str) -> None:
    source = diagram(600, 300).quantize(16) if form == "GIF" else diagram(600, 300)
    data = saved(source, form, **({"exif": exif()} if form != "GIF" else {"comment": b"a comment"}))
    picture = converted_picture(data, "x")
    assert opened(picture.data).tobytes() == opened(data).tobytes()
    assert [secret for secret in SECRETS if secret in picture.data] == []
    assert picture.done == ("Hidden data taken out: camera, day, place, comments.",)
    assert converted_picture(picture.data, "x").data == picture.data
    assert converted_picture(picture.data, "x").done == ()


def test_a_large_drawing_stays_a_png_and_a_photo_does_not() -> None:
    assert converted_picture(saved(diagram(2000, 1000), "PNG"), "x").suffix == ".png"
    picture = converted_picture(saved(photo(2000, 1000), "PNG"), "x")
    assert picture.suffix == ".jpg"
    assert picture.done[-1] == "Saved as JPEG instead of PNG."


def test_what_is_see_through_stays_so() -> None:
    for image in (photo(1800, 900, "RGBA"), diagram(1800, 900).convert("RGBA"), photo(1800, 900, "LA")):
        image.putalpha(Image.radial_gradient("L").resize(image.size))
        for form in ("PNG", "WEBP"):
            if image.mode == "LA" and form == "WEBP":
                continue
            picture = converted_picture(saved(image, form, exif=exif()), "x")
            result = opened(picture.data).convert("RGBA")
            assert picture.suffix == ".png"
            assert result.size == (1200, 600)
            low, high = result.getchannel("A").getextrema()
            assert low < 30
            assert high > 220
            assert b"36.15 North" not in picture.data
    palette = diagram(1500, 900).quantize(8)
    palette.info["transparency"] = 0
    assert (
        opened(converted_picture(saved(palette, "PNG"), "x").data).convert("RGBA").getchannel("A").getextrema()[0] == 0
    )


def test_an_alpha_channel_that_hides_nothing_is_dropped() -> None:
    picture = converted_picture(saved(photo(1500, 900, "RGBA"), "PNG"), "x")
    assert picture.suffix == ".jpg"


def profile_with_swapped_colors() -> bytes:
    """sRGB, whose red and green change places: two entries of the table of tags."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return (
        bytes(data)
        .replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be"))
        .replace(b"sRGB built", b"Swap built")
    )


def test_another_color_profile_becomes_the_colors_of_screens() -> None:
    profile = profile_with_swapped_colors()
    assert "sRGB" not in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    for image in (Image.new("RGB", (300, 200), (200, 40, 40)), Image.new("RGBA", (300, 200), (200, 40, 40, 120))):
        picture = converted_picture(saved(image, "PNG", icc_profile=profile), "x")
        result = opened(picture.data)
        red, green, *_ = result.getpixel((100, 100))
        assert green > 180
        assert red < 80
        assert result.info.get("icc_profile") is None
        assert picture.done == ("Colors changed to those of screens.",)
        assert result.mode == image.mode


def test_a_profile_that_cannot_be_used_is_left_out() -> None:
    for profile in (b"no profile at all", profile_with_swapped_colors()[:200]):
        picture = converted_picture(saved(photo(1500, 900), "JPEG", icc_profile=profile), "x")
        assert opened(picture.data).info.get("icc_profile") is None
        assert corners(opened(picture.data)) == [0, 1, 2, 3]
    gray = saved(photo(1500, 900, "L"), "JPEG", icc_profile=profile_with_swapped_colors())
    assert opened(converted_picture(gray, "x").data).mode == "RGB"


def test_the_colors_of_a_printer_and_sixteen_bits_become_those_of_screens() -> None:
    printed = converted_picture(saved(photo(400, 300, "CMYK"), "JPEG"), "x")
    assert opened(printed.data).mode == "RGB"
    assert corners(opened(printed.data)) == [0, 1, 2, 3]
    ramp = Image.linear_gradient("L").resize((400, 300)).convert("I").point(lambda value: value * 257).convert("I;16")
    deep = opened(converted_picture(saved(ramp, "PNG"), "x").data).convert("L")
    for y in (20, 150, 280):
        assert abs(deep.getpixel((5, y)) - ramp.getpixel((5, y)) // 257) < 4


def test_the_first_picture_of_a_phone_file_with_two_is_taken() -> None:
    out = io.BytesIO()
    photo(1600, 1200).save(out, "MPO", save_all=True, append_images=[diagram(1600, 1200)], exif=exif(3))
    picture = converted_picture(out.getvalue(), "x")
    assert corners(opened(picture.data)) == [3, 2, 1, 0]
    assert opened(picture.data).format == "JPEG"


def moving(width: int, height: int, frames: int) -> bytes:
    pictures = [Image.new("L", (width, height), number * 5 % 256) for number in range(frames)]
    return saved(pictures[0], "GIF", save_all=True, append_images=pictures[1:], comment=b"a comment", loop=0)


def test_a_moving_picture_stays_as_it_is_or_is_refused() -> None:
    picture = converted_picture(moving(300, 200, 5), "x.gif")
    assert (picture.suffix, picture.width, picture.height) == (".gif", 300, 200)
    assert opened(picture.data).n_frames == 5
    assert b"a comment" not in picture.data
    for data in (moving(1201, 20, 2), moving(1200, 1200, 40), moving(300, 200, 2) + bytes(1_000_000)):
        with pytest.raises(EditError, match="moves and is too heavy") as caught:
            converted_picture(data, "x.gif")
        assert caught.value.code == "picture/moving"


def test_of_other_moving_pictures_the_first_one_is_kept() -> None:
    for form in ("WEBP", "PNG"):
        data = saved(photo(300, 200), form, save_all=True, append_images=[diagram(300, 200)])
        picture = converted_picture(data, "x")
        assert corners(opened(picture.data)) == [0, 1, 2, 3]
        assert getattr(opened(picture.data), "n_frames", 1) == 1
        assert "Only the first of several pictures in the file is kept." in picture.done


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"MZ\x90\x00" + bytes(500), "picture/not-a-picture", "a program by what is in it"),
        (b"\x7fELF" + bytes(500), "picture/not-a-picture", "a program"),
        (b"#!/bin/sh\n", "picture/not-a-picture", "a program"),
        (b"%PDF-1.7\n", "picture/not-a-picture", "a PDF"),
        (b"PK\x03\x04" + bytes(100), "picture/not-a-picture", "an Office document or an archive"),
        (b"\n<SVG xmlns='http://www.w3.org/2000/svg'/>", "picture/not-a-picture", "a web page or a drawing"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture/damaged", "cannot be opened"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(100), "picture/film", "a film"),
        (b"", "picture/damaged", "cannot be opened"),
        (b"garden", "picture/damaged", "cannot be opened"),
        (b"\xff\xd8\xff\xe0", "picture/damaged", "cannot be opened"),
    ],
)
def test_what_is_no_picture_is_refused_whatever_its_name(data: bytes, code: str, words: str) -> None:
    with pytest.raises(EditError) as caught:
        converted_picture(data, "garden.jpg")
    assert caught.value.code == code
    assert words in str(caught.value)
    assert "“garden.jpg”" in str(caught.value)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"])
def test_a_file_that_ends_in_the_middle_is_refused(form: str) -> None:
    data = saved(photo(1500, 1000), form)
    for share in (0.1, 0.5, 0.9):
        with pytest.raises(EditError) as caught:
            converted_picture(data[: int(len(data) * share)], "x")
        assert caught.value.code == "picture/damaged"


def test_a_small_file_with_a_huge_picture_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    large = saved(Image.new("1", (8_000, MOST_PIXELS // 8_000 + 1)), "PNG")
    huge = saved(Image.new("1", (20_000, 20_000)), "PNG")
    monkeypatch.undo()
    assert len(large) < 20_000
    for data in (large, huge):
        with pytest.raises(EditError) as caught:
            converted_picture(data, "x.png")
        assert caught.value.code == "picture/too-many-pixels"


@given(st.binary(max_size=60), st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]), st.randoms(use_true_random=False))
def test_damaged_bytes_are_a_picture_or_a_refusal(junk: bytes, form: str, chance: random.Random) -> None:
    data = bytearray(saved(diagram(90, 60).quantize(8) if form == "GIF" else diagram(90, 60), form))
    at = chance.randrange(len(data))
    data[at : at + len(junk)] = junk
    try:
        picture = converted_picture(bytes(data), "x")
    except EditError:
        return
    assert opened(picture.data).size == (picture.width, picture.height)


def test_an_empty_metadata_copy_is_not_carried_into_a_see_through_png() -> None:
    image = photo(1500, 900, "RGBA")
    image.putpixel((0, 0), (0, 0, 0, 0))
    picture = converted_picture(saved(image, "PNG", exif=exif(), pnginfo=comments()), "x")
    assert [secret for secret in SECRETS if secret in picture.data] == []
    assert len(picture.data) <= 2 * GOAL


def test_avif_and_other_kinds_become_jpeg_or_png(tmp_path: Path) -> None:
    for form in ("AVIF", "TIFF", "BMP"):
        picture = converted_picture(saved(photo(800, 600), form), "x")
        assert (picture.suffix, picture.done) == (".jpg", (f"Saved as JPEG instead of {form}.",))
    assert module.WIDTH == 1200
