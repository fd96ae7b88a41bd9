"""Which words differ between two texts, where a tag of a mailing service may have become anything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from newsletter.checks.finished_email import Element, Page, visible_words
from newsletter.delivery.service_tags import BLANK

_HEADING = "\ue000"
_LONGEST_VALUE = 400
"""Signs that may come in place of a tag: a postal address, and not a page."""


@dataclass(frozen=True)
class Passage:
    """The words below one heading; ``section`` is the heading's id, None before the first."""

    title: str
    section: str | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class WordChange:
    """Words that became others: ``new`` is empty where they are gone, ``old`` where others were added."""

    old: str
    new: str
    title: str = ""
    section: str | None = None


def passages(html: str) -> tuple[Passage, ...]:
    """The visible words of a page by section; alternative texts are left out."""
    page = Page(html.replace(_HEADING, ""))
    headings: list[Element] = list(page.named("h2"))
    for image in page.named("img"):
        image.attrib.pop("alt", None)
    titles = [(visible_words(heading), heading.get("id")) for heading in headings]
    for number, heading in enumerate(headings):
        heading.text = f" {_HEADING}{number}{_HEADING} {heading.text or ''}"
    body = page.tree.find("body")
    first, *rest = re.split(f"{_HEADING}(\\d+){_HEADING}", visible_words(page.tree if body is None else body))
    parts = zip(rest[::2], rest[1::2], strict=True)
    return (
        Passage("", None, tuple(first.split())),
        *(Passage(*titles[int(number)], tuple(words.split())) for number, words in parts),
    )


def shared_words(old: Sequence[str], new: Sequence[str]) -> float:
    """How many of the old words are among the new ones, in any order: 0 to 1."""
    return (Counter(old) & Counter(new)).total() / len(old) if old else 1.0


def word_changes(old: Sequence[Passage], new: Sequence[str]) -> Iterator[WordChange]:
    """What differs, in order.  ``BLANK`` in the old words fits any value, of up to 400 signs."""
    words = [word for passage in old for word in passage.words]
    home = [passage for passage in old for _ in passage.words] or [Passage("", None, ())]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, words, new).get_opcodes():
        if tag == "equal" or fits(" ".join(words[i1:i2]), " ".join(new[j1:j2])):
            continue
        passage = home[min(i1 if i1 < i2 else max(i1 - 1, 0), len(home) - 1)]
        yield WordChange(_shown(words[i1:i2]), _shown(new[j1:j2]), passage.title, passage.section)


def fits(form: str, words: str) -> bool:
    """Whether words are a text in which each tag, written as ``BLANK``, has become something."""
    if BLANK not in form:
        return form == words
    pattern = f".{{0,{_LONGEST_VALUE}}}?".join(map(re.escape, form.split(BLANK)))
    # A text with many tags would be tried in too many ways.
    return form.count(BLANK) <= 3 and re.fullmatch(pattern, words) is not None


def _shown(words: Sequence[str]) -> str:
    return " ".join(words).replace(BLANK, "…").replace("“", "'").replace("”", "'")
