"""Pictures are small enough to load on a phone in a waiting room.

Bad: a photo of 3 MB straight from the camera.
Good: the same, 1,200 pixels wide, saved as JPEG: about 150 KB.
Source: practice of mailing services: 200 KB a picture, and not much above 1 MB an email.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.images._shown import shown_files
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

WARN_AT = 200_000
TOO_MUCH = 1_000_000
ALL_TOGETHER = 1_500_000
"""Bytes."""


def check(draft: Draft) -> Iterator[Fault]:
    """Heavy pictures, and many that are heavy together."""
    pictures = list(shown_files(draft))
    for picture in pictures:
        size = picture.file.size
        if size > WARN_AT:
            remedy = "Save it 1,200 pixels wide as JPEG."
            if picture.name.lower().endswith(".gif"):
                remedy = "Leave out frames, or show one of them as JPEG."
            yield Fault(
                picture.place,
                f"“{picture.name}” has {_shown(size)}; above {_shown(WARN_AT)} a picture loads slowly on a phone.",
                remedy,
                picture.section,
                text=picture.name,
                severity=Severity.ERROR if size > TOO_MUCH else None,
            )
    total = sum({image.name: image.size for image in draft.email.images}.values())
    if total > ALL_TOGETHER and pictures and not any(picture.file.size > TOO_MUCH for picture in pictures):
        largest = max(pictures, key=lambda picture: picture.file.size)
        yield Fault(
            draft.document.place,
            f"All pictures together have {_shown(total)}.",
            f"Make the largest smaller, or leave some out; the largest is “{largest.name}”.",
        )


def _shown(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 999_500 else f"{size / 1e3:.0f} KB"
