"""Pictures give away no more of a name than the contributor agreed to.

A contributor who is shown as “M.” is not shown as “M.” if her picture is called mary-jones.jpg: the name of a file
travels with the email, and a description is read aloud. Who took or painted a picture may be named.

Bad: ``file: images/mary-jones.jpg`` in the story of someone who is shown as “M.”
Good: ``file: images/garden.jpg``, described as “A woman in her garden”.
Source: practice of patient organizations: the form of the name is agreed with each contributor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import PassageKind
from newsletter.checks.word_lists import listed_words
from newsletter.content.targets import references_in
from newsletter.model.fields import Picture, RefersToPerson
from newsletter.model.finding import Severity
from newsletter.model.issue import Section
from newsletter.model.place import Place

SEVERITY = Severity.WARNING

_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]{1,30}(?:[ -](?:[A-Z]\. )?[A-Z][^\W\d_]{1,30}){0,2}")
_INSTITUTION = re.compile(
    r"(?:[’']s)?(?: \w{1,20})? (?:Hospital|Clinic|Center|Centre|Church|Park|Street|School|University|College|House|Lake"
    r"|Bridge|Foundation|Fund|Library|Museum|Institute|Island|Memorial)\b|[’']s (?:Day|wort)\b"
)


def check(draft: Draft) -> Iterator[Fault]:
    """Names in a contributor's pictures that go beyond what was agreed, one finding a section."""
    for section in draft.issue.sections:
        shown = _shown_as(draft, section)
        if shown is None:
            continue
        agreed = _agreed_words(section, shown)
        found = next(_names(draft, section, agreed), None)
        if found is not None:
            place, words, what, field = found
            yield Fault(
                place,
                f"{what} “{words}” tells more of a name than “{shown}”, which was agreed.",
                "Give the picture a name that says what it shows, and describe it without names.",
                section.id,
                field,
                words,
            )


def _shown_as(draft: Draft, section: Section) -> str | None:
    for name, refers in references_in(type(section.fields)).items():
        if isinstance(refers, RefersToPerson):
            file = draft.reference.people.get(getattr(section.fields, name) or "")
            if file is not None:
                return file.person.shown_as
    return None


def _agreed_words(section: Section, shown: str) -> frozenset[str]:
    """The names that may appear: the contributor's, and that of a person remembered."""
    words = f"{shown} {getattr(section.fields, 'name', None) or ''}"
    return frozenset(word.casefold() for word in _WORD.findall(words))


def _names(draft: Draft, section: Section, agreed: frozenset[str]) -> Iterator[tuple[Place, str, str, str | None]]:
    """Place, words, what they are, and field of each name that goes too far."""
    fields = section.fields
    for name in type(fields).model_fields:
        picture = getattr(fields, name)
        if isinstance(picture, Picture):
            if name_in_file(picture.file, agreed):
                yield section.places.of_value(name, "file"), picture.file, "The picture's file name", name
            if picture.caption and (words := name_in_words(picture.caption, agreed)):
                yield section.places.of_value(name, "caption"), words, "The line below the picture with", name
    for file, place in section.body.pictures.items():
        if name_in_file(file, agreed):
            yield place, file, "The picture's file name", None
    for passage in draft.passages:
        described = passage.section == section.id and passage.kind is PassageKind.ALT
        if described and (words := name_in_words(passage.text, agreed)):
            yield passage.spot(words), words, "The picture's description with", passage.field


def name_in_file(file: str, agreed: frozenset[str]) -> bool:
    """Whether a picture's file name holds a first name that was not agreed, or a surname after an agreed one."""
    words = [word.casefold() for word in _WORD.findall(PurePosixPath(file).stem)]
    return any(word in given_names() and word not in agreed for word in words) or _surname(words, agreed)


def _surname(words: list[str], agreed: frozenset[str]) -> bool:
    """Two words, of which the first is an agreed first name and the other was not agreed."""
    return len(words) == 2 and words[0] in agreed & given_names() and words[1] not in agreed and len(words[1]) > 3


def name_in_words(text: str, agreed: frozenset[str]) -> str:
    """A first name that was not agreed, or an agreed one with a surname that was not; nothing if there is none."""
    for match in _CAPITAL.finditer(text):
        if _INSTITUTION.match(text[match.end() : match.end() + 40]) or text[
            max(0, match.start() - 8) : match.start()
        ].endswith(("St. ", "Mount ", "Saint ")):
            continue
        words = [word.casefold() for word in _WORD.findall(match.group())]
        first = next((i for i, word in enumerate(words) if word in given_names() or word in agreed), None)
        if first is None or _INSTITUTION.search(match.group()):
            continue
        if any(word not in agreed for word in words[first:]):
            return match.group()
    return ""


@cache
def given_names() -> frozenset[str]:
    """First names, in lower case."""
    return listed_words("given-names.txt")
