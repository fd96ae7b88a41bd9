"""The newsletter speaks of people as people, and does not call an illness a fight that somebody lost.

“Lost the battle” says to those who are ill that they might have tried harder, and to those who grieve that somebody
did not. Treatments fail; people do not. A contributor's own words are left alone: many choose to be fighters.

Bad: “She lost her battle with cancer.” “Patients suffering from LMS”. “Patients who failed chemotherapy”.
Good: “She died of cancer.” “People with LMS”. “People whom chemotherapy did not help”.
Source: language guide of the International Association for the Study of Lung Cancer, 2021.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import Passage, PassageKind
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_DISEASE = (
    r"(?:cancer|LMS|uLMS|leiomyosarcoma|sarcoma|(?:the|this|her|his|their) (?:disease|illness|cancer|sarcoma|tumor))"
)
_PEOPLE = r"(?:patients?|people|women|men|those|someone|she|he|they|who)"
_ANYONE = r"(?:the|her|his|their|a|my|our|your|long|brave|courageous|hard[- ]fought)"
_WORDS: tuple[tuple[str, str, Severity], ...] = (
    (rf"(?:lost|lose|loses|losing) {_ANYONE}(?: {_ANYONE}){{0,2}} (?:battle|fight|war)"
     rf"(?! (?:with|against|over) (?!{_DISEASE}))(?: (?:with|against|over) {_DISEASE})?",
     "died, or died of cancer", Severity.WARNING),
    (rf"succumb(?:ed|s|ing)? to (?:{_DISEASE}|metasta\w{{1,6}})", "died of cancer", Severity.WARNING),
    (rf"(?:cancer|LMS|sarcoma|tumor) (?:victim|sufferer)s?|(?:victim|sufferer)s? of {_DISEASE}",
     "people with LMS", Severity.WARNING),
    (rf"(?:suffer(?:s|ed|ing)?|afflicted) (?:from|with) (?:\w{{1,20}} )?{_DISEASE}", "have LMS, or live with LMS",
     Severity.WARNING),
    (r"(?:cancer|sarcoma)[- ](?:stricken|ridden)", "with cancer", Severity.WARNING),
    (rf"{_PEOPLE} (?:who )?(?:has |have |had )?fail(?:ed|s|ing)? (?:to respond|(?:\w{{1,20}} ){{0,2}}"
     r"(?:chemo(?:therapy)?|treatments?|therapy|therapies|drugs?|radiation|surgery)\b)",
     "the treatment did not help", Severity.WARNING),
    (rf"terminal(?:ly ill)? (?:{_DISEASE}|patients?|people)|terminally ill", "the words that the person uses",
     Severity.WARNING),
    (rf"(?:battl(?:e|es|ed|ing)|fight|fights|fought|fighting|war) (?:with |against |on )?{_DISEASE}",
     "live with, treat, or go through", Severity.NOTE),
    (r"cancer (?:warrior|fighter)s?", "people with cancer", Severity.NOTE),
)  # fmt: skip
_PHRASES = tuple(
    (re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE), instead, severity)
    for pattern, instead, severity in _WORDS
)
_DRUGS_DO = re.compile(
    r"(?:drugs?|cells?|medicines?|system|treatments?|therapy|body|that|which|to|can|help(?:s|ed)?) $", re.IGNORECASE
)


def check(draft: Draft) -> Iterator[Fault]:
    """Words of blame and battle in the newsletter's own text, one finding a section and degree."""
    found: dict[tuple[str | None, Severity], list[tuple[Passage, str, str]]] = {}
    for passage in (*draft.passages, *draft.standing_passages):
        if passage.house and passage.kind is not PassageKind.QUOTE and passage.language.startswith("en"):
            for words, instead, severity in phrases(passage.text):
                found.setdefault((passage.section, severity), []).append((passage, words, instead))
    for (section, severity), all_words in found.items():
        passage, words, instead = all_words[0]
        more = ", ".join(dict.fromkeys(f"“{each}”" for _, each, _ in all_words[1:]))
        yield Fault(
            passage.spot(words),
            f"“{words}” may hurt those who read it.{f' So may {more}.' if more else ''}",
            f"Say it without blame or battle, such as “{instead}”.",
            section,
            passage.field,
            words,
            severity=severity,
        )


def phrases(text: str) -> Iterator[tuple[str, str, Severity]]:
    """The words to think over in a text, what might stand instead, and how much it matters; quoted ones are left."""
    taken: set[int] = set()
    for pattern, instead, severity in _PHRASES:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 400) : match.start()]
            quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1
            drug = severity is Severity.NOTE and _DRUGS_DO.search(before[-20:])
            span = range(*match.span())
            if not quoted and not drug and taken.isdisjoint(span):
                taken.update(span)
                yield match.group(), instead, severity
