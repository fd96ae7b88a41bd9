"""Two edits of one text joined, sentence by sentence.

Nobody compared the words of a join.  So the smallest piece is a sentence, a list's item or a table's row: two edits
of one sentence are never joined to a third one that neither person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

# Between paragraphs, before what starts a line of its own in Markdown, and behind the end of a sentence.  A period
# behind fewer than three letters or digits may belong to "Dr." or to a name: then more stays together.
_BETWEEN = re.compile(
    r"""(\n[ \t]*\n\s*
    |\n(?=[ \t]*(?:[-*+>|\#]|\d+[.)]\s))
    |(?:(?<=[^\W_]{3}[.!?…])|(?<=[^\W_]{3}[.!?…]["”’)*_]))\s+)""",
    re.VERBOSE,
)


def merged(base: str, mine: str, theirs: str) -> str | None:
    """The text with both edits, or None where they meet in one place.  Line ends are ``\\n``.

    ``base`` is what both started from.  An edit made by both counts once.  Every sentence of the result stands in
    ``mine`` or in ``theirs``; what one side added is there, and what it took out is not.
    """
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    pieces = _pieces(base)
    edits = sorted({*_edits(pieces, mine), *_edits(pieces, theirs)})
    result: list[str] = []
    at = 0
    for before, edit in zip([None, *edits], edits, strict=False):
        if before and (edit.start < before.end or edit.start == before.start):
            return None
        result += [*pieces[at : edit.start], *edit.new]
        at = edit.end
    result += pieces[at:]
    joined = "".join(result)
    # Where one side took out the space behind which the other one added words, they would run together.
    return joined if _pieces(joined) == result else None


class _Edit(NamedTuple):
    """Pieces of the base from ``start`` to ``end`` that became ``new`` ones."""

    start: int
    end: int
    new: tuple[str, ...]


def _pieces(text: str) -> list[str]:
    """Sentences, and the white space between them."""
    return [piece for piece in _BETWEEN.split(text) if piece]


def _edits(base: Sequence[str], text: str) -> Iterator[_Edit]:
    pieces = _pieces(text)
    # In long texts the matcher does not start from pieces that are all over it, such as spaces: 0.1 s instead of 20 s.
    for kind, start, end, first, last in SequenceMatcher(None, base, pieces, autojunk=True).get_opcodes():
        if kind != "equal":
            yield _Edit(start, end, tuple(pieces[first:last]))
