"""Where the addresses of an email were typed: those of its links, and the files of its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from newsletter.checks.shown_entries import shown_entries
from newsletter.model.document import Document
from newsletter.model.fields import Picture
from newsletter.model.issue import Issue
from newsletter.model.place import FieldPath, Place, Places
from newsletter.model.reference import Reference, ReferenceFile
from newsletter.model.rich_text import RichText

Typed = Iterator[tuple[str, Place]]
"""Addresses as they stand in the email, each with its place."""


def typed_addresses(issue: Issue, reference: Reference, document: Document) -> Mapping[str, tuple[Place, ...]]:
    """Every address that someone typed, with its places: the issue's first, then those of the entries it shows.

    Each file from top to bottom.  A place has a column where the address stands there exactly as in the email.
    """
    found: dict[str, list[Place]] = {}
    for address, place in _all(issue, reference, shown_entries(document, reference)):
        found.setdefault(address, []).append(place)
    return {address: tuple(places) for address, places in found.items()}


def _all(issue: Issue, reference: Reference, shown: Iterable[ReferenceFile]) -> Typed:
    for section in issue.sections:
        yield from _of_model(section.fields, section.places, ())
        yield from _of_text(section.body)
        for name, place in section.body.pictures.items():
            yield name, place
    for file in shown:
        yield from _of_model(file.entry, file.places, ())
        yield from _of_text(file.body)
    for file in reference.entries.values():
        if file.entry.url:
            yield file.entry.url, file.places.of_value("url")
    organization, places = reference.organization, reference.organization_places
    yield f"tel:{organization.helpline.number}", places.of("helpline", "number")
    if organization.url:
        yield organization.url, places.of_value("url")
    for name, link in organization.links.items():
        if link.url:
            yield link.url, places.of_value("links", name, "url")


def _of_model(model: BaseModel, places: Places, path: FieldPath) -> Typed:
    if isinstance(model, Picture):
        yield model.file, places.of_value(*path, "file")
        return
    for name in type(model).model_fields:
        yield from _of_value(getattr(model, name), places, (*path, name))


def _of_value(value: object, places: Places, path: FieldPath) -> Typed:
    if isinstance(value, str):
        if value.startswith(("http:", "https:")):
            yield value, places.of_value(*path)
    elif isinstance(value, BaseModel):
        yield from _of_model(value, places, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _of_value(item, places, (*path, index))


def _of_text(text: RichText) -> Typed:
    lines: list[str] | None = None
    line = end = 0
    searched: dict[str, tuple[int, int]] = {}
    for token in text.tokens:
        if token.map:
            line, end = token.map
        for child in token.children or ():
            if child.type != "link_open":
                continue
            href = str(child.attrs.get("href", ""))
            if href.startswith("ref:"):
                continue
            lines = lines if lines is not None else text.markdown.split("\n")
            # An address that stands several times in a text: each one is looked for behind the one before.
            row, column = max(searched.get(href, (line, 0)), (line, 0))
            row, column = _spot(lines, row, max(end, line + 1), column, href)
            if column:
                searched[href] = row, column
            yield href, text.place(row, column)


def _spot(lines: list[str], first: int, end: int, after: int, href: str) -> tuple[int, int]:
    """The line from 0 and column from 1 of an address; the first line and 0 where it is spelled otherwise."""
    for row in range(first, min(end, len(lines)) if href else first):
        at = lines[row].find(href, after if row == first else 0)
        if at >= 0:
            return row, at + 1
    return first, 0
