"""Links that stand close together are large enough for a finger.

Hands that tremble or have lost their feeling, as after some chemotherapies, hit the one beside it.

Bad: four icons of 16 pixels in a row; ``<a href="…">1</a> <a href="…">2</a>``.
Good: icons of 32 pixels; a word for each link, with room around it.
Source: WCAG 2.2, 2.5.8 (24 by 24 CSS pixels, or as much room); links within a sentence are not meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from newsletter.checks.accessibility._blocks import Piece, TextBlock, letters, quoted, text_blocks
from newsletter.checks.computed_values import Style, pixels
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail, Page
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

LEAST = 24
"""CSS pixels."""

_WIDTH_OF_A_LETTER = 0.5
"""Times the size of the text."""


class _Target(NamedTuple):
    """A link, its size in pixels, the space that it keeps at each side, and where it stands."""

    link: Element
    width: float
    height: float
    space: float
    line: int
    block: TextBlock


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """All small links in one finding, at the first."""
    targets = [target for block in text_blocks(email.page) for target in _targets(email.page, block)]
    small = dict.fromkeys(one.link for pair in pairwise(targets) if _too_close(email.page, *pair) for one in pair)
    if small:
        first = next(iter(small))
        width, height = next((target.width, target.height) for target in targets if target.link is first)
        yield Fault(
            email.place_of_look(first),
            f"{len(small)} links stand close together and are small: the first, to “{quoted(first.get('href') or '')}”,"
            f" has about {width:.0f} by {height:.0f} pixels.",
            f"Make each at least {LEAST} pixels wide and high, or leave room between them.",
            text=first.get("href") or "",
        )


def _targets(page: Page, block: TextBlock) -> Iterator[_Target]:
    """The links of a block in which nothing else is to be read; of any other block those that are pictures alone."""
    among_words = any(piece.link is None and letters(piece.words) for piece in block.pieces)
    pieces: dict[Element, list[Piece]] = {}
    for piece in block.pieces:
        if piece.link is not None and piece.link.get("href") is not None:
            pieces.setdefault(piece.link, []).append(piece)
    for link, some in pieces.items():
        if among_words and any(piece.words.strip() for piece in some):
            continue
        style = page.computed.of(link)
        width = height = 0.0
        for piece in some:
            within = page.computed.of(piece.element)
            if piece.element.tag == "img":
                picture = [_attribute(piece.element, within, side) for side in ("width", "height")]
                width, height = width + picture[0], max(height, picture[1])
            elif piece.words.strip():
                width += len(piece.words.strip()) * within.size * _WIDTH_OF_A_LETTER
                height = max(height, within.size * max(1.15, within.line_height or 1.15))
        padding, margin = _sides(style, "padding"), _sides(style, "margin")
        outside = [_sides(page.computed.of(piece.element), "margin") for piece in some if piece.element is not link]
        space = max([margin[1] + margin[3], *(each[1] + each[3] for each in outside)]) / 2
        yield _Target(
            link, width + padding[1] + padding[3], height + padding[0] + padding[2], space, some[0].line, block
        )


def _attribute(image: Element, style: Style, side: str) -> float:
    """A side of a picture; where nobody says it, it is large enough."""
    said = (image.get(side) or "").strip().removesuffix("px")
    if said.isascii() and said.isdigit() and len(said) < 6:
        return float(said)
    return pixels(style.declared.get(side, "auto"), style.size) or LEAST


def _sides(style: Style, name: str) -> tuple[float, float, float, float]:
    """The padding or the margin of an element in pixels: top, right, bottom, left."""
    said = [pixels(part, style.size) or 0.0 for part in style.declared.get(name, "0").split()[:4]] or [0.0]
    # One value stands for all sides, two for the upright and the level ones, three for top, both sides and bottom.
    top, right, bottom, left = {1: said * 4, 2: said * 2, 3: [*said, *said[1:2]], 4: said}[len(said)]
    named = {"top": top, "right": right, "bottom": bottom, "left": left}
    for side in named:
        length = pixels(style.declared.get(f"{name}-{side}", "auto"), style.size)
        named[side] = named[side] if length is None else length
    return named["top"], named["right"], named["bottom"], named["left"]


def _too_close(page: Page, one: _Target, other: _Target) -> bool:
    """Whether a circle of 24 pixels around the middle of one link touches the other, or that around the other."""
    if min(one.height, other.height) >= LEAST and min(one.width, other.width) >= LEAST:
        return False
    if one.block is other.block and one.line != other.line:
        lines = (other.line - one.line) * max(one.height, one.block.style.size * (one.block.style.line_height or 1.15))
        return min(one.height, other.height) < LEAST and lines < LEAST
    space = one.space + other.space
    if one.block is not other.block:
        cells = one.block.element, other.block.element
        if cells[0].getnext() is not cells[1] or cells[0].tag != "td":
            return False
        space += _sides(page.computed.of(cells[0]), "padding")[1] + _sides(page.computed.of(cells[1]), "padding")[3]
        space += _cell_padding(cells[0])
    apart = (one.width + other.width) / 2 + space
    return apart < LEAST or min(one.width, other.width) / 2 + space < LEAST / 2


def _cell_padding(cell: Element) -> float:
    """What the attributes of its table put between a cell and the next one."""
    table = next(cell.iterancestors("table"), None)
    said = [] if table is None else [table.get("cellpadding") or "1"] * 2 + [table.get("cellspacing") or "2"]
    return float(sum(int(each) for each in said if each.isascii() and each.isdigit() and len(each) < 4))
