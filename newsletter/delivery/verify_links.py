"""Where the links of a copy lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from newsletter.checks.finished_email import Link
from newsletter.delivery.copy_pair import CopyPair
from newsletter.delivery.link_changes import LinkChange, bare, host_of, is_web, link_changes
from newsletter.delivery.service_tags import BLANK
from newsletter.model.finding import Finding, Severity

_UNSUBSCRIBE = re.compile(r"unsubscri|opt[ -]?out", re.IGNORECASE)
_MOST = 5
Two = tuple[Link, Link]


def link_differences(pair: CopyPair) -> Iterator[Finding]:
    """Links that were rewritten, which is expected, and those that are gone, lead elsewhere or are new."""
    matched, lost, added = _matched(pair)
    web = [two for two in matched if is_web(two[0].href) and not pair.tags.is_tag(two[0].href)]
    changes = link_changes([(ours.href, theirs.href) for ours, theirs in web])
    rewritten, counted, wrong = (
        [two for two, change in zip(web, changes, strict=True) if change is kind]
        for kind in (LinkChange.REWRITTEN, LinkChange.MARKED, LinkChange.ELSEWHERE)
    )
    if rewritten:
        names = ", ".join(sorted({host_of(two[1].href) for two in rewritten}))
        yield Finding(
            "verify/links-rewritten",
            Severity.NOTE,
            pair.place,
            f"{_number(rewritten, 'link leads', 'links lead')} through {names} first, so that clicks are counted.",
            "This is expected. It tells the service who read what; most let you switch it off.",
        )
    if counted:
        yield Finding(
            "verify/links-marked",
            Severity.NOTE,
            pair.place,
            f"{_number(counted, 'link has', 'links have')} something added to the address, so that clicks are counted.",
        )
    others = [two for two in matched if two not in web and bare(two[0].href) != bare(two[1].href)]
    wrong += [two for two in others if two[0].href and not pair.tags.is_tag(two[0].href)]
    for ours, theirs in wrong[:_MOST]:
        yield Finding(
            "verify/link-changed",
            Severity.ERROR,
            theirs.place,
            f"The link “{ours.words}” leads to {theirs.href[:200] or 'nowhere'} instead of {ours.href[:200]}.",
            "Try it in a test email. If it leads elsewhere, correct it in your service.",
        )
    if len(wrong) > _MOST:
        message = f"{len(wrong) - _MOST} more links lead elsewhere."
        yield Finding("verify/link-changed", Severity.ERROR, pair.place, message, "Try each of them in a test email.")
    gone = [link for link in lost if not _unsubscribes(pair, link)]
    if gone:
        yield Finding(
            "verify/links-lost",
            Severity.ERROR,
            pair.place,
            f"{_number(gone, 'link is', 'links are')} gone: {_named(gone)}.",
            f"Paste the HTML that was exported into {pair.title} once more.",
        )
    new = [link for link in added if not _unsubscribes(pair, link)]
    if new:
        yield Finding(
            "verify/links-added",
            Severity.WARNING,
            new[0].place,
            f"{_number(new, 'link was', 'links were')} added: {_named(new)}.",
            "See whether you want it. Services add one of their own on free plans.",
        )


def unsubscribe_differences(pair: CopyPair) -> Iterator[Finding]:
    """The link to unsubscribe: gone, leading nowhere, or there several times.  Tags that were not filled in."""
    exported = [link for link in pair.our_links if _unsubscribes(pair, link)]
    matched, _, _ = _matched(pair)
    meant = {id(theirs) for ours, theirs in matched if _unsubscribes(pair, ours)}
    found = [link for link in pair.their_links if id(link) in meant or _unsubscribes(pair, link)]
    # In a message, only an address of the web or of a mailbox leads anywhere.
    leading = [link for link in found if _leads(pair, link)]
    if not leading:
        yield Finding(
            "verify/unsubscribe-missing",
            Severity.ERROR,
            found[0].place if found else pair.place,
            "The unsubscribe link leads nowhere." if found else "The unsubscribe link is missing.",
            f"Do not send it like this. Paste the HTML that was exported into {pair.title} once more.",
        )
    elif len(leading) > max(1, len(exported)):
        yield Finding(
            "verify/unsubscribe-several",
            Severity.WARNING,
            leading[-1].place,
            f"There are {len(leading)} unsubscribe links, and {len(exported)} was exported.",
            f"{pair.title} may have added one. Look at the end of the email, and switch off the second footer.",
        )
    left = pair.tags.left(pair.parts.html + (pair.parts.text or "")) if pair.is_message else []
    if left:
        yield Finding(
            "verify/tag-left",
            Severity.ERROR,
            pair.place,
            f"{pair.title} did not fill in {', '.join(f'“{tag}”' for tag in left[:4])}.",
            "See whether the issue was exported for this service, and whether your account has these fields.",
        )


def _matched(pair: CopyPair) -> tuple[list[Two], list[Link], list[Link]]:
    """Links with the same words, in order; then those of ours and of theirs that are left."""
    ours, theirs = pair.our_links, pair.their_links
    old, new = ([pair.tags.blanked(_key(link)) for link in links] for links in (ours, theirs))
    matched: list[Two] = []
    lost: list[Link] = []
    added: list[Link] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        # Links in the same place are the same, whatever became of their words; those have findings of their own.
        if i2 - i1 == j2 - j1:
            matched += zip(ours[i1:i2], theirs[j1:j2], strict=True)
        else:
            lost += ours[i1:i2]
            added += theirs[j1:j2]
    return matched, lost, added


def _key(link: Link) -> str:
    # Alternative texts may be lost: a link around a picture is known by having no words.
    words = "".join(link.element.itertext())
    return " ".join(words.split()) or BLANK


def _unsubscribes(pair: CopyPair, link: Link) -> bool:
    element = link.element.tag
    return pair.tags.is_unsubscribe(link.href, element) or bool(_UNSUBSCRIBE.search(_key(link)))


def _leads(pair: CopyPair, link: Link) -> bool:
    if pair.tags.is_unsubscribe(link.href, link.element.tag):
        return not pair.is_message
    return bool(re.match(r"(?:https?://|mailto:)[^\s#]", link.href.strip(), re.IGNORECASE))


def _number(links: Sequence[object], one: str, several: str) -> str:
    return f"{len(links)} {one if len(links) == 1 else several}"


def _named(links: Sequence[Link]) -> str:
    names = [f"“{link.words[:60] or link.href[:60]}”" for link in links]
    return ", ".join(names[:_MOST]) + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")
