"""A preview line of its own, hidden in the email, tells what the subject does not.

Mail programs show it beside the subject.  Where there is none they take the first words of the email, which are often
“Read this in your browser”.  A preview line that repeats the subject, or the first words, wastes the place.

Bad: subject and preview line “December news”; a preview line that stands in the email a second time.
Good: subject “What a second opinion changed”, preview line “A survivor's story, and two webinars to watch”.
Source: practice of mailing services; the hidden block as Litmus and Email on Acid describe it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail, is_hidden
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

# What fills a preview line up, so that nothing of the text shows behind it.
_PADDING = re.compile("[\\s\u00a0\u00ad\u034f\u061c\u115f\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]+")
_NO_LETTERS = re.compile(r"\W+")
_HIDING = re.compile(r"display:none|visibility:hidden|max-height:0|font-size:[01](?:px)?(?:;|$)|mso-hide:all|opacity:0")
_FIRST = 60
"""How many elements may stand before it."""

_LONG = 20
"""Letters: a shorter one stands somewhere else by accident."""


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """A preview line that is missing, empty, or repeats something."""
    if email.is_ours and not (email.preheader or "").strip():
        return  # content/subject-line says so, with the line to fill in
    block = _hidden_block(email)
    place = email.header_places.get("preheader", email.place)
    if block is None:
        yield Fault(
            place, "The email has no preview line of its own; its first words are shown beside the subject.",
            "Put a hidden block with a short sentence at the very start.", field="preheader", severity=Severity.NOTE,
        )  # fmt: skip
        return
    words = _PADDING.sub(" ", "".join(block.itertext())).strip()
    if not words:
        yield Fault(place, "The preview line is empty.", "Write a short sentence that makes people open the email.",
                    field="preheader")  # fmt: skip
        return
    said = _letters(words)
    if said and said == _letters(email.subject or "") and not email.is_ours:  # content/subject-wording looks at ours
        yield Fault(place, "The preview line says the same as the subject.",
                    "Say what else is in the issue.", field="preheader", text=words)  # fmt: skip
    elif len(said) >= _LONG and said in _letters(email.words[: 3 * len(words) + 400]):
        yield Fault(place, "The preview line stands in the email a second time, near its start.",
                    "Word one of the two differently.", field="preheader", text=words)  # fmt: skip


def _letters(words: str) -> str:
    return _NO_LETTERS.sub(" ", words).strip().casefold()


def _hidden_block(email: FinishedEmail) -> Element | None:
    """The first block near the start of the page that no reader sees, if there is one."""
    body = email.page.tree.find("body")
    if body is None:
        return None
    for number, element in enumerate(body.iter()):
        if number > _FIRST:
            break
        style = (element.get("style") or "").replace(" ", "").lower()
        named = re.search(r"\bpre-?(?:header|view)", (element.get("class") or "").lower())
        if element.tag in ("div", "span", "p", "td", "font") and (
            is_hidden(element) or len(_HIDING.findall(style)) >= 2 or (named and _HIDING.search(style))
        ):
            return element
    return None
