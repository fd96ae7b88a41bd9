"""The pictures of an email on their way to a mailing service: flat, safe names, and the addresses in the HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

from newsletter.model.document import ImageFile

FOLDER = "images"

TYPES = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".gif": "gif"}
"""The kinds of pictures that an email may have, by the end of the name."""

_ADDRESS = re.compile(r'(?<= src=")[^"]+(?=")|(?<= background=")[^"]+(?=")|(?<=url\()[^)"\' ]+(?=\))')
_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class PackedPicture:
    """A picture with the name that it has in a package: small letters, digits and hyphens, and no folder."""

    image: ImageFile
    name: str

    @property
    def address(self) -> str:
        """Where it lies beside ``email.html``."""
        return f"{FOLDER}/{self.name}"


def packed_pictures(images: Sequence[ImageFile]) -> tuple[PackedPicture, ...]:
    """Each picture with a name of its own, in their order; equal names get a number."""
    packed: dict[str, PackedPicture] = {}
    for image in images:
        path = PurePosixPath(image.name)
        plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
        stem, suffix = _UNSAFE.sub("-", plain).strip("-")[:60] or "picture", _suffix(image)
        name, number = f"{stem}{suffix}", 2
        while name in packed:
            name, number = f"{stem}-{number}{suffix}", number + 1
        packed[name] = PackedPicture(image, name)
    return tuple(packed.values())


def _suffix(image: ImageFile) -> str:
    """What ends the name of such a picture; by its first bytes where its own name does not say so."""
    suffix = PurePosixPath(image.name).suffix.lower()
    if suffix in TYPES:
        return suffix
    with image.path.open("rb") as file:
        start = file.read(4)
    return {b"\x89PNG": ".png", b"GIF8": ".gif"}.get(start, ".jpg")


def with_addresses(html: str, addresses: Mapping[str, str]) -> str:
    """The HTML with the address of each picture exchanged; ``addresses`` has the new one for the old one."""

    def exchanged(match: re.Match[str]) -> str:
        old = unescape(match[0])
        new = addresses.get(old) or addresses.get(unquote(old))
        return escape(new) if new is not None else match[0]

    return _ADDRESS.sub(exchanged, html)
