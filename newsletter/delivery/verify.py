"""What has become of an export: a copy that came back from the service, compared with what was handed over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import PurePath

from newsletter.checks.report import Group
from newsletter.content.email_files import email_parts
from newsletter.delivery.copy_pair import CopyPair
from newsletter.delivery.exported import Exported
from newsletter.delivery.verify_layout import layout_differences, size_differences
from newsletter.delivery.verify_links import link_differences, unsubscribe_differences
from newsletter.delivery.verify_pictures import picture_differences
from newsletter.delivery.verify_text import text_differences
from newsletter.delivery.verify_words import (
    damage_differences,
    header_differences,
    word_differences,
)
from newsletter.delivery.word_changes import passages, shared_words
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place

Difference = Callable[[CopyPair], Iterator[Finding]]

_PARTS: tuple[tuple[str, tuple[Difference, ...]], ...] = (
    ("Unsubscribing and size", (unsubscribe_differences, size_differences)),
    ("Subject and preview line", (header_differences,)),
    ("Words", (damage_differences, word_differences)),
    ("Links", (link_differences,)),
    ("Pictures", (picture_differences,)),
    ("Styles", (layout_differences,)),
    ("Plain text", (text_differences,)),
)
_LARGER = 5
_ROOM = 200_000
"""Bytes that a service may add to an email, however short that is; more makes it another email, or an attack."""

_LINK = re.compile(r"<(?:a|area|img)\b", re.IGNORECASE)


def differences(pair: CopyPair) -> tuple[Group, ...]:
    """What differs, in the order in which one goes through it, the most serious first in each group.

    Empty where nothing differs.  A copy that is another email altogether gives one finding that says so.
    """
    if pair.parts.html == pair.export.html and not pair.is_message:
        return ()
    other = _another_email(pair)
    if other is not None:
        return (Group("The whole email", (other, *size_differences(pair))),)
    groups = []
    for title, parts in _PARTS:
        found = [finding for part in parts for finding in part(pair)]
        if found:
            groups.append(Group(title, tuple(sorted(found, key=lambda finding: finding.severity.rank))))
    return tuple(groups)


def what_came_back(export: Exported, content: bytes, file: PurePath) -> tuple[Group, ...]:
    """What differs between an export and a file that came back from the service; see :func:`differences`.

    ``file`` ends in .eml where it is an email that someone received.  Empty for the very message that was exported.
    Raises ProjectError where no email can be made out.
    """
    if hashlib.sha256(content).hexdigest() == export.message:
        return ()
    is_message = file.suffix.lower() == ".eml"
    return differences(CopyPair(export, email_parts(content, file), Place(file.name), is_message))


def _another_email(pair: CopyPair) -> Finding | None:
    """What a copy has far too much of, or too little in common, to be told difference by difference."""
    ours, theirs = pair.ours.html, pair.theirs.html
    size, links = len(theirs), len(_LINK.findall(theirs))
    if size > _LARGER * len(ours) + _ROOM:
        why = f"it has {size / 1000:,.0f} KB of HTML, and {len(ours) / 1000:,.0f} KB were exported"
    elif links > _LARGER * len(_LINK.findall(ours)) + 500:
        why = f"it has {links:,} links and pictures"
    else:
        old, new = ([word for each in passages(html) for word in each.words] for html in (ours, theirs))
        share = shared_words(old, new)
        if share >= 0.5 and len(new) <= _LARGER * len(old) + 1_000:
            return None
        why = f"{share:.0%} of the exported words are in it" if share < 0.5 else f"it has {len(new):,} words"
    return Finding(
        "verify/another-email",
        Severity.ERROR,
        pair.place,
        f"This does not look like a copy of {pair.export.issue}: {why}.",
        "See whether you named the right issue and the right file.",
    )
