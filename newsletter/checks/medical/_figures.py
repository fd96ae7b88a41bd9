"""Medical figures in a text: how many survive, respond, or have the cancer come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import inf

from newsletter.checks.medical._wording import sentences

_TENS = "ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_COUNT = (
    rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?|one|two|three|four|five|six|seven|eight|nine|{_TENS}|eleven|twelve|half|"
    r"a third|a quarter)"
)
_PEOPLE = (
    r"(?:people|patients|women|men|adults|children|persons|participants|cases|tumors|tumours|who|will|had|have|has|are"
    r"|were|was|surviv\w{1,6}|live[sd]?|respond\w{0,3}|die[sd]?)"
)
_PERCENT = r"\b\d{1,3}(?:\.\d{1,2})?\s?(?:%|percent\b|per cent\b)"
_SHARE = (
    rf"\b{_COUNT} (?:out of|of|in) (?:every |the |those )?"
    rf"(?:(?:100|10|1,000|ten|a hundred|one hundred)\b|{_COUNT} (?:\w{{1,12}} )?{_PEOPLE}\b)"
)
_PART = (
    r"\b(?:half|(?:a|one|two)[ -]thirds?|(?:a|one|three)[ -]quarters?|a tenth) of (?:all |the |those |them )?"
    rf"(?:\w{{1,12}} ){{0,2}}{_PEOPLE}\b"
)
_TIME = rf"{_COUNT}(?: (?:and|to|or) {_COUNT})?[ -](?:weeks?|months?|years?)\b"
_TYPICAL = rf"\b(?:median|average|typical|mean)\b.{{0,80}}?\b{_TIME}"
_LASTED = (
    r"\b(?:survival|remission|control|response|progression)(?: rates?| times?)?"
    r" (?:of|is|was|were|lasted) (?:only |about |around |nearly |almost |up to |a |just )?"
    rf"\b(?:{_TIME}|{_COUNT}(?:\s?%|\b))"
)
_FIGURE = re.compile(f"{_PERCENT}|{_SHARE}|{_PART}|{_TYPICAL}|{_LASTED}", re.IGNORECASE)

_SURVIVAL = re.compile(
    r"\b(?:(?:surviv(?:al|es?|ed|ing)|alive|mortality|life expectancy|died?|dies|dying|deaths?)\b"
    r"|li(?:ve[sd]?|ving) (?:for |a |at |\d))",
    re.IGNORECASE,
)
_COURSE = re.compile(
    r"\b(?:recurr?\w{0,6}|relaps\w{1,4}|remission|progression|response rates?|cured?|disease control)\b", re.IGNORECASE
)
_COURSE_OF_ILLNESS = re.compile(
    r"\b(?:respon(?:d|ds|ded|se|ses)|shr[aiu]nk\w{0,4}|grew|grow\w{0,4}|c[ao]mes? back|progressed|benefit\w{0,3}"
    r"|side effects?)\b",
    re.IGNORECASE,
)
_ILLNESS = re.compile(
    r"\b(?:tumou?rs?|cancers?|disease|u?LMS|(?:leiomyo)?sarcomas?|treat\w{0,6}|drugs?|chemo\w{0,8}|patients?|trial)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:people|patients?|wom[ae]n|m[ae]n|adults|children|participants|cases|rates?|median|average|survival|mortality"
    r"|those|diagnos\w{2,4}|cancers?|u?LMS|leiomyosarcoma|life expectancy)\b",
    re.IGNORECASE,
)
_OTHER_MATTERS = re.compile(
    r"\b(?:surveys?|questionnaires?|polls?|readers|subscribers|donat\w{1,6}|proceeds|gifts?|raised|fund-?rais\w{1,4}"
    r"|tickets?|registered|attend\w{0,4}|volunteers?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class MedicalFigure:
    """A figure as it stands in a text; ``survival`` where it says who lives or dies."""

    words: str
    survival: bool


def medical_figures(text: str) -> Iterator[MedicalFigure]:
    """The figures of a text that say how an illness goes on; those of surveys and gifts are left out."""
    if not re.search(r"\d|\b(?:of|in)\b|median|average|typical", text):
        return
    for sentence in sentences(text):
        survival = _places(_SURVIVAL, sentence) if _SOMEBODY.search(sentence) else []
        course = _places(_COURSE, sentence)
        if _ILLNESS.search(sentence):
            course += _places(_COURSE_OF_ILLNESS, sentence)
        if (survival or course) and not _OTHER_MATTERS.search(sentence):
            for match in _FIGURE.finditer(sentence):
                yield MedicalFigure(match.group(), _away(match, survival) <= _away(match, course))


_MOST = 20
"""How many outcomes of one sentence are looked at; a sentence that people can read has fewer."""


def _places(words: re.Pattern[str], sentence: str) -> list[int]:
    return [match.start() for match in islice(words.finditer(sentence), _MOST)]


def _away(figure: re.Match[str], places: list[int]) -> float:
    """How far a figure is from the nearest of some words."""
    return min((max(figure.start() - place, place - figure.end(), 0) for place in places), default=inf)
