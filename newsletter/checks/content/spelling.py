"""Words are spelled as American readers know them.

A misspelled word makes readers doubt the facts around it, and screen readers say it wrong. Names, drugs of the standing
information, medical words and abbreviations are known; what is missing belongs into ``reference/dictionary.txt``, one
word a line. Contributors keep their own words: there, a finding only says that someone may want to ask.

Bad: You will recieve a call from the helpline.
Good: You will receive a call from the helpline.
Source: the American English dictionary of Hunspell, which word processors and browsers use as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from newsletter.checks.content._english import american_spelling, near_words, words_one_slip_away
from newsletter.checks.content._known_words import LETTERS, KnownWords, known_words, words_in
from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._names import DrugNames, drug_names
from newsletter.checks.passages import Passage, PassageKind
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_MOST = 40
_LONGEST = 100
_FOREIGN = 4
_SHORTEST_OPENING = 5
_AMERICAN = ("en", "en-US")
# Addresses, handles, codes, merge fields, and words with a hidden character in them.
_NO_WORDS = re.compile(r"[\d@#_\\\u0300-\u036f\u00ad\u200b-\u200d\u2060]|://|\w\.\w")
_CHUNK = re.compile(r"\S+")
_SPOKEN_LOUD = re.compile("[A-Z]{2}")
_SENTENCE_END = re.compile(r"[.?!:…][\"'”’)\]]{0,4}$")
_TITLES = frozenset(("Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "St."))
_NAMES = frozenset(
    ("name", "names", "signed", "by", "asked_by", "affiliation", "credentials", "source", "publisher", "place", "where")
)
_HEADINGS = frozenset(("title", "subject", "preheader"))
_UNPRINTED = frozenset(("doubts", "sources", "misspellings", "reviewed_by", "left_out_beside", "button"))
_DATE_WORDS = (
    "January", "February", "September", "October", "November", "December", "Tuesday", "Wednesday", "Thursday",
    "Saturday",
)  # fmt: skip
_DATE_CAPITALS = frozenset(word[0] for word in _DATE_WORDS)


@dataclass(frozen=True)
class _Word:
    """A word that is not known; ``start`` is where it stands, ``opens`` whether a capital may only open a sentence."""

    text: str
    passage: Passage
    start: int
    opens: bool

    @property
    def lower(self) -> str:
        """The word in lower case, without ’s."""
        return self.text.lower().replace("’", "'").removesuffix("'s")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def check(draft: Draft) -> Iterator[Fault]:
    """Words that no dictionary knows, each once; British spellings; passages that do not read like English."""
    known, drugs = known_words(draft), drug_names(draft.reference)
    passages = [passage for passage in _read(draft) if _is_english(passage)]
    unknown: list[_Word] = []
    foreign: dict[str | None, list[_Word]] = {}
    for passage in passages:
        odd = [word for word in _unknown_words(passage, known) if not _is_nearly_a_drug(word, drugs)]
        if odd and _is_foreign(passage, odd, known):
            foreign.setdefault(passage.section, []).extend(odd)
        else:
            unknown += odd
    yield from map(_not_english, foreign.values())
    if unknown:
        standing = [file.body.markdown for file in draft.reference.entries.values()]
        yield from _faults(unknown, known, words_in([*standing, *(passage.text for passage in passages)]))


def _read(draft: Draft) -> Iterator[Passage]:
    yield from draft.passages
    for passage in draft.standing_passages:
        if passage.field is None or passage.field.split(".")[0] not in _UNPRINTED:
            yield passage


def _is_english(passage: Passage) -> bool:
    return passage.language.lower().split("-")[0] == "en"


def _unknown_words(passage: Passage, known: KnownWords) -> Iterator[_Word]:
    of_names = passage.field is not None and passage.field.rstrip("0123456789.").split(".")[-1] in _NAMES
    capitals_open = _is_title_case(passage)
    before = "."
    for chunk in _CHUNK.finditer(passage.text):
        typed = chunk.group()
        if len(typed) <= _LONGEST and not _NO_WORDS.search(typed) and not _is_pronunciation(typed):
            for match in LETTERS.finditer(typed):
                if not known.spells(match.group()):
                    opens = capitals_open or (match.start() == 0 and _ends_sentence(before))
                    yield _Word(match.group(), passage, chunk.start() + match.start(), opens and not of_names)
        before = typed


def _is_nearly_a_drug(word: _Word, drugs: DrugNames) -> bool:
    """Whether it is a mistyped drug: the check of drug names says which."""
    return word.lower in drugs.misspellings or bool(drugs.near(word.lower))


def _is_foreign(passage: Passage, unknown: list[_Word], known: KnownWords) -> bool:
    """Whether much of a passage is unknown, and little of that nearly English."""
    words = {word.lower for word in unknown if not word.capital}
    if len(words) < _FOREIGN or len(unknown) * 5 < len(passage.text.split()) * 2:
        return False
    some = sorted(words)[:_MOST]
    return sum(not words_one_slip_away(word, known) for word in some) * 2 >= len(some)


def _ends_sentence(chunk: str) -> bool:
    """Whether what stands before a word ends a sentence, and is neither a title nor an initial."""
    is_initial = len(chunk) == 2 and chunk[0].isupper()
    return bool(_SENTENCE_END.search(chunk[-6:])) and chunk not in _TITLES and not is_initial


def _is_pronunciation(chunk: str) -> bool:
    """Whether it says how a word sounds, such as LIE-oh-my-oh-sar-KOH-muh."""
    return chunk.count("-") > 1 and bool(_SPOKEN_LOUD.search(chunk))


def _is_title_case(passage: Passage) -> bool:
    if passage.kind is not PassageKind.HEADING and passage.field not in _HEADINGS:
        return False
    long = [word for word in passage.text.split() if len(word) > 3]
    return len(long) > 1 and all(word[0].isupper() for word in long)


def _faults(unknown: list[_Word], known: KnownWords, familiar: frozenset[str]) -> Iterator[Fault]:
    names = {word.lower for word in unknown if word.capital and not word.opens}
    british: dict[str, tuple[str, _Word]] = {}
    misspelled: dict[str, list[_Word]] = {}
    for word in unknown:
        if word.capital and (not word.opens or word.lower in names) and not _date_word(word):
            continue
        spelling = american_spelling(word.lower, known)
        if spelling is None:
            misspelled.setdefault(word.lower, []).append(word)
        elif word.passage.house and word.passage.language in _AMERICAN:
            british.setdefault(word.lower, (spelling, word))
    if british:
        yield _british(list(british.values()))
    for words in islice(misspelled.values(), _MOST):
        yield from _misspelled(words, known, familiar)


def _date_word(word: _Word) -> list[str]:
    """The month or day that a capitalized word is nearly."""
    return get_close_matches(word.text, _DATE_WORDS, n=1, cutoff=0.8) if word.text[0] in _DATE_CAPITALS else []


def _misspelled(words: list[_Word], known: KnownWords, familiar: frozenset[str]) -> Iterator[Fault]:
    """The finding for one word, at the first place in the house's own text if there is one."""
    word = min(words, key=lambda word: (not word.passage.house, word.capital))
    date = _date_word(word)
    if word.capital and not date:
        # It opens a sentence and may be a name, unless it is nearly a word.
        slips = words_one_slip_away(word.lower, known, familiar)[:3]
        guesses = [guess.capitalize() for guess in slips if guess.islower()]
        if not guesses or len(word.text) < _SHORTEST_OPENING:
            return
    else:
        guesses = date or near_words(word.lower, known, familiar)
    sections = {other.passage.section for other in words}
    where = f"; it stands in {len(sections)} sections" if len(sections) > 1 else ""
    meant = f"Did you mean {_either(guesses)}? If it is right," if guesses else "Check the spelling; if it is right,"
    remedy = f"{meant} add it to reference/dictionary.txt."
    if not word.passage.house:
        remedy += " These are a contributor's own words, so ask before you change them."
    sure = word.passage.house and (not word.capital or bool(date))
    yield _at(word, f"“{word.text}” is not in the dictionary{where}.", remedy, None if sure else Severity.NOTE)


def _british(found: list[tuple[str, _Word]]) -> Fault:
    typed = [word.text for _, word in found]
    listed = ", ".join(f"“{word.text}” ({word.passage.place})" for _, word in found[:5])
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    return _at(
        found[0][1],
        f"British spelling: {listed}{more}.",
        f"American readers expect {', '.join(f'“{spelling}”' for spelling, _ in found[:5])}.",
        Severity.NOTE,
        ", ".join(typed),
    )


def _not_english(words: list[_Word]) -> Fault:
    shown = ", ".join(f"“{word.text}”" for word in words[:3])
    return _at(
        words[0],
        f"This does not read like English: the dictionary does not know {shown} and others.",
        "If it is another language, write language: and its code above the text, so that screen readers say it right.",
        Severity.NOTE,
    )


def _either(guesses: list[str]) -> str:
    quoted = [f"“{guess}”" for guess in guesses]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}" if len(quoted) > 1 else quoted[0]


def _at(word: _Word, message: str, remedy: str, severity: Severity | None, text: str = "") -> Fault:
    before = word.passage.text[: word.start].count(word.text)
    place = word.passage.spot(word.text, before)
    return Fault(place, message, remedy, word.passage.section, word.passage.field, text or word.text, severity=severity)
