"""A picture as people have it, made into one for an email: upright, of a phone's width, in the colors of screens, and
without a word about who took it where.

A picture that is all that already keeps its pixels; only hidden data are cut out of it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsletter.content.heif_pictures import is_heif, open_heif
from newsletter.content.picture_data import without_hidden_data
from newsletter.model.errors import ContentError, EditError

WIDTH = 1_200
"""Pixels: twice what an email shows, so that a picture is sharp on a phone."""
GOAL = 200_000
"""Bytes above which a picture loads slowly on a phone; see the check ``images/file-size``."""
MOST_PIXELS = 60_000_000
MOST_PIXELS_OF_A_JPEG = 120_000_000
"""A JPEG is decoded in a smaller size, and phones make some of 108 million pixels."""
MOST_BYTES_MOVING = 1_000_000
MOST_PIXELS_MOVING = 50_000_000
"""Of all frames together."""

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP")
"""Others are not tried: Pillow hands some of them to further programs."""
_QUALITIES = (85, 78, 70, 60, 50)
_FEW_COLORS = 4_096
"""Diagrams and screenshots have fewer, photos of 1,200 pixels ten times as many."""
_ORIENTATION, _GPS = 0x0112, 0x8825
_LOSSLESS = ("PNG", "GIF", "BMP", "TIFF", "WEBP")

PillowImage = Any
"""An open picture of Pillow's."""


@dataclass(frozen=True)
class ConvertedPicture:
    """The bytes of a JPEG, PNG or GIF, what its name ends in, and its pixels.

    ``done`` says in plain sentences what was changed.
    """

    data: bytes
    suffix: str
    width: int
    height: int
    done: tuple[str, ...]


def converted_picture(data: bytes, name: str) -> ConvertedPicture:
    """The picture of a file, fit for an email.  ``name`` is the file's, for messages only.

    Raises EditError where it is no picture, is damaged, is too large to be opened safely, or moves and is heavy.
    """
    try:
        with warnings.catch_warnings():
            # The limits below are ours, and Pillow's own error stands above them.
            warnings.simplefilter("ignore")
            return _converted(data, name)
    except (EditError, MemoryError):
        raise
    except Exception as error:  # a decoder raises whatever a broken file leads it to
        raise _damaged(name) from error


def _converted(data: bytes, name: str) -> ConvertedPicture:
    # Imported here: Pillow costs 50 ms.
    from PIL import ImageOps

    with _opened(data, name) as image:
        form, (width, height) = str(image.format), image.size
        most = MOST_PIXELS_OF_A_JPEG if form in ("JPEG", "MPO") else MOST_PIXELS
        if width * height > most:
            raise _too_many_pixels(name, f"{width:,} by {height:,} pixels")
        frames = 1 if form == "MPO" else int(getattr(image, "n_frames", 1))
        if frames > 1 and form == "GIF":
            return _moving(data, image, frames, name)
        kept = _kept(data, image)
        if kept is not None:
            return kept
        exif = image.getexif()
        turned = exif.get(_ORIENTATION, 1) in range(2, 9)
        done = list(_said(image, data, form, frames, turned=turned, has_place=bool(exif.get_ifd(_GPS))))
        shown_width = height if exif.get(_ORIENTATION, 1) in range(5, 9) else width
        factor = min(1.0, WIDTH / shown_width)
        size = (max(1, round(width * factor)), max(1, round(height * factor)))
        if factor < 1:
            done.append(f"Made smaller: from {shown_width:,} to {WIDTH:,} pixels wide.")
            # Decoded at an eighth to the whole of its size, whichever is twice what is wanted.
            image.draft("RGB", (2 * size[0], 2 * size[1]))
        profile = image.info.get("icc_profile")
        plain = _in_eight_bits(image)
        small = plain.resize(size, resample=3, reducing_gap=3.0) if plain.size != size else plain
        upright = ImageOps.exif_transpose(small) if turned else small
    on_screen = _srgb(upright, profile)
    if on_screen is not upright and profile:
        done.append("Colors changed to those of screens.")
    encoded, suffix = _encoded(on_screen, lossless=form in _LOSSLESS)
    if suffix[1:] != _suffix(form)[1:]:
        done.append(f"Saved as {'JPEG' if suffix == '.jpg' else 'PNG'} instead of {form.replace('HEIF', 'HEIC')}.")
    return ConvertedPicture(encoded, suffix, on_screen.width, on_screen.height, tuple(done))


def _opened(data: bytes, name: str) -> PillowImage:
    """The picture, opened and not yet decoded."""
    from PIL import Image, UnidentifiedImageError

    if is_heif(data):
        return open_heif(data, name)
    Image.init()
    try:
        return Image.open(io.BytesIO(data), formats=[form for form in _FORMATS if form in Image.OPEN])
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(name, "far too many pixels") from error
    except UnidentifiedImageError as error:
        for starts, kind in _OTHER_KINDS:
            if data[:64].lstrip().lower().startswith(starts):
                raise EditError(
                    "picture/not-a-picture",
                    f"“{name}” is {kind} by what is in it, not a picture. Choose a photo or a drawing saved as JPEG "
                    "or PNG.",
                ) from error
        if data[4:8] == b"ftyp":
            raise EditError(
                "picture/film", f"“{name}” is a film, which emails cannot show. Choose a picture, or link to the film."
            ) from error
        raise _damaged(name) from error


