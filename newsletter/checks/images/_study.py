"""What stands in a picture file.  Read once for a path, time and size: a warm check decodes nothing again."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from newsletter.model.document import ImageFile

PillowImage = Any
"""An open picture of Pillow's."""

_NAMES_IN_EXIF = {
    0x010E: "a description", 0x013B: "the photographer's name", 0x8298: "an owner's name", 0x9C9B: "a title",
    0x9C9C: "a comment", 0x9C9D: "an author", 0x9C9E: "keywords", 0x9C9F: "a subject", 0x013C: "a computer's name",
    0x0132: "the day it was changed",
}  # fmt: skip
_NAMES_IN_EXIF_PART = {
    0x9003: "the day it was taken", 0x9004: "the day it was taken", 0x9286: "a comment", 0xA430: "the owner's name",
    0xA431: "the camera's serial number", 0xA435: "the lens's serial number", 0x927C: "notes of the camera",
    0xA420: "a number of the picture",
}  # fmt: skip
_EXIF_PART, _GPS_PART, _SMALL_COPY = 0x8769, 0x8825, 1
_IPTC = 0x0404
"""The part of Photoshop's data that holds names, places and keywords."""
_XMP_GPS = re.compile(rb"GPSLatitude|GPSLongitude", re.IGNORECASE)
_INNOCENT_TEXTS = {"software", "date:create", "date:modify", "date:timestamp", "creation time", "colorspace"}
_TOOLS = re.compile(
    rb"(?:Lavc|CREATOR: gd-jpeg|Created with|Optimized by|File written by Adobe|LEAD Tech|Compressed by)"
)


@dataclass(frozen=True)
class PictureFacts:
    """What a picture file holds besides its picture, and how it is made.

    ``hidden`` names in plain words what tells about people; ``has_position`` whether it says where it was taken.
    ``depth`` is the number of bits of a channel, ``fades`` the share of what is drawn that vanishes on a dark ground.
    """

    form: str = ""
    mode: str = ""
    depth: int = 8
    hidden: tuple[str, ...] = ()
    has_position: bool = False
    frames: int = 1
    fades: float = 0.0


def study(image: ImageFile) -> PictureFacts:
    """The facts of a picture; those of an empty one where the file cannot be read any more."""
    try:
        status = image.path.stat()
        return _study(image.path, status.st_mtime_ns, status.st_size)
    except OSError:
        return PictureFacts()


@lru_cache(maxsize=256)
def _study(path: Path, _mtime: int, _size: int) -> PictureFacts:
    # Imported here: Pillow costs 50 ms, and many issues have no picture.
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(path) as image:
            hidden, has_position = _hidden(image)
            facts = PictureFacts(
                form=image.format or "",
                mode=image.mode,
                depth=_depth(path) if image.format == "PNG" else 8,
                hidden=hidden,
                has_position=has_position,
                frames=int(getattr(image, "n_frames", 1)),
                fades=_fading_share(image),
            )
    return facts


def _depth(path: Path) -> int:
    """The bits of a channel as the header of a PNG says them; Pillow shows 8 for most."""
    with path.open("rb") as file:
        head = file.read(25)
    return head[24] if len(head) == 25 else 8


def _hidden(image: PillowImage) -> tuple[tuple[str, ...], bool]:
    """What the file tells about people, in plain words, and whether it says where it was taken."""
    found: list[str] = []
    exif = image.getexif()
    found += [words for tag, words in _NAMES_IN_EXIF.items() if _says_something(exif.get(tag))]
    part = exif.get_ifd(_EXIF_PART)
    found += [words for tag, words in _NAMES_IN_EXIF_PART.items() if _says_something(part.get(tag))]
    gps = exif.get_ifd(_GPS_PART)
    # A version number alone is no position.
    has_position = bool({1, 2, 3, 4, 29} & set(gps))
    if exif.get_ifd(_SMALL_COPY).get(0x0201):
        found.append("a small copy of the picture, maybe from before it was cropped")
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if xmp:
        data = xmp.encode("utf-8", "replace") if isinstance(xmp, str) else bytes(xmp)
        has_position = has_position or bool(_XMP_GPS.search(data))
        found.append("notes of a picture program (XMP)")
    photoshop = image.info.get("photoshop")
    if isinstance(photoshop, dict) and _IPTC in photoshop:
        found.append("notes of a picture program (IPTC)")
    found += _texts(image)
    return tuple(dict.fromkeys(found)), has_position


def _says_something(value: Any) -> bool:
    if isinstance(value, bytes):
        return bool(value.strip(b"\x00 ASCI\x00UNICODE\x00"))
    return bool(str(value).strip("\x00 ")) if value is not None else False


def _texts(image: PillowImage) -> list[str]:
    """Comments of a JPEG or GIF, text chunks of a PNG."""
    found = []
    comment = image.info.get("comment")
    if isinstance(comment, str):
        comment = comment.encode("utf-8", "replace")
    if comment and _says_something(comment) and not _TOOLS.match(comment):
        found.append("a comment")
    texts: dict[str, Any] = getattr(image, "text", {})
    names = [name for name, text in texts.items() if str(text).strip()]
    telling = [n for n in names if n.lower() not in _INNOCENT_TEXTS and n != "XML:com.adobe.xmp"]
    if telling:
        found.append(f"text ({', '.join(name[:40] for name in telling[:3])})")
    return found


_GROUND = 0.0060
"""The relative luminance of #121212, a usual ground in dark mode."""


def _fading_share(image: PillowImage) -> float:
    """The share of what is drawn that has less contrast than 3:1 on a dark ground; 0 for what fills its frame."""
    if image.format != "PNG" or not (image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info):
        return 0.0
    if image.width * image.height > 8_000_000:
        return 0.0
    small = image.convert("RGBA")
    small.thumbnail((96, 96))
    drawn = fading = 0
    data = small.tobytes()
    for at in range(0, len(data), 4):
        red, green, blue, alpha = data[at : at + 4]
        if alpha < 128:
            continue
        drawn += 1
        luminance = 0.2126 * (red / 255) ** 2.2 + 0.7152 * (green / 255) ** 2.2 + 0.0722 * (blue / 255) ** 2.2
        fading += (luminance + 0.05) / (_GROUND + 0.05) < 3
    pixels = len(data) // 4
    return fading / drawn if drawn and pixels and drawn / pixels < 0.8 else 0.0
