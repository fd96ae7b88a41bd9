"""Pictures of an issue: found, measured and refused in words."""

from __future__ import annotations

import re
import unicodedata
import warnings
from functools import lru_cache
from pathlib import Path, PurePosixPath

from newsletter.content.project import is_safe_name
from newsletter.model.document import ImageFile
from newsletter.model.errors import ContentError
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place

MAX_BYTES = 10_000_000
MAX_PIXELS = 50_000_000
FORMATS = frozenset({"JPEG", "MPO", "PNG", "GIF"})
"""What every mail program shows; WebP and AVIF are missing from several.  MPO is a phone's JPEG with more behind it."""


_UNSAFE = re.compile(r"[^a-z0-9]+")


def plain_stem(name: str) -> str:
    """A picture's name without folder and ending, in small letters, digits and hyphens; ``picture`` if none is left."""
    plain = unicodedata.normalize("NFKD", PurePosixPath(name).stem).encode("ascii", "ignore").decode().lower()
    stem = _UNSAFE.sub("-", plain).strip("-")[:60].rstrip("-")
    return stem if is_safe_name(stem) else f"picture-{stem}".rstrip("-")


def read_picture(folder: Path, name: str, place: Place) -> ImageFile:
    """Find and measure the picture ``name`` (a path below ``folder``, forward slashes).

    Raises ContentError, with ``place``, where the path leaves the folder, there is no such file, or it is not
    a picture that mail programs show.
    """
    parts = PurePosixPath(name).parts
    if "://" in name:
        raise _refused(
            place, "remote-picture", f"“{name}” is on another server.", "Save it into images/ and name it from there."
        )
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in parts[0]:
        raise _refused(
            place, "leaves-folder", f"“{name}” is outside the issue's folder.",
            "Copy the picture into the issue's images/ folder and write images/ and its name.",
        )  # fmt: skip
    path = folder / name
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(folder.resolve()):
            raise _refused(
                place, "leaves-folder", f"“{name}” leads out of the issue's folder.", "Copy the file itself here."
            )
        status = real.stat()
    except (OSError, RuntimeError, ValueError):
        near = _others(path)
        raise _refused(
            place, "picture-missing", f"There is no picture “{name}”.",
            f"In that folder: {near}." if near else "Put it into the issue's images/ folder.",
        ) from None  # fmt: skip
    if not real.is_file():
        raise _refused(place, "not-a-picture", f"“{name}” is not a file.", "Name a picture, such as images/garden.jpg.")
    if status.st_size > MAX_BYTES:
        raise _refused(
            place, "picture-too-large", f"“{name}” has {status.st_size / 1e6:.0f} MB.",
            f"Save a smaller one: at most {MAX_BYTES / 1e6:.0f} MB, 1,200 pixels wide is plenty.",
        )  # fmt: skip
    width, height = _measure(real, status.st_mtime_ns, status.st_size, name, place)
    return ImageFile(real, PurePosixPath(name).as_posix(), width, height, status.st_size)


@lru_cache(maxsize=256)
def _measure(path: Path, _mtime: int, _size: int, name: str, place: Place) -> tuple[int, int]:
    # Imported here: Pillow costs 50 ms, and many issues have no picture.
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                form, (width, height) = image.format, image.size
                image.verify()
            if form in ("JPEG", "GIF") and width * height <= MAX_PIXELS:
                # Their ends are looked for in vain by verify(); in a small size this takes 1 ms a megapixel.
                with Image.open(path) as image:
                    image.draft("L", (32, 32))
                    image.load()
    except UnidentifiedImageError:
        raise _refused(place, "not-a-picture", f"“{name}” is not a picture.", "Save it again as JPEG or PNG.") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _refused(
            place, "picture-too-large", f"“{name}” has far too many pixels.", "Save a smaller one, 1,200 pixels wide."
        ) from None
    except Exception:  # a decoder raises whatever a broken file leads it to (a PNG that is cut off: IndexError)
        raise _refused(place, "not-a-picture", f"“{name}” is damaged.", "Save it again as JPEG or PNG.") from None
    if form not in FORMATS:
        raise _refused(
            place, "picture-format", f"“{name}” is a {form} picture, which some mail programs do not show.",
            "Save it as JPEG or PNG.",
        )  # fmt: skip
    if width * height > MAX_PIXELS:
        raise _refused(
            place, "picture-too-large", f"“{name}” has {width} by {height} pixels.",
            "Save a smaller one, 1,200 pixels wide.",
        )  # fmt: skip
    return width, height


def _others(path: Path) -> str:
    try:
        return ", ".join(sorted(p.name for p in path.parent.iterdir() if p.is_file())[:6])
    except OSError:
        return ""


def _refused(place: Place, rule: str, message: str, remedy: str) -> ContentError:
    return ContentError([Finding(f"reading/{rule}", Severity.ERROR, place, message, remedy)])
