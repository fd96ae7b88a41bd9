"""A section can be read in one sitting, and so can the issue.

People read this between appointments, on a phone, tired. A long piece is better told in short here and in full on a
page that the email links to. A story is its teller's: nobody shortens it without asking.

Bad: a section of 1,200 words, in an issue of 5,000.
Good: sections of up to 300 words, and an issue that takes ten minutes.
Source: practice of nonprofit newsletters: about 500 words, or short teasers with links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import PassageKind
from newsletter.model.finding import Severity

SEVERITY = Severity.NOTE

_LONG_SECTION = 800
_LONG_ISSUE = 3_500
"""Words; ten full sections, and what stands in every issue, have about 3,200."""
_WORDS_A_MINUTE = 230


def check(draft: Draft) -> Iterator[Fault]:
    """Sections and issues with many more words than others."""
    words: Counter[str] = Counter()
    told: set[str] = set()
    for passage in draft.passages:
        if passage.section and passage.kind is not PassageKind.ALT:
            words[passage.section] += len(passage.text.split())
            if not passage.house:
                told.add(passage.section)
    for section in draft.issue.sections:
        count = words[section.id]
        if count > _LONG_SECTION:
            remedy = "Tell the heart of it here, and link to the whole."
            yield Fault(
                section.place,
                f"This section has {count:,} words, {_minutes(count)}.",
                f"Ask the person who told it before you shorten it. {remedy}" if section.id in told else remedy,
                section.id,
                text=section.fields.title or section.name,
            )
    count = len(draft.finished.words.split())
    if count > _LONG_ISSUE:
        longest = ", ".join(f"{name.rpartition('/')[2]} ({number:,})" for name, number in words.most_common(3))
        yield Fault(
            draft.document.place,
            f"The whole email has {count:,} words, {_minutes(count)}. Its longest sections: {longest}.",
            "Keep a section for the next issue, or link to the whole of a long one.",
            text=draft.issue.header.title,
        )


def _minutes(words: int) -> str:
    return f"about {round(words / _WORDS_A_MINUTE)} minutes of reading"
