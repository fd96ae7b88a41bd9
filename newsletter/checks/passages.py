"""The words of an issue, piece by piece, each with the place where it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from markdown_it.token import Token
from pydantic import BaseModel

from newsletter.content.targets import references_in
from newsletter.model.document import Block, Document
from newsletter.model.fields import Description, FullText, RefersToPerson, Text
from newsletter.model.issue import Issue, Section
from newsletter.model.place import FieldPath, Place, Places
from newsletter.model.reference import ReferenceFile
from newsletter.model.rich_text import RichText


class PassageKind(StrEnum):
    """What a passage is to a reader."""

    FIELD = "field"  # a value of the front matter or of issue.yaml
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    CELL = "cell"  # of a table
    QUOTE = "quote"
    ALT = "alt"  # what a picture shows


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, list item, table cell or value, as readers see it: words on one line.

    ``section`` is the section's id (None for ``issue.yaml``), or the reference entry's; ``field`` is the name of the
    value (``title``, ``items.0.summary``; None for the text below the front matter).
    ``house`` is False where a
    contributor speaks: those words are left as they are.  ``links`` are the words that are links; ``source`` is the
    passage as it was typed.
    """

    text: str
    place: Place
    kind: PassageKind
    section: str | None = None
    field: str | None = None
    house: bool = True
    language: str = "en"
    links: tuple[str, ...] = ()
    source: str = ""

    def spot(self, words: str, nth: int = 0) -> Place:
        """Where some words of the passage were typed, with the column; the passage's place if they are not found.

        ``nth`` counts from 0 where the words stand several times.
        """
        if not words or not self.source:
            return self.place
        if self.field is not None:
            # A value may be quoted or folded, so that only its line is sure.
            return self.place if words == self.text else self.place._replace(column=0)
        pattern = r"[\s>*_]+".join(map(re.escape, words.split()))
        for number, match in enumerate(re.finditer(pattern, self.source)):
            if number == nth:
                before = self.source[: match.start()]
                return Place(
                    self.place.file, self.place.line + before.count("\n"), match.start() - (before.rfind("\n") + 1) + 1
                )
        return self.place


_HEADER_FIELDS = ("title", "subject", "preheader")
_WORDS = {Text, FullText, Description}
_NOT_SHOWN = {
    "kind", "language", "notes", "contributor", "file", "sources", "doubts", "reviewed_by", "left_out_beside",
    "misspellings", "accepted_names", "to",
}  # fmt: skip


def issue_passages(issue: Issue, document: Document) -> tuple[Passage, ...]:
    """The passages of ``issue.yaml`` and of every section written for the issue, in the email's order."""
    out = [
        Passage(text, issue.places.of_value(name), PassageKind.FIELD, None, name, language=document.language)
        for name in _HEADER_FIELDS
        if (text := getattr(issue.header, name))
    ]
    blocks = {block.id: block for block in document.sections}
    for section in issue.sections:
        block = blocks.get(section.id)
        if block is not None:
            out += _section(section, block, document.language)
    return tuple(out)


def standing_passages(document: Document, shown: Iterable[ReferenceFile]) -> tuple[Passage, ...]:
    """The passages of the reference entries that the email shows."""
    out: list[Passage] = []
    for file in shown:
        language = file.entry.language or document.language
        out += _fields(file.entry, file.places, (), file.id, True, language)
        out += _body(file.body, file.id, True, language)
    return tuple(out)


def _section(section: Section, block: Block, language: str) -> Iterator[Passage]:
    house = not any(isinstance(refers, RefersToPerson) for refers in _set_references(section))
    language = block.language or language
    yield from _fields(section.fields, section.places, (), section.id, house, language)
    yield from _body(block.body, section.id, house, language)


def _set_references(section: Section) -> Iterator[Any]:
    for name, refers in references_in(type(section.fields)).items():
        if getattr(section.fields, name) is not None:
            yield refers


