"""Characters that no mail program can show."""

from __future__ import annotations

import re

_NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))

UNSHOWABLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ud800-\udfff{_NONCHARACTERS}]")
"""Control characters but for tab and line feed, line ends that no editor shows, halves of surrogate pairs, and
Unicode's noncharacters."""


def unshowable(character: str) -> tuple[str, str]:
    """What to say about such a character: message and remedy."""
    what = "line break" if character in "\x85\u2028\u2029" else "character"
    return (
        f"There is an invisible {what} here (U+{ord(character):04X}) that no mail program can show.",
        "Delete this spot and type it again; it often comes with text pasted from Word.",
    )
