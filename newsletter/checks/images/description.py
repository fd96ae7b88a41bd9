"""Every picture is described for readers who cannot see it, in a sentence that says what it shows.

A screen reader says “image” by itself, and reads whatever stands there, even the name of the file.  Mail programs show
the description until the picture is loaded.

Bad: nothing; ``IMG_2041.jpg``; ``Image of a garden``; the caption once more; a paragraph.
Good: ``A bench under a tree in the evening, with a cup of tea``.
Source: WCAG 2.2, 1.1.1; W3C images tutorial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail, is_hidden, section_of
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

LONGEST = 150
"""Letters.  Screen readers cannot stop in the middle of a description."""

_FILE_NAME = re.compile(
    r"[^\s]{1,120}\.(?:jpe?g|png|gif|webp|heic|svg|bmp|tiff?)|(?:IMG|DSC|DSCN|PXL|DCIM|PICT|P)[_-]?\d{3,20}(?:[_-]\w+)?"
    r"|(?:image|img|photo|picture|screenshot|untitled|logo|banner|header|pic)[ _-]?\d{0,6}",
    re.IGNORECASE,
)
_SAYS_IMAGE = re.compile(r"(?:an? |the )?(?:image|picture|photo|photograph|graphic|pic|icon) (?:of|showing)\b", re.I)


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Pictures without a description, and descriptions that do not describe; one finding a picture."""
    for image in email.images:
        if _is_decoration(image):
            continue
        alt = image.get("alt")
        place = email.place_of_address(image, "src")
        name = (image.get("src") or "").rpartition("/")[2][:80]
        problem = _problem(alt, name, _in_link(image), _caption(image))
        if problem:
            message, remedy, severity = problem
            yield Fault(place, message, remedy, section_of(place), text=alt or name, severity=severity)


def _problem(alt: str | None, name: str, in_link: bool, caption: str) -> tuple[str, str, Severity | None] | None:
    write = "Say in one sentence what it shows."
    words = " ".join((alt or "").split())
    if not words:
        # A link without words has a rule of its own.
        missing = alt is None or not in_link
        return (f"The picture “{name}” has no description.", write, None) if missing else None
    if _FILE_NAME.fullmatch(words):
        return f"“{words}” is a name, not a description of the picture.", write, None
    if _SAYS_IMAGE.match(words):
        return (
            f"The description “{words}” begins by saying that this is a picture; readers are told so anyway.",
            "Begin with what it shows.",
            Severity.NOTE,
        )
    if len(words) > LONGEST:
        return (
            f"The description “{words}” has {len(words)} letters, and a screen reader reads it in one go.",
            f"Shorten it to {LONGEST}, and tell the rest in the text.",
            Severity.NOTE,
        )
    if caption and _plain(words) == _plain(caption):
        return (
            f"Description and caption both say “{words}”, so some readers hear it twice.",
            "Describe what the picture shows, and keep the caption.",
            Severity.NOTE,
        )
    return None


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()


def _in_link(image: Element) -> bool:
    return next(image.iterancestors("a"), None) is not None


def _is_decoration(image: Element) -> bool:
    """Pictures that nobody is meant to see, or that say they are an ornament: pixels, spacers, the other logo."""
    if image.get("role") in ("presentation", "none") or image.get("aria-hidden") == "true" or is_hidden(image):
        return True
    return any((image.get(side) or "").strip().removesuffix("px") in ("0", "1") for side in ("width", "height"))


def _caption(image: Element) -> str:
    """The small print below a picture of ours, or the figcaption of any."""
    following = image.getnext()
    if following is None or following.tag not in ("p", "figcaption", "small"):
        return ""
    return " ".join("".join(following.itertext()).split())
