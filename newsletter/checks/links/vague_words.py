"""The words of a link say where it leads, even when they are read alone.

People who use a screen reader go from link to link and hear the words only; people who skim see them only.

Bad: ``[click here](…)`` for the recording.
Good: ``[watch the recording](…)``, ``[the leaflet of the FDA](…)``.
Source: WCAG 2.2, 2.4.4 and 2.4.9; failure F63 and F84.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail, Link, section_of
from newsletter.checks.word_lists import listed_lines
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_AROUND = " \t.…,:;!?»«<>()[]→›-–—>“”\"'*"


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Links whose words could be any link's: one finding a file."""
    found: dict[str, list[Link]] = {}
    for link in email.links:
        if is_vague(link.element.get("aria-label") or link.words):
            found.setdefault(link.place.file, []).append(link)
    for links in found.values():
        first = links[0]
        others = [f"line {link.place.line}" for link in links[1:8] if link.place.line]
        more = f" The same on {', '.join(others)}." if others else ""
        yield Fault(
            first.place,
            f"“{first.words}” does not say where the link leads.{more}",
            "Name what is there, such as “watch the recording”.",
            section_of(first.place),
            text=first.words,
        )


def is_vague(words: str) -> bool:
    """Whether the words say nothing about where a link leads."""
    plain = re.sub(r"\s+", " ", words[:80]).strip(_AROUND).casefold().replace("’", "'")
    return plain.removeprefix("please ") in listed_lines("vague_link_words.txt") if plain else False
