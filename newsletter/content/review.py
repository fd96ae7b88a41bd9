"""What a reviewer has to look at in the standing reference: doubts, and entries that nobody has signed for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from newsletter.content.reference_kinds import reference_kinds
from newsletter.model.reference import Doubt, Entry, Reference, Source

ORGANIZATION = "organization"


@dataclass(frozen=True)
class ReviewEntry:
    """One entry of the reference as its reviewer meets it.

    ``file`` is the file to sign in, relative to the publication; ``sources`` are the entry's own, each doubt has more.
    """

    id: str
    title: str
    file: str
    as_of: date | None
    reviewed: bool
    doubts: tuple[Doubt, ...]
    sources: tuple[Source, ...] = ()


def review_entries(reference: Reference) -> tuple[ReviewEntry, ...]:
    """Every entry: the organization first, then the folders in the order in which people read about them."""
    found = [_entry(ORGANIZATION, "The organization", f"{ORGANIZATION}.yaml", reference.organization)]
    for folder in _FOLDERS:
        own = sorted(name for name in reference.entries if name.startswith(f"{folder}/"))
        found += [_entry(name, _title(name, reference), f"{name}.md", reference.entries[name].entry) for name in own]
    return tuple(found)


_FIRST = ("pages", "drug-groups", "drugs", "webinars", "notices")
_FOLDERS = (*_FIRST, *(folder for folder in reference_kinds() if folder not in _FIRST))


def _title(name: str, reference: Reference) -> str:
    entry = reference.entries[name].entry
    return getattr(entry, "title", None) or getattr(entry, "generic", None) or name.partition("/")[2]


def _entry(name: str, title: str, file: str, entry: Entry) -> ReviewEntry:
    return ReviewEntry(name, title, f"reference/{file}", entry.as_of, entry.reviewed, entry.doubts, entry.sources)


@dataclass(frozen=True)
class ReviewGroup:
    """Entries that one person can sign for in one go."""

    title: str
    entries: tuple[ReviewEntry, ...]


def review_groups(reference: Reference, only: Collection[str] | None = None) -> tuple[ReviewGroup, ...]:
    """The entries that nobody has reviewed yet: drugs, pages, figures, notices, the rest.

    ``only`` are the ids of the entries to be shown; None for all.
    """
    waiting = [
        entry for entry in review_entries(reference) if not entry.reviewed and (only is None or entry.id in only)
    ]
    by_title: dict[str, list[ReviewEntry]] = {title: [] for title in ("Drugs", "Pages", "Figures", "Notices", "Other")}
    for entry in waiting:
        by_title[_group(entry)].append(entry)
    return tuple(ReviewGroup(title, tuple(entries)) for title, entries in by_title.items() if entries)


def _group(entry: ReviewEntry) -> str:
    folder, _, name = entry.id.partition("/")
    if folder == "pages":
        return "Figures" if name.endswith("figures") else "Pages"
    return {"drugs": "Drugs", "drug-groups": "Drugs", "notices": "Notices"}.get(folder, "Other")
