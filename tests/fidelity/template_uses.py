"""Which MJML components and attributes a page uses, and which ones a template can write.

A template is read as text: what Jinja writes into an MJML tag outside quotes is a call of ``paint``, or a variable
or macro whose definition stands in some template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

_COMMENT = re.compile(r"\{#.*?#\}", re.S)
_STATEMENT = re.compile(r"\{%.*?%\}", re.S)
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.S)
_PLACEHOLDER = re.compile(r"\x00(\d+)\x00")
_DEFAULTS = re.compile(r"<mj-attributes>.*?</mj-attributes>", re.S)
_TAG = re.compile(r'<(mj[a-z-]*)((?:"[^"]*"|[^">])*)>')
_QUOTED = re.compile(r'"[^"]*"')
_ATTRIBUTE = re.compile(r'([a-z][\w-]*)=(?=")')
_VARIABLE = re.compile(r"\{%-?\s*set\s+(\w+)\s*=(.*?)-?%\}", re.S)
_MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)\(.*?\)\s*-?%\}(.*?)\{%-?\s*endmacro\s*-?%\}", re.S)
_PAINTED = {"ink": "color", "ground": "background-color", "also": "css-class", "at": "css-class"}


class Use(NamedTuple):
    """A component with one of its attributes, or with none; ``default`` where it is set in mj-attributes."""

    component: str
    attribute: str
    default: bool

    def __str__(self) -> str:
        attribute = f" {self.attribute}" if self.attribute else ""
        return f"{self.component}{attribute}{' (in mj-attributes)' if self.default else ''}"


class UnknownExpressionError(ValueError):
    """A template writes attributes in a way that cannot be read here."""


def uses_of_page(mjml: str) -> set[Use]:
    """What a page of MJML uses."""
    return set(_uses(mjml, lambda _: ()))


def uses_of_templates(templates: Iterable[str]) -> set[Use]:
    """What the texts of all templates together can write.

    Raises UnknownExpressionError for an expression inside a tag that is no call of ``paint`` and is defined in
    none of the templates.
    """
    texts = [_COMMENT.sub("", text) for text in templates]
    definitions = {name: value for text in texts for name, value in _VARIABLE.findall(text) + _MACRO.findall(text)}
    found: set[Use] = set()
    for text in texts:
        expressions: list[str] = []

        def kept(match: re.Match[str], expressions: list[str] = expressions) -> str:
            expressions.append(match[1].strip())
            return f"\x00{len(expressions) - 1}\x00"

        def written(number: str, expressions: list[str] = expressions) -> Iterable[str]:
            return _written(expressions[int(number)], definitions)

        found |= set(_uses(_STATEMENT.sub(" ", _EXPRESSION.sub(kept, text)), written))
    return found


def _uses(text: str, written: Callable[[str], Iterable[str]]) -> Iterator[Use]:
    spans = [match.span() for match in _DEFAULTS.finditer(text)]
    for match in _TAG.finditer(text):
        component, rest = match[1], match[2]
        default = component != "mj-attributes" and any(start <= match.start() < end for start, end in spans)
        yield Use(component, "", default)
        for attribute in _ATTRIBUTE.findall(rest):
            yield Use(component, attribute, default)
        for number in _PLACEHOLDER.findall(_QUOTED.sub("", rest)):
            for attribute in written(number):
                yield Use(component, attribute, default)


def _written(expression: str, definitions: Mapping[str, str]) -> Iterator[str]:
    """The attributes that an expression between quotes and quotes writes."""
    name = (re.match(r"\w+", expression) or [""])[0]
    if name == "paint":
        yield "css-class"
        for keyword in re.findall(r"\b(ink|ground|also|at)=", expression):
            yield _PAINTED[keyword]
        if "edge=" in expression:
            yield "border-color" if "line=true" in expression else "border"
    elif name in definitions:
        value = definitions[name].strip()
        if value.startswith("paint("):
            yield from _written(value, definitions)
        else:
            yield from _ATTRIBUTE.findall(value)
    else:
        raise UnknownExpressionError(f"Cannot tell which attributes {{{{ {expression} }}}} writes into a MJML tag.")
