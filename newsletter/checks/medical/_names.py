"""The drug names of the reference, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from newsletter.checks.word_lists import listed_words
from newsletter.content.reference_kinds.drugs import Fields as Drug
from newsletter.model.reference import Reference, ReferenceFile


class NameKind(StrEnum):
    """What a name is to the drug."""

    GENERIC = "generic"
    BRAND = "brand"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class DrugName:
    """One name of a drug, as the reference writes it.  ``drug`` is the entry's id."""

    text: str
    drug: str
    kind: NameKind


@dataclass(frozen=True)
class Mention:
    """A name in a text: ``text[start:end]`` is how it stands there."""

    name: DrugName
    start: int
    end: int


_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 40
_SHORTEST_GUESS = 6
"""Names and words of fewer letters have too many neighbors in English."""
SURE_OF = 8
"""From this many letters on a name has hardly a neighbor in English, and two mistakes are still recognized."""


class DrugNames:
    """Every name of every drug of a reference, for looking things up."""

    def __init__(self, drugs: Iterable[ReferenceFile]) -> None:
        self.drugs = {file.id: (file, file.entry) for file in drugs if isinstance(file.entry, Drug)}
        self.misspellings = {
            wrong.casefold(): file.id for file, drug in self.drugs.values() for wrong in drug.misspellings
        }
        self._by_words: dict[tuple[str, ...], DrugName] = {}
        for name in self._names():
            self._by_words.setdefault(_words(name.text), name)
        self._starts: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(self._by_words, key=len, reverse=True):
            self._starts.setdefault(words[0], []).append(words)
        self._guesses: dict[int, list[tuple[str, int, DrugName]]] = {}
        for word, name in self._guessable().items():
            self._guesses.setdefault(len(word), []).append((word, _letters(word), name))
        self.mentions = lru_cache(4096)(self._mentions)
        """Every name in a text, in order; of names that overlap the longest."""
        self.near = lru_cache(16_384)(self._near)
        """The names that a word may be a mistyped form of, the nearest ones; none for a known or English word."""

    def drug(self, entry: str) -> Drug:
        """The facts of a drug."""
        return self.drugs[entry][1]

    def find(self, name: str) -> DrugName | None:
        """What the reference knows by exactly this name."""
        return self._by_words.get(_words(name))

    def _near(self, word: str) -> tuple[DrugName, ...]:
        """One letter may be wrong, missing, added or swapped; two in a name of 8 letters or more that begins alike."""
        word = word.casefold()
        if not _SHORTEST_GUESS <= len(word) <= _LONGEST_WORD or not word.isalpha():
            return ()
        if word in self._starts or word in self.misspellings or word in innocent_words():
            return ()
        letters = _letters(word)
        found: dict[int, list[DrugName]] = {}
        for length in range(len(word) - 2, len(word) + 3):
            for known, known_letters, name in self._guesses.get(length, ()):
                limit = 2 if length >= SURE_OF and known[0] == word[0] else 1
                # A wrong letter changes the set of letters by two at most.
                if abs(length - len(word)) > limit or (letters ^ known_letters).bit_count() > 2 * limit:
                    continue
                away = edits(word, known)
                if away <= limit:
                    found.setdefault(away, []).append(name)
        return tuple(found[min(found)]) if found else ()

    def _names(self) -> Iterator[DrugName]:
        for file, drug in self.drugs.values():
            yield DrugName(drug.generic, file.id, NameKind.GENERIC)
            for brand in drug.brands:
                yield DrugName(brand.name, file.id, NameKind.BRAND)
            for accepted in drug.accepted_names:
                yield DrugName(accepted, file.id, NameKind.ACCEPTED)

    def _guessable(self) -> dict[str, DrugName]:
        """The words to compare with: names of one word, and the first word of a generic such as zoledronic acid."""
        single = {words[0]: name for words, name in self._by_words.items() if len(words) == 1}
        for words, name in self._by_words.items():
            if name.kind is NameKind.GENERIC and len(words) > 1 and words[-1] not in single:
                single.setdefault(words[0], name)
        return {word: name for word, name in single.items() if len(word) >= _SHORTEST_GUESS and word.isalpha()}

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        words = [(match.group().casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]
        out: list[Mention] = []
        index = 0
        while index < len(words):
            taken = 1
            for name in self._starts.get(words[index][0], ()):
                span = words[index : index + len(name)]
                if tuple(word for word, _, _ in span) == name and _are_neighbors(text, span):
                    out.append(Mention(self._by_words[name], span[0][1], span[-1][2]))
                    taken = len(name)
                    break
            index += taken
        return tuple(out)


def drug_names(reference: Reference) -> DrugNames:
    """The names of a reference's drugs; made once and kept in its notebook."""
    key = ("drug names",)
    if key not in reference.resolved:
        reference.resolved[key] = DrugNames(reference.entries.values())
    names = reference.resolved[key]
    assert isinstance(names, DrugNames)
    return names


def words_in(text: str) -> Iterator[str]:
    """Each word of a text; web and email addresses are left out."""
    for chunk in re.finditer(r"\S+", text):
        if not re.search(r"://|@|www\.|\.(?:com|org|gov|edu|net)\b", chunk.group()):
            yield from _WORD.findall(chunk.group())


@cache
def innocent_words() -> frozenset[str]:
    """English words and other drugs' names that are near to a drug's name, and right."""
    return frozenset(word.casefold() for word in listed_words("near_drug_names.txt"))


def edits(one: str, other: str) -> int:
    """How many letters have to be changed, added, left out or swapped with their neighbor (OSA distance)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _words(name: str) -> tuple[str, ...]:
    return tuple(match.group().casefold() for match in _WORD.finditer(name))


def _letters(word: str) -> int:
    """Which letters a word has, as bits: words with many different ones need not be compared."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits


def _are_neighbors(text: str, span: list[tuple[str, int, int]]) -> bool:
    """Whether nothing but a space or a hyphen stands between the words."""
    gaps = (text[left[2] : right[1]] for left, right in pairwise(span))
    return all(len(gap) <= 2 and all(sign.isspace() or sign in "-‐‑" for sign in gap) for gap in gaps)
