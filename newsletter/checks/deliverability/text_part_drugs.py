"""Every drug that the HTML names stands in the plain-text part as well.

A reader who has only the text must not miss which drug a sentence is about.

Bad: a drug's name that stands in a picture's description or a button alone.
Good: the same drug names in both parts.
Source: RFC 2046, 5.1.4; practice of drug information, where no shortening may change what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR


def check(draft: Draft) -> Iterator[Fault]:
    """Names of drugs in the reference that only the HTML part has, in one finding."""
    email = draft.finished
    text = " ".join((email.text or "").split()).casefold()
    if not text:
        return  # deliverability/text-part says so
    words = email.words.casefold()
    missing = [
        name for name in _names(draft) if name.casefold() in words and _stands(name, words) and not _stands(name, text)
    ]
    if missing:
        named = ", ".join(f"“{name}”" for name in missing[:5])
        at = email.html.lower().find(missing[0].casefold())
        yield Fault(
            email.place_at(at) if at >= 0 else email.place,
            f"The text part lacks {named}, which the HTML part names.",
            "Look at the text template of this section: both parts have to say the same.",
            text=missing[0],
        )


def _names(draft: Draft) -> list[str]:
    """Generic, brand and other right names of every drug."""
    names: list[str] = []
    for id_, file in draft.reference.entries.items():
        if id_.startswith("drugs/"):
            entry = file.entry
            names.append(str(getattr(entry, "generic", "")))
            names += [brand.name for brand in getattr(entry, "brands", ())]
            names += getattr(entry, "accepted_names", ())
    return [name for name in dict.fromkeys(names) if len(name) > 2]


def _stands(name: str, words: str) -> bool:
    """Whether a name stands there as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", words) is not None
