"""Characters that no mail program can show."""

from __future__ import annotations

import re

_HIGHER_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 17))

# Written as what is none: eight times as fast as a list of those that are.
UNSHOWABLE = re.compile(f"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_HIGHER_PLANES}]")
"""Control characters but for tab and line feed, line ends that no editor shows, halves of surrogate pairs, and
Unicode's noncharacters."""


def unshowable(character: str) -> tuple[str, str]:
    """What to say about such a character: message and remedy."""
    what = "line break" if character in "\x85\u2028\u2029" else "character"
    return (
        f"There is an invisible {what} here (U+{ord(character):04X}) that no mail program can show.",
        "Delete this spot and type it again; it often comes with text pasted from Word.",
    )
