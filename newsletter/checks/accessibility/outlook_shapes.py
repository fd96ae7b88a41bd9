"""Shapes that are drawn for Outlook have an alternative text, and hold no headings and no links.

Backgrounds and round buttons for Outlook for Windows are drawn in VML.  A screen reader takes such a shape for a
picture: without ``alt`` it reads the name of the file, and headings and links inside are lost to it.

Bad: ``<v:rect><v:fill src="garden.jpg"/><v:textbox><h2>News</h2></v:textbox></v:rect>``.
Good: ``<v:rect alt="" …><v:fill src="garden.jpg"/></v:rect>``, with the heading beside it.
Source: Email Markup Consortium and Parcel, accessibility checks for VML; WCAG 2.2, 1.1.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import HEADINGS
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.WARNING

_SHAPES = ("v:rect", "v:roundrect", "v:oval", "v:shape", "v:image", "v:polyline")
_PICTURES = ("v:fill", "v:imagedata")


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """All shapes without an alternative in one finding, and one for what is lost inside of shapes."""
    if "<v:" not in email.html.lower():
        return
    shapes = list(email.outlook_page.named(*_SHAPES))
    bare = [shape for shape in shapes if shape.get("alt") is None]
    pictures = [shape for shape in bare if _shows_a_picture(shape)]
    if bare:
        count = f"{len(bare)} shapes for Outlook have" if len(bare) > 1 else "A shape for Outlook has"
        yield Fault(
            _place(email, (pictures or bare)[0]),
            f"{count} no alternative text.",
            'Write alt="" into the tag, or what the picture shows where the email does not say it in words.',
            severity=None if pictures else Severity.NOTE,
        )
    lost = next((inner for shape in shapes for inner in shape.iter("a", *HEADINGS)), None)
    if lost is not None:
        what = "link" if lost.tag == "a" else "heading"
        yield Fault(
            _place(email, lost),
            f"A {what} stands inside of a shape for Outlook, where screen readers do not find it.",
            "Put it beside the shape; the address of a button stands in the href of the shape.",
        )


def _shows_a_picture(shape: Element) -> bool:
    return shape.tag == "v:image" or any(inner.get("src") for inner in shape.iter(*_PICTURES))


def _place(email: FinishedEmail, element: Element) -> Place:
    """The line of the HTML; comments for Outlook are opened on the lines where they stand."""
    return email.place_of_look(element) if email.is_ours else Place(email.place.file, element.sourceline or 0)
