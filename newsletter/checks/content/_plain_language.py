"""How hard a text is to read: sentences, syllables, and the school grade they add up to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_NOT_PROSE = re.compile(r"@|://|\bwww\.|\w\.[a-z]{2,}/|\(?\+?\d[\d ().-]{5,30}\d")
_ENDS = re.compile(r"[.?!…][\"'”’)\]]{0,4}$")
_ABBREVIATIONS = frozenset(
    (
        "Dr.",
        "Mr.",
        "Mrs.",
        "Ms.",
        "Prof.",
        "St.",
        "Jr.",
        "vs.",
        "e.g.",
        "i.e.",
        "No.",
        "p.m.",
        "a.m.",
        "U.S.",
        "approx.",
    )
)
_VOWELS = re.compile("[aeiouy]+")
# Vowels side by side that are spoken apart: tri-al, se-ri-ous, di-et, cli-ent, associ-ation, cre-ate, ide-a, the-ory,
# muse-um, usu-al, flu-ent, flu-id, po-em, go-ing.
_APART = re.compile(
    "(?<![ctgsx])i(?:a(?!ge)|ou|o(?!n)|u)|iet|(?<![ctsxr])ien|^scien|^gian|iat|reac|creat|[a-z]{2}ea$|(?<!g)eo(?![pu])|eu[ms]$"
    "|(?<!g)ua(?!d)|(?<!g)ue[ln]|luid|ruin|oe[mt]|[aeiouy]ing|^lion|yone$"
)
# A silent e, at the end or before another part of a word: mak(e), hop(e)ful, som(e)thing, call(e)d, sid(e)s.
_SILENT = re.compile(
    "[aeiouy][^aeiouy]{1,3}e(?=(?:ly|ful|fully|fulness|ments?|less|ness|things?|times?|one|where|works?|fore|givers?|giving|body|what)$)"
    "|^ever[yi]|^evening|(?:[^aeiouyl]|[aeiouyl]l)e$|(?:[^aeiouytdl]|[aeiouyl]l)ed$|(?:[^aeiouylsxzcgh]|th|[aeiouyl]l)es$"
)


@dataclass(frozen=True)
class Measured:
    """A sentence, or several, counted.  ``grade`` is a year of school in the United States."""

    words: int
    syllables: int
    sentences: int = 1

    @property
    def grade(self) -> float:
        """The Flesch–Kincaid grade: 0.39 a word in a sentence, 11.8 a syllable in a word, less 15.59."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph.  A title, an initial or an abbreviation ends none."""
    out: list[str] = []
    chunks: list[str] = []
    words = text.split()
    for chunk, following in zip_longest(words, words[1:], fillvalue=""):
        chunks.append(chunk)
        is_initial = len(chunk) == 2 and chunk[0].isupper()
        opens = not following[:1].islower()
        if opens and _ENDS.search(chunk[-6:]) and chunk not in _ABBREVIATIONS and not is_initial:
            out.append(" ".join(chunks))
            chunks = []
    return [*out, " ".join(chunks)] if chunks else out


def measure(sentence: str, terms: Collection[str] = ()) -> Measured:
    """The words and syllables of a sentence.

    ``terms``, in lower case, count two syllables at most, as do numbers one: readers meet them in every issue.  Of a
    sentence with an address, a phone number or a merge field in it nothing is counted.
    """
    if _NOT_PROSE.search(sentence):
        return Measured(0, 0)
    words = [word for chunk in _WORD.findall(sentence) if (word := chunk.lower().replace("’", "'"))]
    counts = [min(syllables(word), 2) if word in terms else syllables(word) for word in words]
    return Measured(len(words), sum(counts))


def total(measured: Iterable[Measured]) -> Measured:
    """Several sentences taken together."""
    counted = [each for each in measured if each.words]
    return Measured(sum(m.words for m in counted), sum(m.syllables for m in counted), max(len(counted), 1))


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """How many syllables an English word has, by its letters; right for 19 words of 20."""
    word = word.removesuffix("'s")
    if not word.isalpha():
        return 1
    word = word.replace("qu", "q")
    if word.endswith(("gue", "gues")):
        word = word.partition("gue")[0] + "g"
    groups = len(_VOWELS.findall(word)) + len(_APART.findall(word)) - len(_SILENT.findall(word))
    return max(groups, 1)
