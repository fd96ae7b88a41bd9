"""Nothing is told by its color alone: neither what is a link nor what a color means.

One man in twelve and one woman in two hundred cannot tell red from green, and a screen reader tells no colors.

Bad: a blue link without a line below it; “the dates in red are canceled”.
Good: an underlined link; “the dates marked ‘canceled’”.
Source: WCAG 2.2, 1.4.1; failure F73 and technique G183 (3:1 to the words around), failure F81.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import Piece, TextBlock, letters, place_of_words, quoted, text_blocks
from newsletter.checks.colors import contrast
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail, Page, section_of
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_TOLD_APART = 3.0
"""The contrast to the words around with which a link may do without a line, if it gets one when it is pointed at.  That
is not to be had everywhere in email, so it is still worth a note."""

_COLORS = r"(?:(?:light|dark|bright|pale)[ -])?(?:red|green|blue|orange|yellow|purple|pink|gray|grey|brown)"
_THINGS = (
    r"(?:buttons?|links?|text|words?|letters|dates?|items?|rows?|cells?|columns?|fields?|box(?:es)?|entries|sections?"
    r"|names?|numbers?|arrows?|bars?|circles?|dots?|banner|answers?|figures|those|ones|sentences?|paragraphs?|events?|days?)"
)
_MEANING = re.compile(
    rf"\b(?:{_THINGS}|is|are|marked|shown|printed|highlighted|written|set|listed|colored|everything|anything)"
    rf" (?:(?:marked|shown|printed|highlighted|written|set|listed|that (?:is|are)) )?in {_COLORS}\b(?! ink\b)"
    rf"|\b(?:click|press|tap|use|choose|see|hit|pick) (?:on )?the {_COLORS} {_THINGS}\b"
    rf"|\b(?:highlighted|marked|colored) {_COLORS}\b"
    rf"|\b{_COLORS} (?:{_THINGS} )?(?:means?|stands? for|indicates?|=)"
    rf"|\b{_COLORS} {_THINGS} (?:is|are|shows?|has|have|were)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"\b(?:bold|italics?|underlined?|starred|asterisk|star|labell?ed|headed|check ?mark)\b", re.IGNORECASE
)


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Links that only their color shows, in one finding; and each text that names a color and nothing else."""
    found = [each for block in text_blocks(email.page) for each in _links_by_color(email.page, block)]
    if found:
        found.sort(key=lambda each: each[1] >= _TOLD_APART)
        piece, ratio = found[0]
        words = " ".join(piece.words.split())
        others = f", and so {'is' if len(found) == 2 else 'are'} {len(found) - 1} more" if len(found) > 1 else ""
        yield Fault(
            email.place_of_look(piece.element),
            f"The link “{quoted(words)}” is told from the words around it by its color alone{others}.",
            "Underline links that stand in text.",
            text=words,
            severity=None if ratio < _TOLD_APART else Severity.NOTE,
        )
    for block in text_blocks(email.page):
        match = _MEANING.search(block.words)
        if match and not _ALSO.search(block.words):
            place = place_of_words(email, block.element, match.group())
            yield Fault(
                place,
                f"“{match.group()}” tells something by a color alone.",
                "Say it in words as well, such as “canceled” beside the date.",
                section_of(place),
                text=match.group(),
            )


def _links_by_color(page: Page, block: TextBlock) -> Iterator[tuple[Piece, float]]:
    """The links among other words of which nothing but the color differs, with their contrast to these words."""
    around = [piece for piece in block.pieces if piece.link is None and letters(piece.words) > 1]
    if sum(letters(piece.words) for piece in around) < 4:
        return
    beside = page.computed.of(around[0].element)
    seen: set[Element] = set()
    for piece in block.pieces:
        if piece.link is None or piece.link in seen or not letters(piece.words) or piece.link.get("href") is None:
            continue
        seen.add(piece.link)
        style = page.computed.of(piece.element)
        links = page.computed.of(piece.link).declared
        marked = (
            style.underlined
            or style.bold != beside.bold
            or style.ground != beside.ground
            or abs(style.size - beside.size) > 1
            or any(
                links.get(name, "none").split()[0] not in ("none", "0", "0px") for name in ("border", "border-bottom")
            )
        )
        if not marked:
            yield piece, contrast(style.ink, beside.ink)
