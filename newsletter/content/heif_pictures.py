"""Pictures of iPhones (HEIC), where this computer can open them.

``pillow-heif`` opens them where it is installed.  It is not among our dependencies, since its wheels hold an encoder
under the GPL.  Its sister without the encoder, ``pi-heif``, was given up with a libheif that has a critical memory
fault (CVE-2026-84383); pictures come from strangers, so an old libheif is refused.
"""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

from newsletter.model.errors import EditError

OLDEST_LIBHEIF = (1, 23, 5)
"""The release that mends what was known in September 2026."""

_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF = {b"avif", b"avis"}


def is_heif(data: bytes) -> bool:
    """Whether a file begins as a HEIC picture does.  AVIF, which Pillow opens, looks much the same and is none."""
    if data[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}
    return bool(brands & _BRANDS) and not brands & _AVIF


def open_heif(data: bytes, name: str) -> Any:
    """The first picture of a HEIC file as one of Pillow's, which decodes it when it is used.

    ``name`` is the file's, for messages.  Raises EditError where this computer has nothing to open it with.
    """
    try:
        pillow_heif = import_module("pillow_heif")
    except ImportError as error:
        raise EditError(
            "picture/heic",
            f"“{name}” is a photo in an iPhone's format (HEIC), which cannot be opened on this computer. On a Mac, "
            "open it in Preview and choose File, Export, JPEG. On the iPhone, Settings, Camera, Formats, Most "
            "Compatible makes new photos JPEG.",
        ) from error
    version = tuple(int(part) for part in pillow_heif.libheif_version().split(".")[:3])
    if version < OLDEST_LIBHEIF:
        raise EditError(
            "picture/heic-unsafe",
            f"“{name}” is a photo in an iPhone's format (HEIC), and the program part on this computer that opens these "
            "is old and unsafe. Ask whoever looks after the computer to bring pillow-heif up to date.",
        )
    return pillow_heif.HeifImageFile(io.BytesIO(data))
