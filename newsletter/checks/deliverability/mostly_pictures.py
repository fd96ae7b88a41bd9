"""An email says what it has to say in words, not in pictures alone.

Many readers see no pictures until they ask for them, some never do, and screen readers have only the descriptions.
Spam filters distrust an email that is one large picture.

Bad: a flyer as a picture, with a link below it.
Good: the flyer's date, place and telephone number as text, and the picture beside it.
Source: SpamAssassin, rules HTML_IMAGE_ONLY; WCAG 2.2, 1.4.5.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

FEWEST = 20
"""Words beside the descriptions of the pictures."""


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Pictures, and hardly a word."""
    shown = [image for image in email.images if not _is_tiny(image)]
    if not shown:
        return
    described = sum(len((image.get("alt") or "").split()) for image in email.images)
    words = len(email.words.split()) - described
    if words < FEWEST:
        pictures = "a picture" if len(shown) == 1 else f"{len(shown)} pictures"
        amount = "no words" if words <= 0 else "one word" if words == 1 else f"{words} words"
        yield Fault(
            email.place_of(shown[0]),
            f"The email is {pictures} and {amount}. Where pictures are blocked, readers see nothing.",
            "Write the message as text as well: what, when, where, and how to get in touch.",
        )


def _is_tiny(image: Element) -> bool:
    """Whether it only counts who opens the email, or holds a place."""
    return any((image.get(side) or "").strip().removesuffix("px") in ("0", "1", "2") for side in ("width", "height"))
