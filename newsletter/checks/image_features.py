"""Which picture formats an address stands for, as caniemail.com names them."""

from __future__ import annotations

import re
from functools import lru_cache

_ENDINGS = {
    "apng": "image-apng", "avif": "image-avif", "bmp": "image-bmp", "gif": "image-gif", "hdr": "image-hdr",
    "jxr": "image-hdr", "heic": "image-heif", "heif": "image-heif", "ico": "image-ico", "jpeg": "image-jpg",
    "jpg": "image-jpg", "jfif": "image-jpg", "mp4": "image-mp4", "png": "image-png", "svg": "image-svg",
    "tif": "image-tiff", "tiff": "image-tiff", "webp": "image-webp",
}  # fmt: skip
_MEDIA_TYPES = {
    "svg+xml": "image-svg", "vnd.microsoft.icon": "image-ico", "x-icon": "image-ico", "pjpeg": "image-jpg",
    "vnd.radiance": "image-hdr", "x-ms-bmp": "image-bmp",
}  # fmt: skip
_DATA = re.compile(r"data:(?:image|video)/([\w.+-]{1,40})([^,]{0,100})", re.IGNORECASE)


def formats_of(url: str) -> frozenset[str]:
    """The slugs of the format of a picture: by its ending, or by what a ``data:`` address says of itself."""
    return _formats_of(url[:2_000].strip())


@lru_cache(maxsize=1024)
def _formats_of(url: str) -> frozenset[str]:
    if data := _DATA.match(url):
        kind = data[1].lower()
        found = {_MEDIA_TYPES.get(kind) or _ENDINGS.get(kind, "")}
        if ";base64" in data[2].lower().replace(" ", ""):
            found.add("image-base64")
        return frozenset(found - {""})
    path = url.partition("#")[0].partition("?")[0]
    name, dot, ending = path.rpartition("/")[2].lower().rpartition(".")
    if ending == "png" and "apng" in name:
        return frozenset(("image-apng",))
    return frozenset((_ENDINGS[ending],)) if dot and ending in _ENDINGS else frozenset()


def urls_of_srcset(value: str) -> list[str]:
    """The addresses in a ``srcset``; the commas of a ``data:`` address part nothing."""
    return re.findall(r"\s*+(data:[^\s]++|[^\s,]++)[^,]*+,?", value[:20_000])
