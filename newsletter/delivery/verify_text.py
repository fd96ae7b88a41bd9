"""The plain-text part of a copy: its words, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from newsletter.delivery.copy_pair import CopyPair
from newsletter.delivery.link_changes import LinkChange, host_of, is_web, link_changes
from newsletter.delivery.word_changes import Passage, shared_words, word_changes
from newsletter.model.finding import Finding, Severity

_URL = re.compile(r"<?((?:https?://|mailto:|tel:)[^\s<>]+)>?", re.IGNORECASE)
_LINK = "…"
"""Stands for each link among the words, since services rewrite them."""

_UNSUBSCRIBE = re.compile(r"unsubscri|opt[ -]?out", re.IGNORECASE)
_MOST = 5


def text_differences(pair: CopyPair) -> Iterator[Finding]:
    """The text part of a message; a copy of the HTML alone has none."""
    if not pair.is_message:
        return
    title, makes_its_own = pair.title, not pair.export.service.takes_text_part
    if not (pair.parts.text or "").strip():
        yield Finding(
            "verify/text-missing",
            Severity.WARNING,
            pair.place,
            "The plain-text part is missing. Some readers see nothing else, and spam filters look for it.",
            f"Look in {title} for the plain-text version, and paste email.txt there.",
        )
        return
    ours, theirs = (_words(pair, text) for text in (pair.export.text, pair.parts.text or ""))
    changes = list(word_changes([Passage("", None, ours)], theirs)) if _is_like(ours, theirs) else None
    remedy = f"Paste email.txt into the plain-text version in {title} once more."
    if changes is None and makes_its_own:
        yield Finding(
            "verify/text-made",
            Severity.NOTE,
            pair.place,
            f"{title} wrote the plain-text part itself, as it always does.",
        )
    elif changes is None:
        yield Finding(
            "verify/text-replaced", Severity.WARNING, pair.place, "The plain-text part was replaced by another.", remedy
        )
    elif changes:
        first, more = changes[0], len(changes) - 1
        was = f"“{first.old}” became “{first.new}”" if first.old and first.new else ""
        was = was or (f"“{first.old}” is gone" if first.old else f"“{first.new}” was added")
        tail = f", and {more} more {'place differs' if more == 1 else 'places differ'}" if more else ""
        yield Finding(
            "verify/text-changed", Severity.WARNING, pair.place, f"In the plain-text part {was}{tail}.", remedy
        )
    if _UNSUBSCRIBE.search(pair.export.text) and not _UNSUBSCRIBE.search(pair.parts.text or ""):
        yield Finding(
            "verify/text-unsubscribe",
            Severity.WARNING,
            pair.place,
            "The plain-text part does not say how to unsubscribe.",
            remedy,
        )
    if changes is not None:
        yield from _link_differences(pair, ours, theirs, remedy)


def _link_differences(pair: CopyPair, ours: Sequence[str], theirs: Sequence[str], remedy: str) -> Iterator[Finding]:
    """Links that stand between the same words and lead elsewhere."""
    old, new = (_URL.findall(pair.tags.blanked(text)) for text in (pair.export.text, pair.parts.text or ""))
    number = {id(words): [0, *_running(words)] for words in (ours, theirs)}
    links = [
        (old[number[id(ours)][block.a + at]], new[number[id(theirs)][block.b + at]])
        for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
        for at in range(block.size)
        if ours[block.a + at] == _LINK
    ]
    web = [two for two in links if is_web(two[0])]
    changes = link_changes(web)
    counted = [
        two for two, change in zip(web, changes, strict=True) if change in (LinkChange.REWRITTEN, LinkChange.MARKED)
    ]
    if counted:
        names = ", ".join(sorted({host_of(theirs) for _, theirs in counted}))
        yield Finding(
            "verify/text-links-rewritten",
            Severity.NOTE,
            pair.place,
            f"In the plain-text part too, clicks on {len(counted)} {'link' if len(counted) == 1 else 'links'} are "
            f"counted ({names}).",
            "This is expected. It tells the service who read what; most let you switch it off.",
        )
    wrong = [two for two, change in zip(web, changes, strict=True) if change is LinkChange.ELSEWHERE]
    wrong += [two for two in links if not is_web(two[0]) and two[0] != two[1]]
    for was, now in wrong[:_MOST]:
        yield Finding(
            "verify/text-link-changed",
            Severity.ERROR,
            pair.place,
            f"In the plain-text part a link leads to {now[:200]} instead of {was[:200]}.",
            remedy,
        )


def _running(words: Sequence[str]) -> Iterator[int]:
    """How many links stand up to and with each word."""
    count = 0
    for word in words:
        count += word == _LINK
        yield count


def _words(pair: CopyPair, text: str) -> tuple[str, ...]:
    """The words of a text part; each link is one."""
    words = _URL.sub(f" {_LINK} ", pair.tags.blanked(text).replace(_LINK, "...")).split()
    return tuple(word for word in words if word.strip("-=_*"))


def _is_like(old: Sequence[str], new: Sequence[str]) -> bool:
    return shared_words(old, new) > 0.8 and len(new) < 2 * len(old) + 200
