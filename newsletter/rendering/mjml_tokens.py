"""How MJML and the HTML in it fall into tags, comments and attributes, as MRML 6.0.1 reads them.

Shared by ``mjml_validator`` and ``mjml_html``.  The expressions for tokens match at a ``<`` or fail within a few
characters of it, and none backtracks, so that noise costs no more than a good page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from newsletter.rendering.mjml_schema import SOURCE_ATTRIBUTE


@dataclass(frozen=True)
class MjmlProblem:
    """One mistake in a page of MJML."""

    offset: int
    """Of the tag, in characters from the start of the MJML."""
    line: int
    """In the MJML, from 1."""
    source: str | None
    """What ``data-src`` says on the tag, else on the nearest enclosing tag that has one."""
    message: str
    """What is wrong."""
    remedy: str
    """What to write instead."""


Fault = tuple[str, str]
"""A message and its remedy, without a place."""

MAX_PROBLEMS = 100
"""The search ends here: nobody reads further, and a page of noise stays cheap."""

_REST = r"""((?:[^"'<>]++|"[^"]*+"|'[^']*+')*+)(>?)"""
_NOTE = (
    r"!(?:--(?!\[if)(?:[^-]++|-(?!->))*+(?:-->)?"
    r"|--\[if(?:[^\]<>]*+\](?:--)?>(?:<!-->)?)?"
    r"|\[(?:[^\]<>]*+\](?:--)?>)?)"
)
MJML_TOKEN = re.compile(rf"<(?:(/?)([mM][jJ][-\w.:]*+){_REST}|{_NOTE})")
"""Groups: slash, name, attributes, ``>``; name is None for a comment."""
ANY_TOKEN = re.compile(rf"<(?:(/?)((?:[^\W\d]|:)[-\w.:]*+){_REST}|{_NOTE}|[^<\s]?)")
"""The same for HTML too; anything else that starts with ``<`` is one or two characters long."""
_CONDITIONAL = re.compile(r"<!--\[if[^\]]*\](?:--)?>(?:<!-->)?|<!\[if[^\]]*\]>|<!\[endif\](?:--)?>")
BLANK = " \t\r\n"
# re.ASCII: a no-break space is no blank, MRML refuses the tag.
_ATTRIBUTE = re.compile(
    r"""(\s*+)(?:([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>]*+))?+|(.)|\Z)""",
    re.DOTALL | re.ASCII,
)
_NAME = re.compile(r"(?:[^\W\d][-\w.]*+)?(?::[-\w.]++)?")
_TAG_IN_VALUE = re.compile(r"</?[A-Za-z]")
_SOURCE = re.compile(rf"""\s{SOURCE_ATTRIBUTE}\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")

# Beyond the categories Mn and Me, what Unicode counts as extending the letter before it.  MRML 6.0.1 writes
# each of them as \u{..} text in an attribute: found by rendering every code point.
_EXTENDING = frozenset(
    "\u09be\u09d7\u0b3e\u0b57\u0bbe\u0bd7\u0cc0\u0cc2\u0cc7\u0cc8\u0cca\u0ccb\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf"
    "\u115f\u1160\u1715\u1734\u1b35\u1b3b\u1b3d\u1b43\u1b44\u1baa\u1bf2\u1bf3\u302e\u302f\u3164\ua953\ua9c0"
    "\uff9e\uff9f\uffa0\U000111c0\U00011235\U0001133e\U0001134d\U00011357\U000114b0\U000114bd\U000115af"
    "\U000116b6\U00011930\U0001193d\U00016ff0\U00016ff1\U0001d165\U0001d166\U0001d16d\U0001d16e\U0001d16f"
    "\U0001d170\U0001d171\U0001d172"
)


class Attribute(NamedTuple):
    name: str
    value: str | None  # None for a name without a value
    quote: str  # "" for a value without quotes


def read_attributes(rest: str) -> Iterator[Attribute | Fault]:
    """The attributes in ``rest``, what stands in a tag after its name, and the faults of their form."""
    position = 0
    while position < len(rest) and (match := _ATTRIBUTE.match(rest, position)):
        space, name, value, other = match.groups()
        position = match.end()
        if name is not None:
            shown = shorten(name) if name.isprintable() else f"{shorten(name)} with {_unprintable(name)}"
            if not space:
                yield f"no space before {shown}", f"write a space before {shown}"
            if not (fit := _NAME.fullmatch(name)):
                yield f"{shown} is not a name for an attribute", "remove it, or write a letter first"
            if value is not None and value[:1] not in ("'", '"'):
                yield f"the value of {shown} has no quotes", f'write {shown}="{shorten(value)}"'
            elif value is not None and (tag := _TAG_IN_VALUE.search(value)):
                remedy = 'close the quote before it, or write &lt; if it is meant as "<"'
                yield f'the value of {shown} runs into "{shorten(value[tag.start() :], 20)}"', remedy
            elif fit:
                yield Attribute(name, value and value[1:-1], value[0] if value else "")
        elif other == "=":
            yield "= has no attribute name before it", "remove it, or write the name"
        elif other is not None:
            yield f"{other} stands where an attribute should", "remove it, or check the quotes before it"


def source_of(rest: str) -> str | None:
    """The ``data-src`` in the attributes of a tag."""
    match = _SOURCE.search(rest)
    return (match[1] or match[2]) if match else None


def is_conditional(note: str) -> bool:
    """Is it one of Outlook's, such as ``<!--[if mso]>``?  MRML reads the content of these like any other."""
    return note.startswith(("<!--[if", "<!["))


def note_fault(note: str) -> Fault | None:
    """What is wrong in a comment, conditional or not."""
    if is_conditional(note):
        if _CONDITIONAL.fullmatch(note):
            return None
        # MRML panics at these instead of refusing them, and pyo3's PanicException passes `except Exception`.
        message = "a conditional comment is cut short, which crashes MRML, or this is CDATA, which it refuses"
        return message, "write <!--[if mso]> and <![endif]-->, each in full, or remove it"
    if len(note) < len("<!---->") or not note.endswith("-->"):
        return "a comment is not closed", "end it with -->"
    if "--" in note[4:-3] or note[4:-3].endswith("-"):
        return "a comment has -- inside, which MRML refuses", "write a single - instead"
    return None


def unfinished_tag(tag: str, rest: str, next_character: str) -> Fault:
    """For a tag that has no ``>``; ``next_character`` is what follows ``rest`` in the page."""
    at_quote = next_character in ("'", '"')
    if not (at_quote and rest.rstrip(BLANK).endswith("=")):
        for each in read_attributes(rest):
            if not isinstance(each, Attribute):
                return f"{tag}: {each[0]}", each[1]
    if at_quote:
        return f"{tag} has a quote that is not closed", f"write the closing {next_character}"
    return f"{tag} has no > at its end", "write the >, or &lt; for a < that is meant as a sign"


def corrupted(value: str, quote: str) -> Fault | None:
    """What MRML 6.0.1 would garble in ``value``: it writes attributes with Rust's debug formatting."""
    if value.isascii() and value.isprintable() and "\\" not in value and (quote == '"' or '"' not in value):
        return None
    for character in value:
        if character in "\n\r\t":
            return "a line break or a tab", "write it on one line, with spaces"
        if (
            character == "\\"
            or (character == '"' and quote != '"')
            or not character.isprintable()
            or (character > "\u02ff" and (unicodedata.category(character) in ("Mn", "Me") or character in _EXTENDING))
        ):
            return f"the character {name_of(character)}", f"write &#{ord(character)}; for it"
    return None


# Where find_crashing_signs has to look: a ">" within two bytes of a character beyond ASCII.
_NEAR_WIDE = re.compile(r">(?:(?<=[\u0800-\U0010ffff]>)|(?<=[^\x00-\x7f][\x00-\x7f]>))")


def find_crashing_signs(mjml: str) -> list[int]:
    """Offsets of each ``>`` in text that crashes MRML 6.0.1, such as in ``“a” > b``.

    At the first ``>`` of a text it compares the two bytes before it with ``]]``, and where these begin inside
    a character, Rust panics; pyo3's PanicException then passes ``except Exception``.
    """
    covered = 0
    for match in _NEAR_WIDE.finditer(mjml) if not mjml.isascii() else ():
        if match.start() >= covered:
            token = ANY_TOKEN.match(mjml, max(mjml.rfind("<", covered, match.start()), 0))
            if token is None or token.end() <= match.start():
                return _crashing_signs(mjml)
            covered = token.end()
    return []  # each stands in a tag or a comment


def _crashing_signs(mjml: str) -> list[int]:
    found = []
    end = 0
    for start, next_end in [
        *((each.start(), each.end()) for each in ANY_TOKEN.finditer(mjml)),
        (len(mjml), 0),
    ]:
        sign = mjml.find(">", end, start)
        before = mjml[max(end, sign - 2) : max(sign, 0)]
        if before[-1:] > "\u07ff" or (len(before) == 2 and before[0] > "\x7f" >= before[1]):
            found.append(sign)
        end = next_end
    return found[:MAX_PROBLEMS]


def name_of(character: str) -> str:
    """For messages: many of these cannot be seen."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'control character').lower()})"


def _unprintable(text: str) -> str:
    return name_of(next(each for each in text if not each.isprintable()))


def shorten(text: str, length: int = 40) -> str:
    """``text`` for a message: on one line, printable, at most ``length`` characters."""
    seen = "".join(each if each.isprintable() else " " for each in text[: length + 1])
    return seen if len(seen) <= length else seen[: length - 3] + "..."


class Scan:
    """Collects problems; each gets its line at the end."""

    def __init__(self, mjml: str) -> None:
        self.mjml = mjml
        self._found: list[tuple[int, str | None, str, str]] = []

    def report(self, offset: int, fault: Fault, source: str | None) -> None:
        self._found.append((offset, source, *fault))

    def is_full(self) -> bool:
        return len(self._found) >= MAX_PROBLEMS

    def line(self, offset: int) -> int:
        return self.mjml.count("\n", 0, offset) + 1

    def problems(self) -> tuple[MjmlProblem, ...]:
        """In the order of the page."""
        found = sorted(self._found, key=lambda each: each[0])[:MAX_PROBLEMS]
        return tuple(
            MjmlProblem(offset, self.line(offset), source, message, remedy) for offset, source, message, remedy in found
        )
