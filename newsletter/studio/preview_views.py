"""What there is to see of a built email besides the email: what differs from another one, and what takes the room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from newsletter.checks.deliverability.size import LIMIT, bytes_by_section, style_bytes
from newsletter.checks.draft import Draft
from newsletter.content.issues import HEADER
from newsletter.delivery.word_changes import passages
from newsletter.model.issue import Section

_AROUND = 8
"""How many unchanged words are shown before and after a change."""


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went: ``kind`` is ``same``, ``ins`` or ``del``."""

    kind: str
    words: str


@dataclass(frozen=True)
class ChangedPassage:
    """The changes below one heading; ``what`` says in words where all of it is new or gone."""

    title: str
    what: str
    pieces: tuple[Piece, ...]


def changed_passages(old: str, new: str) -> tuple[ChangedPassage, ...]:
    """What differs between the words of two emails, both HTML, by section and in the order of the new one."""
    before = {passage.section: passage for passage in passages(old)}
    after = {passage.section: passage for passage in passages(new)}
    found = []
    for section, passage in after.items():
        other = before.get(section)
        if other is None:
            found.append(ChangedPassage(passage.title, "New", (Piece("ins", " ".join(passage.words)),)))
        elif (other.title, other.words) != (passage.title, passage.words):
            found.append(ChangedPassage(passage.title, "", tuple(_pieces(other.words, passage.words))))
    found += [
        ChangedPassage(passage.title, "Gone", (Piece("del", " ".join(passage.words)),))
        for section, passage in before.items()
        if section not in after
    ]
    return tuple(found)


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (step, i1, i2, j1, j2) in enumerate(steps):
        if step == "equal":
            yield Piece("same", _shortened(new[j1:j2], is_first=number == 0, is_last=number == len(steps) - 1))
            continue
        if i1 < i2:
            yield Piece("del", " ".join(old[i1:i2]))
        if j1 < j2:
            yield Piece("ins", " ".join(new[j1:j2]))


def _shortened(words: Sequence[str], *, is_first: bool, is_last: bool) -> str:
    if len(words) <= 2 * _AROUND + 2:
        return " ".join(words)
    head = [] if is_first else list(words[:_AROUND])
    tail = [] if is_last else list(words[-_AROUND:])
    return " ".join([*head, "…", *tail])


@dataclass(frozen=True)
class Room:
    """Bytes of one part of an email; ``share`` is that of the whole limit, in percent."""

    name: str
    size: int

    @property
    def share(self) -> float:
        """How much of what Gmail shows, in percent; 100 at most, so that a bar stays within its chart."""
        return round(min(100.0, 100 * self.size / LIMIT), 1)

    @property
    def kilobytes(self) -> str:
        """The size as people read it."""
        return f"{self.size / 1000:.1f} KB"


@dataclass(frozen=True)
class Rooms:
    """What takes the room in the HTML of an email, the largest part first, against Gmail's limit."""

    total: Room
    limit: Room
    parts: tuple[Room, ...]

    @property
    def words(self) -> str:
        """One sentence about the whole."""
        if self.total.size > LIMIT:
            return f"{self.total.kilobytes}: Gmail hides what comes after about {LIMIT // 1000} KB."
        return f"{self.total.kilobytes} of the {LIMIT // 1000} KB that Gmail shows."


def rooms(draft: Draft) -> Rooms:
    """The bytes of an email as it leaves, by section."""
    html = draft.email.html
    titles = {section.name: _title(section) for section in draft.issue.contents if isinstance(section, Section)}
    titles[HEADER] = "Title and list of contents"
    sizes = {titles.get(name, _plain(name)): size for name, size in bytes_by_section(draft.finished).items()}
    total = len(html.encode("utf-8", "replace"))
    sizes["Styles"] = style_bytes(html)
    sizes["Head, foot and frame"] = max(0, total - sum(sizes.values()))
    parts = sorted((Room(name, size) for name, size in sizes.items()), key=lambda room: -room.size)
    return Rooms(Room("All", total), Room("Gmail shows", LIMIT), tuple(parts))


def _title(section: Section) -> str:
    return section.fields.title or _plain(section.name)


def _plain(name: str) -> str:
    return name.replace("-", " ").capitalize()
