"""A picture is of the kind that its name says, and of a kind that every mail program shows.

A mail server may refuse a picture whose name and content differ; colors meant for print come out wrong on a screen.

Bad: a PNG saved as ``garden.jpg``; a JPEG in print colors (CMYK); a PNG with 16 bits a channel.
Good: ``garden.jpg``, saved by a photo program as JPEG, in RGB.
Source: W3C, PNG and JPEG media types; practice of mail programs.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.images._shown import shown_files
from newsletter.checks.images._study import study
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_ENDINGS = {"JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"), "PNG": (".png",), "GIF": (".gif",)}


def check(draft: Draft) -> Iterator[Fault]:
    """Pictures with the wrong ending, print colors or too many bits."""
    for picture in shown_files(draft):
        facts = study(picture.file)
        endings = _ENDINGS.get(facts.form)
        if endings and not picture.name.lower().endswith(endings):
            yield Fault(
                picture.place,
                f"“{picture.name}” is a {facts.form} picture by what is in it.",
                f"Save it again as JPEG, or rename it so that it ends in {endings[0]}.",
                picture.section,
                text=picture.name,
            )
        if facts.mode == "CMYK":
            yield Fault(
                picture.place,
                f"“{picture.name}” is in the colors of a printer, which mail programs show wrongly.",
                "Save it again in RGB.",
                picture.section,
                text=picture.name,
            )
        if facts.depth > 8:
            yield Fault(
                picture.place,
                f"“{picture.name}” has {facts.depth} bits a color, which doubles its size and shows nowhere.",
                "Save it again with 8 bits a color.",
                picture.section,
                text=picture.name,
                severity=Severity.NOTE,
            )
