"""Which entries of the reference an email shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsletter.model.document import Document, EntryView
from newsletter.model.reference import Reference, ReferenceFile


def shown_entries(document: Document, reference: Reference) -> tuple[ReferenceFile, ...]:
    """The entries whose content stands in the email, in its order: placed pages, notices, drugs, webinars.

    An entry that is only named by a link is not among them.
    """
    found: dict[str, ReferenceFile] = {}
    for block in document.blocks:
        for value in block.view.values():
            for view in _views(value):
                if view.id in reference.entries:
                    found[view.id] = reference.entries[view.id]
    return tuple(found.values())


def _views(value: Any) -> Iterator[EntryView]:
    if isinstance(value, EntryView):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _views(item)
