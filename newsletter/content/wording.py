"""What an approval is bound to: one hash for the wording and the pictures of a composed section."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from markdown_it.token import Token
from pydantic import BaseModel

from newsletter.model.document import Block, Document, EntryView, PersonView, PictureView
from newsletter.model.rich_text import RichText

VERSION = "v1"
"""Changes with everything below that changes a hash; an approval of an older version has to be given again."""

FOR_THE_TEAM = frozenset({"notes", "doubts", "reviewed_on", "reviewed_by", "review_every", "occasion"})


def wording_hash(block: Block, document: Document) -> str:
    """``v1:sha256:…`` for a section as composed: equal as long as a contributor would read and see the same.

    Hashed are, as UTF-8 lines: the template, the fields by name in alphabetical order, and the text.  Empty fields,
    the team's notes and the marks of a review are left out.  Words are in NFC with each run of white space as one
    space, so that it does not matter where a line was wrapped.  A person is the name and relation shown, an entry of
    the reference all that a card shows; a picture is its bytes, size and words.  A link counts where its address was
    typed; that of a ``ref:`` link may change.  Raises OSError where a picture has gone since it was composed.
    """
    lines = [block.template, *_fields(block.view, document), *_text(block.body, document)]
    wording = "\n".join(map(_plain, lines))
    return f"{VERSION}:sha256:{hashlib.sha256(wording.encode()).hexdigest()}"


def is_current(known: str) -> bool:
    """Whether a hash was made in today's way."""
    return known.startswith(f"{VERSION}:")


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())


def _fields(fields: Mapping[str, Any], document: Document, path: str = "") -> Iterator[str]:
    for name in sorted(set(fields) - FOR_THE_TEAM):
        yield from _value(f"{path}{name}", fields[name], document)


def _value(path: str, value: Any, document: Document) -> Iterator[str]:
    if value is None or value == "" or value == ():
        return
    if isinstance(value, PictureView):
        yield from _picture(path, value.src, value.alt, document)
        yield f"{path} size: {value.width} {value.height}"
        yield from _fields({"caption": value.caption, "credit": value.credit}, document, f"{path}.")
    elif isinstance(value, PersonView):
        yield f"{path}: {value.shown_as}, {value.relation}"
    elif isinstance(value, EntryView):
        yield f"{path}: {value.full_name}"
        yield from _fields(_of(value.fields), document, f"{path}.")
        yield from _fields(value.links, document, f"{path}.links.")
        yield from _text(value.body, document)
    elif isinstance(value, BaseModel):
        yield from _fields(_of(value), document, f"{path}.")
    elif isinstance(value, Mapping):
        yield from _fields(value, document, f"{path}.")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _value(f"{path}.{index}", item, document)
    else:
        yield f"{path}: {value.isoformat() if isinstance(value, date) else value}"


def _of(model: BaseModel) -> dict[str, Any]:
    return {name: getattr(model, name) for name in type(model).model_fields}


def _text(text: RichText, document: Document) -> Iterator[str]:
    for token in text.tokens:
        if token.type == "inline":
            yield from _inline(token.children or [], document)
        elif token.content:
            yield token.content


def _inline(children: list[Token], document: Document) -> Iterator[str]:
    words: list[str] = []
    for child in children:
        if child.type == "link_open" and "shown_as" not in child.meta:
            yield f"link: {child.attrs.get('href', '')}"
        elif child.type == "image":
            yield from _picture("picture", str(child.attrs["src"]), child.content, document)
        words.append(" " if child.type in ("softbreak", "hardbreak") else child.content)
    yield "".join(words)


def _picture(path: str, src: str, alt: str, document: Document) -> Iterator[str]:
    """A picture's words and bytes; its name does not matter."""
    files = [image.path for image in document.images if image.name == src]
    for file in files:
        yield f"{path}: {hashlib.sha256(file.read_bytes()).hexdigest()}"
    yield f"{path} alt: {alt}"
