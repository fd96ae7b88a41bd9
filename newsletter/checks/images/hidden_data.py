"""Pictures tell nothing that cannot be seen: not where they were taken, when, or by whom.

A phone writes the place into every photo, to a few feet.  Whoever gets the email can read it: a home, for one.
Some programs keep a small copy from before the picture was cropped.

Bad: a photo straight from a phone.
Good: the same after the hidden data were taken out; color profile and orientation may stay.
Source: Exif 3.0; Citizen Lab and others on identifying people by the data in their photos.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.images._shown import shown_files
from newsletter.checks.images._study import study
from newsletter.model.finding import PictureFix, Severity

SEVERITY = Severity.WARNING


def check(draft: Draft) -> Iterator[Fault]:
    """Pictures that say where they were taken, and those that tell other things about people; one finding each."""
    for picture in shown_files(draft):
        facts = study(picture.file)
        if not facts.hidden and not facts.has_position:
            continue
        also = facts.hidden[:4]
        if facts.has_position:
            message = f"“{picture.name}” says where it was taken, to a few feet."
            message += f" It also holds {_joined(also)}." if also else ""
        else:
            message = f"“{picture.name}” holds hidden data: {_joined(also)}."
        yield Fault(
            picture.place,
            message,
            "Have the hidden data taken out, or save the picture anew with a program that leaves them out.",
            picture.section,
            text=picture.name,
            fix=PictureFix(picture.in_publication(draft)),
            severity=Severity.ERROR if facts.has_position else None,
        )


def _joined(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
