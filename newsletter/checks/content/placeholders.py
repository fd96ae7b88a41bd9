"""Nothing is left that was only there to be filled in, or to show how it will look.

Whoever starts from a template fills in most of it. The rest reads to a patient as if nobody had looked. Square brackets
that explain a quotation, such as [sic] or [her husband], are no placeholders, and a date that is TBA is news.

Bad: Call [Name] by December XX. TODO: ask for the new number.
Good: Call Ann by December 4.
Source: practice of services that look for leftover text before they send (Loops Guardian, emitd).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.content._typed import spot
from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import Passage
from newsletter.model.finding import Severity
from newsletter.model.months import MONTHS

SEVERITY = Severity.ERROR

_THING = (
    r"(?:first |last |full |contributor's |speaker's |editor's |contact |phone |email |e-mail |web |issue |month's )?"
    r"(?:name|date|month|year|link|url|web ?site|title|headline|subject|phone|number|email|e-mail|address|photo|picture"
    r"|image|logo|caption|quote|text|city|state|organization|company|signature|placeholder|story|draft|tbd|todo|xx+|\?+)"
)
_IN_BRACKETS = re.compile(
    r"(?<![\[{<])[\[{<]\s{0,3}(?:(?:please )?(?:insert|fill in|todo|tbd|tk)\b[^\]}>]{0,80}"
    r"|(?:please )?(?:add|enter|put|write|type|your)\s(?:[\w'’]{1,20}\s){0,3}"
    + _THING
    + r"(?:\s[^\]}>]{0,40})?|(?P<bare>(?:the\s)?"
    + _THING
    + r"(?:\s(?:here|goes here|to come|to follow|needed))?))\s{0,3}[\]}>](?![\]}>(])",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"\b(?:lorem ipsum|dolor sit amet|asdf\w{0,9}|(?:type|enter|insert|write) (?:your )?text here"
    r"|(?:text|title|headline|image|photo|picture|caption|story|quote|link|name) goes here"
    r"|(?:placeholder|dummy|filler) (?:text|copy|image|picture|photo|title)"
    r"|insert (?:name|date|link|text|title|photo|picture|quote|story|url|image) here)\b",
    re.IGNORECASE,
)
_WHOLE_PHRASE = re.compile(
    r"(?:(?:add|enter|type|insert|write) )?(?:your|a|the|section|body)"
    r" (?:text|title|headline|name|story|logo|caption) here"
    r"|click (?:here )?to (?:edit|add (?:text|title))|sample text",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"(?<![\w.-])(?:TODO|TBD|FIXME|TKTK|\?\?\?+|(?<!Bowl )X{3,}(?:[-. ]X{3,}){0,3}"
    r"|[Xx]{2}/[Xx]{2}(?:/(?:[Xx]{2,4}|\d{2,4}))?|(?:\d{0,2}|X{1,2}):?XX(?: ?[ap]\.?m\b|:XX)|X{1,2}:XX|\$X{1,9}|X{2,}%"
    rf"|20XX|(?:{'|'.join(MONTHS)}) [Xx]{{2}})(?!\w)"
)
_WHOLE = frozenset({"title", "headline", "heading", "subject", "preheader", "untitled", "test", "new section", "text"})
_TITLES = frozenset({"title", "subject", "preheader"})
_MOST = 20
"""How many are named in one passage."""


def check(draft: Draft) -> Iterator[Fault]:
    """Each placeholder once a section, in what was written for the issue and in what it shows of the reference."""
    told: set[tuple[str | None, str]] = set()
    for passage in (*draft.passages, *draft.standing_passages):
        for words in leftovers(passage)[:_MOST]:
            if (passage.section, words) in told:
                continue
            told.add((passage.section, words))
            yield Fault(
                spot(passage, words),
                f"“{words}” looks like a place that was meant to be filled in.",
                "Write what belongs here, or take it out.",
                passage.section,
                passage.field,
                words,
            )


def leftovers(passage: Passage) -> list[str]:
    """The placeholders of a passage, as they stand."""
    text = passage.text
    if passage.field in _TITLES and text.casefold().strip(" .!?-") in _WHOLE:
        return [text]
    marks = _MARK.finditer(text)
    if passage.language[:2] in ("es", "pt", "gl"):  # where "todo" is a word
        marks = (match for match in marks if match.group() != "TODO")
    if _WHOLE_PHRASE.fullmatch(text.strip(" .!:")):
        return [text]
    # A contributor's "[city]" keeps a secret.
    brackets = (
        match
        for match in _IN_BRACKETS.finditer(text)
        if passage.house or not match["bare"] or not match["bare"].islower()
    )
    found: list[str] = []
    end = 0
    for match in sorted((*brackets, *_PHRASE.finditer(text), *marks), key=lambda match: match.start()):
        if match.start() >= end:
            found.append(match.group())
            end = match.end()
    return found
