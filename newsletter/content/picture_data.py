"""The hidden data of a picture: where and when it was taken, with which camera, comments.

They are cut out of the file as it is, so that no pixel is computed anew: saving a JPEG once more costs quality.  The
color profile stays, and a picture that cameras turn by a mark keeps that mark alone.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import Any

from newsletter.model.errors import ContentError
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place

_ORIENTATION = 0x0112
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HIDDEN = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}


def without_hidden_data(data: bytes) -> bytes:
    """The bytes of a JPEG, PNG or GIF without its hidden data; the same bytes where there is none.

    The pixels, the color profile and the way up stay as they were, which is proved by decoding both.  Raises
    ContentError (``images/not-cleaned``) where the file is damaged or of another kind.
    """
    try:
        before = _seen(data)
        mark = _way_up(before[3])
        if data.startswith(b"\xff\xd8"):
            clean = b"".join(_jpeg(data, mark))
        elif data.startswith(_PNG):
            clean = _PNG + b"".join(_png(data, mark))
        elif data.startswith((b"GIF87a", b"GIF89a")):
            clean = b"".join(_gif(data))
        else:
            raise ValueError("another kind of picture")
        if _seen(clean) != before:
            raise ValueError("the picture would look different")
    except Exception as error:  # a decoder raises whatever a broken file leads it to
        raise ContentError(
            [
                Finding(
                    "images/not-cleaned", Severity.ERROR, Place(""),
                    "The hidden data of this picture cannot be taken out by itself.",
                    "Save it again as JPEG or PNG in a program for pictures, without its metadata.",
                )
            ]
        ) from error  # fmt: skip
    return clean


def _seen(data: bytes) -> tuple[Any, ...]:
    """What a viewer makes of a picture: its frames, color profile and way up."""
    # Imported here: Pillow costs 50 ms.
    from PIL import Image, ImageSequence

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data)) as image:
            profile, way_up = image.info.get("icc_profile"), image.getexif().get(_ORIENTATION, 1)
            frames = [(frame.mode, frame.size, frame.tobytes()) for frame in ImageSequence.Iterator(image)]
            return image.format, frames, profile, way_up


def _way_up(orientation: int) -> bytes:
    """Exif data that say nothing but how a picture is turned; empty where it is not."""
    if orientation not in range(2, 9):
        return b""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)


def _jpeg(data: bytes, mark: bytes) -> Iterator[bytes]:
    """The segments of a JPEG that are kept.  What follows the end of the picture (a film, a map) is not."""
    yield data[:2]
    exif = b"Exif\0\0" + mark
    is_marked = not mark
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at] != 0xFF:
            raise ValueError("no segment")
        kind = data[at + 1]
        if kind == 0xDA:
            yield data[at : _jpeg_end(data, at)]
            return
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        segment, at = data[at : at + 2 + size], at + 2 + size
        if not is_marked and kind != 0xE0:
            yield b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
            is_marked = True
        if _is_kept(kind, segment[4:]):
            yield segment


def _is_kept(kind: int, content: bytes) -> bool:
    if 0xE0 <= kind <= 0xEF:
        # JFIF, the color profile, and Adobe's note on how the colors are coded.
        return content.startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"))
    return kind != 0xFE


def _jpeg_end(data: bytes, at: int) -> int:
    """Where the picture ends that begins with a scan: behind the first end mark that is no part of its data."""
    end = data.find(b"\xff\xd9", at)
    if end < 0:
        raise ValueError("no end")
    return end + 2


def _png(data: bytes, mark: bytes) -> Iterator[bytes]:
    at, is_marked = len(_PNG), not mark
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind, chunk = data[at + 4 : at + 8], data[at : at + 12 + size]
        if kind == b"IDAT" and not is_marked:
            yield struct.pack(">I", len(mark)) + b"eXIf" + mark + struct.pack(">I", zlib.crc32(b"eXIf" + mark))
            is_marked = True
        if kind not in _PNG_HIDDEN:
            yield chunk
        at += 12 + size
        if kind == b"IEND":
            return
    raise ValueError("no end")


def _gif(data: bytes) -> Iterator[bytes]:
    """The blocks of a GIF that are kept: all but comments, plain text and what programs note for themselves."""
    at = 13 + _colors(data[10])
    yield data[:at]
    while True:
        start, kind = at, data[at]
        if kind == 0x3B:
            yield b"\x3b"
            return
        if kind == 0x2C:
            at = _blocks_end(data, at + 10 + _colors(data[at + 9]) + 1)
            yield data[start:at]
        elif kind == 0x21:
            at = _blocks_end(data, at + 2)
            loops = data[start + 3 : start + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
            if data[start + 1] == 0xF9 or (data[start + 1] == 0xFF and loops):
                yield data[start:at]
        else:
            raise ValueError("no block")


def _colors(flags: int) -> int:
    """How many bytes a table of colors takes."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    """Where a row of blocks ends, each of which begins with its length."""
    while data[at]:
        at += data[at] + 1
    return at + 1
