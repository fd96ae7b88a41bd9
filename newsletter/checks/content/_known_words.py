"""The words that are spelled right in one issue: English, medicine, and this publication's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from newsletter.checks.content._english import english_words
from newsletter.checks.draft import Draft
from newsletter.checks.word_lists import listed_lines
from newsletter.model.reference import Reference

LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word: letters of any script, with apostrophes between them."""

_LISTS = ("medical_words.txt", "everyday_words.txt")
_FIELDS = ("generic", "brands", "accepted_names", "drug_class", "title", "series", "speakers", "sources")
_LONGEST = 40
_PREFIXES = ("non", "anti", "multi", "pre", "post")
_ENDINGS = frozenset(("", "s", "d", "ll", "ve", "re", "m"))


@dataclass(frozen=True)
class KnownWords(Collection[str]):
    """``english`` as the dictionary writes it; ``own``, in lower case, is spelled right in any case."""

    english: frozenset[str]
    own: frozenset[str]

    def __contains__(self, word: object) -> bool:
        return word in self.english or word in self.own

    def __iter__(self) -> Iterator[str]:
        yield from self.english | self.own

    def __len__(self) -> int:
        return len(self.english | self.own)

    def spells(self, word: str) -> bool:
        """Whether a word of a text is spelled right, or is none that a dictionary could know.

        Abbreviations, words with capitals inside, words in other scripts or with accents, and what is longer than any
        word are let pass.
        """
        if not word.isascii():
            word = unicodedata.normalize("NFC", word).replace("’", "'")
        lower = word.lower()
        if word in self.english or lower in self.own or (word[0].isupper() and lower in self.english):
            return True
        if not word.isascii() or len(set(lower)) == 1 or len(word) > _LONGEST or not word[1:].islower():
            return True
        if (lower.endswith("s") and lower[:-1] in self.own) or self._is_compound(lower):
            return True
        stem, _, ending = word.rpartition("'")
        return bool(stem) and ending in _ENDINGS and self.spells(stem)

    def _is_compound(self, word: str) -> bool:
        """Whether it is a known word of some length after non-, anti-, multi-, pre- or post-, written as one."""
        prefix = next((prefix for prefix in _PREFIXES if word.startswith(prefix)), word)
        rest = word[len(prefix) :]
        return len(rest) > 4 and rest in self


def known_words(draft: Draft) -> KnownWords:
    """The dictionary, the lists of this package, and every name and term of the publication."""
    texts = [draft.settings.title, draft.settings.sender.name]
    texts += [draft.issue.header.editor.name] if draft.issue.header.editor else []
    return KnownWords(english_words(draft.cache), _reference_words(draft.reference) | words_in(texts))


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, in lower case and with straight apostrophes."""
    return frozenset(LETTERS.findall(" ".join(texts).lower().replace("’", "'")))


@cache
def _listed() -> frozenset[str]:
    return words_in(line for name in _LISTS for line in listed_lines(name))


def _reference_words(reference: Reference) -> frozenset[str]:
    """The lists of this package and the names and terms of a reference; made once and kept in its notebook."""
    key = ("known words",)
    if key not in reference.resolved:
        texts = [*_reference_texts(reference), *reference.dictionary]
        texts += [person.person.shown_as for person in reference.people.values()]
        reference.resolved[key] = _listed() | words_in(texts)
    words = reference.resolved[key]
    assert isinstance(words, frozenset)
    return words


def _reference_texts(reference: Reference) -> Iterator[str]:
    for file in reference.entries.values():
        for name in _FIELDS:
            yield from _texts(getattr(file.entry, name, None))
    yield from _texts(reference.organization)
    yield from _texts(reference.glossary)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, BaseModel):
        for name, item in value:
            if name != "doubts":
                yield from _texts(item)