@cache
def _text_fields(model: type[BaseModel]) -> frozenset[str]:
    """The fields of a model that hold words for readers."""
    referring = {name for name, refers in references_in(model).items() if refers is not None}
    return frozenset(set(model.model_fields) - referring - _NOT_SHOWN)


def _fields(
    model: BaseModel, places: Places, path: FieldPath, section: str, house: bool, language: str
) -> Iterator[Passage]:
    for name in type(model).model_fields:
        if name not in _text_fields(type(model)):
            continue
        value = getattr(model, name)
        yield from _value(type(model), name, value, places, (*path, name), section, house, language)


def _value(
    model: type[BaseModel],
    name: str,
    value: Any,
    places: Places,
    path: FieldPath,
    section: str,
    house: bool,
    language: str,
) -> Iterator[Passage]:
    if isinstance(value, BaseModel):
        yield from _fields(value, places, path, section, house, language)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _value(model, name, item, places, (*path, index), section, house, language)
    elif type(value) is str and value and name in _prose_fields(model):
        kind = PassageKind.ALT if name == "alt" else PassageKind.FIELD
        field_name = ".".join(map(str, path))
        yield Passage(value, places.of_value(*path), kind, section, field_name, house, language, source=value)


@cache
def _prose_fields(model: type[BaseModel]) -> frozenset[str]:
    """The fields whose type is text, alone, optional or in a tuple; not a URL, a number, a date or a choice."""
    return frozenset(name for name, info in model.model_fields.items() if _is_prose(info.annotation, info.metadata))


def _is_prose(annotation: Any, metadata: list[Any]) -> bool:
    prose = {validator for alias in _WORDS for validator in getattr(alias, "__metadata__", ())}
    if annotation is str:
        return any(item in prose for item in metadata)
    arguments = getattr(annotation, "__args__", ())
    return any(
        argument in _WORDS
        or (getattr(argument, "__metadata__", None) and any(item in prose for item in argument.__metadata__))
        for argument in arguments
    )


def _body(body: RichText, section: str, house: bool, language: str) -> Iterator[Passage]:
    containers: list[PassageKind] = []
    line = 0
    row = None
    kinds = {
        "heading_open": PassageKind.HEADING,
        "list_item_open": PassageKind.ITEM,
        "th_open": PassageKind.CELL,
        "td_open": PassageKind.CELL,
        "blockquote_open": PassageKind.QUOTE,
    }
    source = body.markdown.split("\n")
    for token in body.tokens:
        if token.map:
            line, row = token.map[0], token.map
        if token.type in kinds:
            containers.append(kinds[token.type])
        elif token.type.replace("_close", "_open") in kinds:
            containers.pop()
        elif token.type == "inline":
            first, last = row or (line, line + 1)
            raw = "\n".join(source[first:last])
            kind = containers[-1] if containers else PassageKind.PARAGRAPH
            words, links, alts = _words(token.children or [])
            place = body.place(line)
            if words:
                yield Passage(words, place, kind, section, None, house, language, links, raw)
            for alt in alts:
                yield Passage(alt, place, PassageKind.ALT, section, None, house, language, (), raw)


def _words(children: list[Token]) -> tuple[str, tuple[str, ...], list[str]]:
    """What a reader sees of inline tokens, the words of its links, and what its pictures show."""
    out: list[str] = []
    links: list[str] = []
    alts: list[str] = []
    opened: int | None = None
    for child in children:
        if child.type == "link_open":
            opened = len(out)
        elif child.type == "link_close" and opened is not None:
            links.append("".join(out[opened:]))
            opened = None
        elif child.type == "image":
            alts.append("".join(c.content for c in child.children or ()))
        elif child.type in ("softbreak", "hardbreak"):
            out.append(" ")
        else:
            out.append(child.content)
    return " ".join("".join(out).split()), tuple(links), [alt for alt in alts if alt]
