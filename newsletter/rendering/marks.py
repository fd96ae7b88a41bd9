"""The marks that say where a block came from, and the face of the email without them.

In HTML of our own a mark is ``data-at="file:line"``.  On an MJML component, which drops attributes it does
not know, it travels as a class ``at=file:line`` and is turned into the attribute afterwards.  What authors
type never reaches the HTML with either attribute's quotation mark as it is (:func:`escape_text`), so what is
taken off is always ours.
"""

from __future__ import annotations

import re
from html import escape

_CLASS_MARK = re.compile(
    r'(?P<before>class="(?:[^" ]+ )*?)at=(?P<at>[^" ]+?)(?P<outlook>-outlook)?(?P<after>(?: [^"]*)?")'
)
_MARK = ' data-at="'


def escape_text(text: str) -> str:
    """Text for HTML, where it stands between tags."""
    like_a_mark = "data-at=" in text or 'class="' in text
    if like_a_mark or "&" in text or "<" in text or ">" in text:
        return escape(text, quote=like_a_mark)
    return text


def with_marks(html: str) -> str:
    """Compiled HTML with the class marks turned into ``data-at``; Outlook's copies of them dropped."""
    return _CLASS_MARK.sub(_attribute, html)


def _attribute(match: re.Match[str]) -> str:
    kept = (match["before"] + match["after"][:-1].strip()).rstrip() + '"'
    kept = "" if kept == 'class=""' else kept
    if match["outlook"]:
        return kept or 'class=""'
    at = f'data-at="{match["at"]}"'
    return f"{kept} {at}" if kept else at


def without_marks(html: str) -> str:
    """The face that leaves: the same bytes without ``data-at``."""
    first, *rest = html.split(_MARK)
    return first + "".join([part[part.index('"') + 1 :] for part in rest])
