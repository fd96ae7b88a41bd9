"""One escape for everything that reaches MRML.

MRML 6.0.1 writes attribute values with Rust's debug formatting: a newline becomes ``\\n``, a backslash is
doubled, and NBSP, joiners, variation selectors and combining marks turn into ``\\u{a0}`` text in the email.
Numeric references pass through unharmed, in attributes and in text alike, so templates need not know which
of the two an expression stands in.
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup

_ASCII_UNSAFE = "&<>\"'\\"

_UNSAFE = re.compile(r"[^ !#$%()*+,\-./0-9:;=?@A-Z\[\]^_`a-z{|}~]")


def _is_plain(character: str) -> bool:
    # Beyond Latin, Greek and Cyrillic the two languages' Unicode tables may differ by version: refer by number.
    code = ord(character)
    return (0xA1 <= code < 0x530 or 0x2010 <= code < 0x2028 or 0x2030 <= code < 0x205F or code == 0x20AC) and (
        unicodedata.category(character)[0] in "LNPS"
    )


def _reference(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\n\r\t":
        return " "
    if character not in _ASCII_UNSAFE and _is_plain(character):
        return character
    named = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    return named.get(character) or f"&#{ord(character)};"


def safe_attribute(value: object) -> Markup:
    """``value`` as text that is safe in MJML and HTML, inside and outside attributes.

    Line ends and tabs become spaces.  Markup is handed on as it is.
    """
    if type(value) is Markup:
        return value
    if hasattr(value, "__html__"):
        return Markup(value.__html__())
    return Markup(_UNSAFE.sub(_reference, str(value)))
