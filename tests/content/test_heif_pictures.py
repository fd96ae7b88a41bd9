"""Photos of iPhones, where pillow-heif is installed, where it is not, and where it is too old."""

from __future__ import annotations

import io
import sys

import pytest
from made_pictures import SECRETS, corners, exif, opened, photo, saved
from PIL import Image

from newsletter.content.heif_pictures import OLDEST_LIBHEIF, is_heif
from newsletter.content.picture_conversion import converted_picture
from newsletter.model.errors import EditError

pillow_heif = pytest.importorskip("pillow_heif")


def heic(image: Image.Image, orientation: int = 1) -> bytes:
    """A HEIC file, as a phone writes it."""
    file = pillow_heif.from_pillow(image)
    out = io.BytesIO()
    file.save(out, exif=exif(orientation).tobytes(), quality=80)
    return out.getvalue()


def test_the_library_used_here_is_new_enough() -> None:
    assert tuple(int(part) for part in pillow_heif.libheif_version().split(".")) >= OLDEST_LIBHEIF


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_of_an_iphone_is_taken_upright_and_tells_nothing(orientation: int) -> None:
    undo = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    upright = photo(1600, 1200)
    held = upright.transpose(undo[orientation]) if orientation in undo else upright
    data = heic(held, orientation)
    assert is_heif(data)
    picture = converted_picture(data, "IMG_0412.HEIC")
    assert (picture.suffix, picture.width, picture.height) == (".jpg", 1200, 900)
    assert corners(opened(picture.data)) == [0, 1, 2, 3]
    assert [secret for secret in SECRETS if secret in picture.data] == []
    assert picture.done[0] == "The place where it was taken is no longer in the file."
    assert picture.done[-1] == "Saved as JPEG instead of HEIC."


def test_one_that_is_damaged_is_refused() -> None:
    data = heic(photo(400, 300))
    for share in (0.1, 0.5, 0.9):
        with pytest.raises(EditError) as caught:
            converted_picture(data[: int(len(data) * share)], "x.heic")
        assert caught.value.code == "picture/damaged"


def test_where_the_library_is_missing_words_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    data = heic(photo(400, 300))
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(EditError, match="which cannot be opened on this computer") as caught:
        converted_picture(data, "IMG_0412.HEIC")
    assert caught.value.code == "picture/heic"


@pytest.mark.parametrize("version", ["1.23.0", "1.9.9"])
def test_an_old_library_is_not_used(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    data = heic(photo(400, 300))
    monkeypatch.setattr(pillow_heif, "libheif_version", lambda: version)
    with pytest.raises(EditError, match="old and unsafe") as caught:
        converted_picture(data, "IMG_0412.HEIC")
    assert caught.value.code == "picture/heic-unsafe"


def test_avif_and_films_are_not_heic() -> None:
    assert not is_heif(saved(photo(100, 100), "AVIF"))
    assert not is_heif(b"\0\0\0\x14ftypqt  \0\0\0\0qt  ")
    assert not is_heif(b"")
