"""Words that spam filters distrust are worth a second look, even where they are meant honestly.

Filters were taught by spam about pills and diets, so that an honest paragraph about side effects can earn points.
A few such words do no harm, and no medical word should be given up for a filter: this only tells where they stand.

Bad: a paragraph that names an online pharmacy, weight loss, and several such drugs, in an issue with few other words.
Good: the same facts where the page needs them, in an issue that is mostly about other things.
Source: rules of SpamAssassin 4.0.1, measured without network: such a paragraph alone earned 7.5 points of 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.word_lists import listed_lines
from newsletter.model.finding import Severity

SEVERITY = Severity.NOTE

_ENOUGH = 2
"""One rule alone is never a reason to speak."""


class _Phrase(NamedTuple):
    """A phrase: the rule that looks for it, how it begins, and what finds it as words of their own."""

    rule: str
    beginning: str
    pattern: re.Pattern[str]
    exact: bool


@cache
def _phrases() -> tuple[_Phrase, ...]:
    out: list[_Phrase] = []
    for line in listed_lines("spam_phrases.txt"):
        rule, _, phrases = line.partition(":")
        for phrase in phrases.split(";"):
            words, exact, _ = phrase.strip().partition(" capitals")
            pattern = re.escape(words).replace(r"\ \*\ ", r"\b.{0,10}\b")
            whole = re.compile(rf"(?<!\w){pattern}(?!\w)")
            out.append(_Phrase(rule, words.partition(" *")[0], whole, bool(exact)))
    return tuple(out)


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Phrases of several rules in one email, all in one finding."""
    words = f"{email.subject or ''} . {email.words}"
    small = words.lower()
    found: dict[str, str] = {}
    for phrase in _phrases():
        text = words if phrase.exact else small
        # Looking for the beginning first takes a tenth of the time of one expression for all.
        match = phrase.pattern.search(text) if phrase.beginning in text else None
        if match:
            found.setdefault(match.group().lower(), phrase.rule)
    if len(set(found.values())) >= _ENOUGH:
        named = ", ".join(f"“{words}” ({rule})" for words, rule in list(found.items())[:6])
        more = f" and {len(found) - 6} more" if len(found) > 6 else ""
        yield Fault(
            email.place,
            f"Spam filters look twice at some of these words: {named}{more}.",
            "Keep what readers need. If test emails land in the spam folder, begin with these words.",
            text=", ".join(found),
        )
