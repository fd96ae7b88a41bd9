"""Drugs with similar names are not taken for each other.

Some pairs of names differ in two letters, and the drugs in everything. No machine can tell which of the two was
meant. So this check only asks for a second look: where a section has both, and, more urgently, where its heading or
its card names one of them and its text the other.

Bad: a section headed “Zoladex in plain words” whose text is about Nolvadex.
Good: Goserelin (Zoladex) in the heading and in the text.
Source: names of the reference compared letter by letter; list of confused drug names of the Institute for Safe
    Medication Practices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import yaml

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._names import DrugNames, drug_names, words_in
from newsletter.checks.medical._wording import by_section, drug_cards, listed
from newsletter.checks.passages import Passage
from newsletter.model.finding import Severity

SEVERITY = Severity.NOTE


def check(draft: Draft) -> Iterator[Fault]:
    """Sections whose heading and text disagree, and those that hold both names of a pair."""
    names = drug_names(draft.reference)
    cards = drug_cards(draft.document)
    for section, passages in by_section(draft.passages).items():
        title = _named(names, [passage for passage in passages if passage.field == "title"])
        text = _named(names, [passage for passage in passages if passage.field != "title"])
        headed = _drugs(names, title) | set(cards.get(section, ()))
        crossed: set[tuple[str, str]] = set()
        for pair in pairs():
            for meant, other in (pair, pair[::-1]):
                only_headed = headed - _drugs(names, text)
                if other in text and _drug(names, meant) in only_headed and _drug(names, other) not in headed:
                    crossed.add(pair)
                    yield _crossed(text[other], meant, other)
        named = {**text, **title}
        both = [pair for pair in pairs() if set(pair) <= named.keys() and pair not in crossed]
        if both:
            yield _both(named[both[0][1]], both)


def _crossed(passage: Passage, meant: str, other: str) -> Fault:
    return Fault(
        passage.spot(other),
        f"This section is about {meant}, and its text names {other}, which is another drug.",
        "Look up which of the two was meant, and write it in both places.",
        passage.section,
        passage.field,
        other,
        severity=Severity.WARNING,
    )


def _both(passage: Passage, both: list[tuple[str, str]]) -> Fault:
    return Fault(
        passage.spot(both[0][1]),
        f"Names that are easily mixed up stand here: {listed(' and '.join(pair) for pair in both)}.",
        "Read each of them once more against your source. Nothing is changed by itself.",
        passage.section,
        passage.field,
        both[0][1],
    )


def _named(names: DrugNames, passages: list[Passage]) -> Mapping[str, Passage]:
    """The names in some passages as the reference or the list of pairs writes them, with the first passage of each."""
    listed_only = {name.casefold(): name for pair in pairs() for name in pair if names.find(name) is None}
    out: dict[str, Passage] = {}
    for passage in passages:
        for mention in names.mentions(passage.text):
            out.setdefault(mention.name.text, passage)
        folded = passage.text.casefold()
        for name in listed_only:
            if name in folded and any(word.casefold() == name for word in words_in(passage.text)):
                out.setdefault(listed_only[name], passage)
    return out


def _drug(names: DrugNames, name: str) -> str:
    known = names.find(name)
    return known.drug if known else name


def _drugs(names: DrugNames, named: Mapping[str, Passage]) -> set[str]:
    return {_drug(names, name) for name in named}


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """The pairs of names that are easily taken for each other."""
    text = (files("newsletter.checks") / "data" / "look_alike_drugs.yaml").read_text("utf-8")
    return tuple((str(one), str(other)) for one, other in yaml.safe_load(text))
