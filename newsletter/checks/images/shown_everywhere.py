"""Pictures are files of a kind that every mail program shows, not code inside the email.

Gmail leaves out pictures that are written into the email itself, and Outlook for Windows does not know newer kinds.

Bad: ``<img src="data:image/png;base64,…">``; ``garden.webp``; ``logo.svg``.
Good: ``garden.jpg`` beside the email or on a server.
Source: caniemail.com: base64, WebP, SVG and AVIF in Gmail and Outlook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail, section_of
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_KINDS = {
    "webp": "WebP", "svg": "SVG", "svgz": "SVG", "avif": "AVIF", "heic": "HEIC", "heif": "HEIF", "tif": "TIFF",
    "tiff": "TIFF", "bmp": "BMP", "jxl": "JPEG XL", "pdf": "PDF",
}  # fmt: skip
_ENDING = re.compile(r"\.([A-Za-z]{2,5})$")


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Pictures inside the code, in one finding; and those of a kind that some programs do not show, each once."""
    inside = [image for image in email.images if (image.get("src") or "")[:5].lower() == "data:"]
    if inside:
        place = email.place_of_address(inside[0], "src")
        count = f"{len(inside)} pictures are" if len(inside) > 1 else "A picture is"
        yield Fault(
            place,
            f"{count} written into the code of the email, and Gmail leaves such pictures out.",
            "Save it as a file, JPEG or PNG, and name the file.",
            section_of(place),
        )
    seen: set[str] = set()
    for image in email.images:
        src = (image.get("src") or "")[:2_000]
        ending = _ENDING.search(src.partition("#")[0].partition("?")[0])
        kind = _KINDS.get(ending[1].lower()) if ending and src[:5].lower() != "data:" else None
        if kind and src not in seen:
            seen.add(src)
            place = email.place_of_address(image, "src")
            name = src.rpartition("/")[2]
            yield Fault(
                place,
                f"“{name}” is {kind}, a kind that some mail programs do not show.",
                "Save it as JPEG or PNG.",
                section_of(place),
                text=name,
            )
