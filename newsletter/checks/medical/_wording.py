"""What house text says about a drug: sentences, context, and words that recommend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newsletter.checks.passages import Passage, PassageKind
from newsletter.model.document import Document, EntryView
from newsletter.model.rich_text import RichText

_SENTENCE_END = re.compile(r"(?<=[.?!])[”\"')]?\s+(?=[A-Z“\"'(\d])")

RECOMMENDS = re.compile(
    r"\b(?:options?|treat(?:s|ed|ing|ments?)?|therap(?:y|ies)|used (?:for|to|in|against|with)|drugs? (?:for|used)"
    r"|help(?:s|ed|ful)?|works?|worked|benefits?|available|approved|recommend(?:s|ed)?|consider|choos(?:e|ing)|choices?"
    r"|ask (?:your|the|about|for)|tak(?:e|es|en|ing)|receiv(?:e|es|ed|ing)|gets?|given|gives?|prescribe[ds]?|effective"
    r"|standard|first[- ]line|try|shrinks?|slows?)\b",
    re.IGNORECASE,
)
"""Words that name a drug as something to be had."""


@dataclass(frozen=True)
class Told:
    """A passage with what a reader reads it with: the line that leads into a list, the other values of one item."""

    passage: Passage
    lead: str = ""

    @property
    def context(self) -> str:
        """All of it."""
        return f"{self.lead} {self.passage.text}"

    def nearby(self, start: int, before: int = 0) -> str:
        """The sentence around a place in the passage, so many sentences before it, and what leads into it."""
        sentences: list[str] = []
        begin = 0
        for end in [match.end() for match in _SENTENCE_END.finditer(self.passage.text)] + [len(self.passage.text)]:
            sentences.append(self.passage.text[begin:end])
            begin = end
            if end > start:
                break
        return " ".join([self.lead, *sentences[-1 - before :]])


def sentences(text: str) -> list[str]:
    """The sentences of a passage."""
    return _SENTENCE_END.split(text)


def by_section(passages: Iterable[Passage]) -> Mapping[str, list[Passage]]:
    """The passages of each section or entry, in order; ``issue.yaml`` is left out."""
    out: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.section is not None:
            out.setdefault(passage.section, []).append(passage)
    return out


def drug_cards(document: Document) -> Mapping[str, tuple[str, ...]]:
    """The drugs whose card a block prints, by the block's id."""
    return {
        block.id: tuple(v.id for v in block.view.values() if isinstance(v, EntryView) and v.id.startswith("drugs/"))
        for block in document.blocks
    }


def told(passages: Iterable[Passage]) -> Iterator[Told]:
    """The passages of one section, each with its context."""
    items: dict[str, list[str]] = {}
    passages = tuple(passages)
    for passage in passages:
        items.setdefault(_item(passage), []).append(passage.text)
    lead = ""
    for passage in passages:
        if passage.field is not None:
            yield Told(passage, " ".join(items[_item(passage)]))
        elif passage.kind in (PassageKind.ITEM, PassageKind.CELL) or _is_line_of_list(passage):
            yield Told(passage, lead)
        else:
            lead = passage.text
            yield Told(passage)


def _is_line_of_list(passage: Passage) -> bool:
    """Whether a paragraph is a line of a list that was typed without signs: short, and no sentence."""
    short = len(passage.text) <= 120
    return short and passage.kind is PassageKind.PARAGRAPH and not passage.text.endswith((".", "?", "!", ":", "”", '"'))


def _item(passage: Passage) -> str:
    """``trials.1`` for ``trials.1.note``; values of the section itself stand alone."""
    field = passage.field or ""
    return field.rpartition(".")[0] or f"={field}"


def plain_words(text: str) -> str:
    """The words of a text without signs, case and spacing, so that two settings of it are equal."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(words)} "


def pieces(body: RichText) -> list[str]:
    """The stretches of text in a body, as both parts of an email print them."""
    return [child.content for token in body.tokens for child in token.children or () if child.type == "text"]


def addresses(body: RichText) -> list[str]:
    """Where the links of a body lead."""
    children: list[Any] = [child for token in body.tokens for child in token.children or ()]
    return [str(child.attrs.get("href", "")) for child in children if child.type == "link_open"]


def listed(names: Iterable[str], most: int = 3) -> str:
    """The names as a phrase: "a, b and c", or "a, b, c and 2 more"."""
    names = list(dict.fromkeys(names))
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