_OTHER_KINDS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"mz", b"\x7felf", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!"), "a program"),
    ((b"%pdf",), "a PDF"),
    ((b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"rar!", b"7z\xbc\xaf"), "an Office document or an archive"),
    ((b"<svg", b"<?xml", b"<!doctype", b"<html"), "a web page or a drawing made of lines"),
)
"""What a file begins with, in small letters, and what it is then."""


def _damaged(name: str) -> EditError:
    return EditError(
        "picture/damaged",
        f"“{name}” cannot be opened as a picture: it is damaged, or of a kind that is not known here. Open it in a "
        "program for pictures and save it again as JPEG or PNG.",
    )


def _too_many_pixels(name: str, size: str) -> EditError:
    return EditError(
        "picture/too-many-pixels",
        f"“{name}” has {size}, which is more than can be opened safely. Save a smaller copy: {WIDTH:,} pixels wide is "
        "enough.",
    )


def _moving(data: bytes, image: PillowImage, frames: int, name: str) -> ConvertedPicture:
    """A GIF that moves, as it is but for its hidden data."""
    width, height = image.size
    if len(data) > MOST_BYTES_MOVING or width > WIDTH or width * height * frames > MOST_PIXELS_MOVING:
        raise EditError(
            "picture/moving",
            f"“{name}” moves and is too heavy for an email: {len(data) / 1e6:.1f} MB, {frames} frames of {width:,} by "
            f"{height:,} pixels. Save a shorter and smaller one of at most {MOST_BYTES_MOVING / 1e6:.0f} MB, or a "
            "still picture of it.",
        )
    clean = without_hidden_data(data)
    return ConvertedPicture(clean, ".gif", width, height, _cleaned(data, clean))


def _kept(data: bytes, image: PillowImage) -> ConvertedPicture | None:
    """The picture with its pixels as they are, where that is good enough for an email."""
    form, mode, info = image.format, image.mode, image.info
    modes = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA"), "GIF": ("L", "P", "RGB")}
    if mode not in modes.get(form, ()) or getattr(image, "is_animated", False) or _is_deep(data, form):
        return None
    if image.width > WIDTH or len(data) > GOAL or image.getexif().get(_ORIENTATION, 1) in range(2, 9):
        return None
    if info.get("icc_profile") and not _is_srgb(info["icc_profile"]):
        return None
    try:
        clean = without_hidden_data(data)
    except ContentError:
        return None
    return ConvertedPicture(clean, _suffix(form), image.width, image.height, _cleaned(data, clean))


def _is_deep(data: bytes, form: str) -> bool:
    """Whether a PNG has 16 bits a channel, which its header says and Pillow does not."""
    return form == "PNG" and data[24] > 8


def _cleaned(data: bytes, clean: bytes) -> tuple[str, ...]:
    return () if data == clean else ("Hidden data taken out: camera, day, place, comments.",)


def _suffix(form: str) -> str:
    return {"JPEG": ".jpg", "MPO": ".jpg"}.get(form, f".{form.lower()}")


def _said(image: PillowImage, data: bytes, form: str, frames: int, *, turned: bool, has_place: bool) -> Iterator[str]:
    """What happens to a picture that is computed anew, before its size and colors."""
    if has_place:
        yield "The place where it was taken is no longer in the file."
    elif image.info.get("exif") or image.info.get("xmp") or image.info.get("comment"):
        yield "Hidden data taken out: camera, day, place, comments."
    if turned:
        yield "Turned upright."
    if frames > 1:
        yield "Only the first of several pictures in the file is kept."


def _in_eight_bits(image: PillowImage) -> PillowImage:
    """The decoded picture in a mode that can be resized: L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("L", "RGB", "RGBA", "CMYK") and "transparency" not in image.info:
        image.load()
        return image
    see_through = image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if see_through else "RGB")


def _is_srgb(profile: bytes) -> bool:
    from PIL import ImageCms

    try:
        return "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError):
        return True  # nothing can be made of it, and screens are sRGB


def _srgb(image: PillowImage, profile: bytes | None) -> PillowImage:
    """The picture in RGB or RGBA as screens show it; the same one where it is so already."""
    from PIL import ImageCms

    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    shown = image
    if profile and not _is_srgb(profile):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        colors = image.convert("RGB") if alpha else image
        try:
            shown = ImageCms.profileToProfile(colors, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:  # a profile for another kind of colors than the picture has
            shown = image
    if alpha is None or alpha.getextrema()[0] == 255:
        return shown if shown.mode == "RGB" else shown.convert("RGB")
    if shown is not image:
        shown.putalpha(alpha)
    return shown


def _encoded(image: PillowImage, *, lossless: bool) -> tuple[bytes, str]:
    """The bytes of a picture and what its name ends in: PNG for what is see-through or drawn, JPEG for photos."""
    image.info = {}
    if image.mode == "RGBA":
        png = _saved(image, "PNG", optimize=True)
        # 2 is the only method that keeps what is half see-through.
        return (png if len(png) <= GOAL else _saved(image.quantize(256, method=2), "PNG", optimize=True)), ".png"
    if lossless and image.getcolors(_FEW_COLORS) is not None:
        png = _saved(image, "PNG", optimize=True)
        if len(png) <= GOAL:
            return png, ".png"
    jpeg = b""
    for quality in _QUALITIES:
        jpeg = _saved(image, "JPEG", quality=quality, optimize=True, progressive=True)
        if len(jpeg) <= GOAL:
            break
    return jpeg, ".jpg"


def _saved(image: PillowImage, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
