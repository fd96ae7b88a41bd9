"""What readers read last month is not sent to them once more.

A section that was copied and not rewritten, a paragraph that stayed behind, a story told a second time: readers notice,
and the person who told the story was asked for one printing. Compared are the issues of the last year, word for word.
Standing words such as a disclaimer, and a paragraph that has stood in several issues before, are meant to come again.

Bad: the letter of November, with a new heading, in December.
Good: a new letter, which may say in a sentence what the last one was about.
Source: practice of newsletter editors: near copies are looked for in past issues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from newsletter.checks.content._typed import plain
from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity
from newsletter.model.issue import Issue, Section
from newsletter.model.place import Place

SEVERITY = Severity.WARNING

_PARAGRAPH_WORDS = 12
_SENTENCE_WORDS = 4
_FEW_SENTENCES = 3
_SAME_STORY = 0.6
"""The share of sentences from which on a section is the same one."""

_STANDING = re.compile(
    r"\b(?:medical advice|not advice|disclaimer|substitute for|does not replace|unsubscribe|helpline|tax.deductible"
    r"|all rights reserved|copyright)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"”’')\]]{0,2}\s+")
_STANDING_KINDS = frozenset({"support", "event"})
"""Kinds whose words may come every month: an event is announced until it is over."""


@dataclass(frozen=True)
class _Story:
    """A section for comparing: its paragraphs with their places, its sentences."""

    section: Section
    paragraphs: Mapping[str, tuple[Place, str]]
    sentences: frozenset[str]


@dataclass
class _Memory:
    """What the issues before said: each paragraph with the issues it stood in, and each section."""

    paragraphs: dict[str, list[Issue]] = field(default_factory=dict)
    stories: list[tuple[Issue, _Story]] = field(default_factory=list)


def check(draft: Draft) -> Iterator[Fault]:
    """One finding a section: told before, or with paragraphs that one earlier issue had."""
    if not draft.earlier:
        return
    memory = _remember(draft.earlier)
    for section in draft.issue.sections:
        if section.kind not in _STANDING_KINDS:
            yield from _told_before(_story(section), memory)


def _told_before(story: _Story, memory: _Memory) -> Iterator[Fault]:
    section = story.section
    for issue, old in memory.stories:
        if _same_teller_and_title(section, old.section):
            message = f"A story of this title by the same person stood in “{issue.header.title}”."
        elif section.fields.needs_text and _share(story, old) >= _SAME_STORY:
            message = f"Most of this section stood in “{issue.header.title}” ({old.section.name}.md)."
        else:
            continue
        yield Fault(
            section.place,
            message,
            "Ask the person who told it, and say that it is printed again; or take it out."
            if getattr(section.fields, "contributor", None)
            else "Write it new, or take it out.",
            section.id,
            text=section.fields.title or section.name,
        )
        return
    again = [(key, *spot) for key, spot in story.paragraphs.items() if len(memory.paragraphs.get(key, ())) == 1]
    if again:
        key, place, words = again[0]
        title = memory.paragraphs[key][0].header.title
        more = f" So did {len(again) - 1} more of this section." if len(again) > 1 else ""
        yield Fault(
            place,
            f"The paragraph that begins “{_beginning(words)}” stood word for word in “{title}”.{more}",
            "Write it new, or leave it if it is meant to come again.",
            section.id,
            text=_beginning(words),
            severity=None if section.fields.needs_text else Severity.NOTE,
        )


def _remember(earlier: tuple[Issue, ...]) -> _Memory:
    memory = _Memory()
    for issue in earlier:
        stories = [_story(section) for section in issue.sections]
        memory.stories += [(issue, story) for story in stories]
        for key in {key for story in stories for key in story.paragraphs}:
            memory.paragraphs.setdefault(key, []).append(issue)
    return memory


def _story(section: Section) -> _Story:
    paragraphs: dict[str, tuple[Place, str]] = {}
    sentences: set[str] = set()
    for line, words in _texts(section):
        key = plain(words)
        if key.count(" ") + 1 >= _PARAGRAPH_WORDS and not _STANDING.search(words):
            paragraphs.setdefault(key, (section.body.place(line), words))
        sentences.update(
            said for one in _SENTENCE_END.split(words) if (said := plain(one)).count(" ") + 1 >= _SENTENCE_WORDS
        )
    return _Story(section, paragraphs, frozenset(sentences))


def _texts(section: Section) -> Iterator[tuple[int, str]]:
    """Each paragraph, heading, item and cell of a section as it was typed, with its line from 0."""
    line = 0
    for token in section.body.tokens:
        line = token.map[0] if token.map else line
        if token.type == "inline":
            yield line, token.content


def _share(story: _Story, old: _Story) -> float:
    if len(story.sentences) < _FEW_SENTENCES:
        return 0.0
    return len(story.sentences & old.sentences) / len(story.sentences)


def _same_teller_and_title(section: Section, old: Section) -> bool:
    teller, title = getattr(section.fields, "contributor", None), plain(section.fields.title or "")
    return (
        bool(teller and title)
        and teller == getattr(old.fields, "contributor", None)
        and title == plain(old.fields.title or "")
    )


def _beginning(words: str) -> str:
    return " ".join(words.split()[:8])
