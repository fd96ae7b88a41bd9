"""The comments that only Outlook reads, and their grammar."""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"(?P<hidden><!--\[if (?P<condition>[^\]<>]{0,200})\]>)(?P<shown>\s{0,9}<!-{2,4}\s{0,9}-{0,2}>|-->)?"
    r"|(?P<shown_end><!--\s{0,9}<!\[endif\]-->)"
    r"|(?P<hidden_end><!\[endif\]-->)"
    r"|(?P<revealed><!\[if (?P<condition2>[^\]<>]{0,200})\]>)"
    r"|(?P<revealed_end><!\[endif\]>)"
    r"|(?P<odd><!--\s{0,9}\[\s{0,9}(?:end)?if\b|<!\s{0,9}\[\s{0,9}(?:end)?if\b|\[endif\]-->)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:[\s()!&|]|\b(?:mso|ie|vml|true|false|gte?|lte?|\d{1,2}(?:\.\d{1,4})?|ppt|windowsedition)\b)+", re.IGNORECASE
)
# What mail programs take for the end of each kind; the second one is sloppy, and harmless.
_ENDED_BY = {
    "hidden": ("hidden_end", "shown_end"),
    "shown": ("shown_end", "hidden_end"),
    "revealed": ("revealed_end",),
}
_ENDS = {"hidden": "<![endif]-->", "shown": "<!--<![endif]-->", "revealed": "<![endif]>"}


def comment_fault(html: str) -> tuple[int, str] | None:
    """The first fault in a page's conditional comments: its offset, and what is wrong with it as a sentence."""
    opened: tuple[str, int] | None = None
    for piece in _PIECE.finditer(html):
        kind = piece.lastgroup or ""
        if piece["odd"]:
            return piece.start(), "A comment for Outlook is misspelled: it has to be <!--[if mso]> … <![endif]-->."
        if piece["hidden"] or piece["revealed"]:
            condition = piece["condition"] or piece["condition2"] or ""
            if opened is not None:
                return opened[1], f"A comment for Outlook has no {_ENDS[opened[0]]} before the next one begins."
            if _CONDITION.fullmatch(condition) is None:
                return piece.start(), f"Outlook does not know the condition “{condition.strip()[:60]}”."
            opened = ("shown" if piece["shown"] else "hidden" if piece["hidden"] else "revealed", piece.start())
            continue
        if opened is None:
            return piece.start(), "The end of a comment for Outlook, [endif], has no beginning."
        if kind not in _ENDED_BY[opened[0]]:
            return piece.start(), f"A comment for Outlook ends in another way than it began: {_ENDS[opened[0]]} is due."
        if opened[0] == "hidden" and html.find("-->", opened[1]) != piece.end() - 3:
            return opened[1], "A comment for Outlook holds another comment, which ends it too early for everyone else."
        opened = None
    if opened is not None:
        return opened[1], f"A comment for Outlook never ends: {_ENDS[opened[0]]} is missing."
    return None
