"""House text promises nothing that medicine cannot keep.

“Breakthrough” and “miracle” sell newspapers. To someone with LMS they are a hope that the next appointment takes
away. Say what was seen, in how many people, and what is not known. Contributors may speak as they feel.

Bad: A new miracle drug cures sarcoma.
Good: In a small trial, tumors shrank in 3 of 20 people.
Source: practice of cancer charities and of health journalism; the organization's own research news, in which one
    promising early result was followed by a negative one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._names import drug_names
from newsletter.checks.medical._wording import sentences
from newsletter.checks.passages import Passage
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_CURE = re.compile(r"\b(?:cure[sd]?|curing|curative)\b", re.IGNORECASE)
_NO_CURE = re.compile(
    r"\b(?:no|not|never|without|cannot|find(?:ing)?|found|toward|towards|search(?:ing)?|hop(?:e|es|ing)|until|look(?:s|ing)?"
    r"|race|quest|fund\w{0,6}|isn['’]t|n['’]t|nor|neither|whether|if|promis\w{1,4}|claims?|donat\w{1,5}|step)\b"
    r"|[?]|\bcured (?:meats?|ham|fish|salmon|concrete|bacon)\b|\bThe Cure\b"
)
_HYPE = re.compile(
    r"\b(?:(?:miracle|wonder|magic)[ -](?:drugs?|cures?|treatments?|pills?|therap(?:y|ies)|bullets?)"
    r"|miraculous(?:ly)?|miracles?|breakthroughs?|game[ -]?chang(?:er|ers|ing)|groundbreaking|revolutionary"
    r"|holy grail)\b",
    re.IGNORECASE,
)
_HYPE_ELSEWHERE = re.compile(
    r"\bbreakthrough (?:pain|bleeding|therapy|nausea|infections?|cases?|fever)\b"
    r"|\bno (?:\w+ )?(?:miracles?|breakthroughs?)\b|\bnot (?:a |the )?(?:\w+ )?(?:miracle|breakthrough)\b",
    re.IGNORECASE,
)
_MEDICINE = re.compile(
    r"\b(?:drugs?|treat\w{0,6}|therap(?:y|ies)|trials?|stud(?:y|ies)|cancers?|tumou?rs?|u?LMS|(?:leiomyo)?sarcomas?"
    r"|chemo\w{0,8}|medicines?|doctors?|research\w{0,5}|patients?|results?)\b",
    re.IGNORECASE,
)
_PROMISING = re.compile(r"\bpromising\b", re.IGNORECASE)
_LIMITS = re.compile(
    r"\b(?:early|small|later|did(?: not|n['’]t)|does not|phase|mice|animals?|laborator(?:y|ies)|cells?|not yet|too soon"
    r"|larger|more research|preliminary|first|only|but|however|though|although)\b",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[Fault]:
    """The first such word of each section, subject and preview line, in house text."""
    names = drug_names(draft.reference)
    seen: set[object] = set()
    for passage in draft.passages:
        key = passage.section or passage.field
        if not passage.house or key in seen:
            continue
        for sentence in sentences(passage.text):
            # A heading, a subject line says little more than the word itself.
            medical = bool(_MEDICINE.search(passage.text) or names.mentions(passage.text))
            words = claim(sentence, medical or passage.section is None)
            if words:
                seen.add(key)
                yield _fault(passage, words)
                break
            if medical and (match := _PROMISING.search(sentence)) and not _LIMITS.search(passage.text):
                seen.add(key)
                yield _promising(passage, match.group())
                break


def claim(sentence: str, medical: bool) -> str | None:
    """The word of a sentence that promises too much, if one does; ``medical``: what stands around it is."""
    cure = _CURE.search(sentence)
    if cure and medical and not _NO_CURE.search(sentence):
        return cure.group()
    hype = _HYPE.search(sentence)
    if hype and medical and not _HYPE_ELSEWHERE.search(sentence):
        return hype.group()
    return None


def _fault(passage: Passage, words: str) -> Fault:
    return Fault(
        passage.spot(words),
        f"“{words}” promises more than anyone can keep.",
        "Say what was seen, in how many people, and what is not known yet.",
        passage.section,
        passage.field,
        words,
    )


def _promising(passage: Passage, words: str) -> Fault:
    return Fault(
        passage.spot(words),
        f"“{words}” is a hope, and nothing here says how sure it is.",
        "Say how many people were studied, and what is still to come.",
        passage.section,
        passage.field,
        words,
        severity=Severity.NOTE,
    )
